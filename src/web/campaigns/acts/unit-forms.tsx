import { Button } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import {
  coverParticipant,
  excuseParticipants,
  extendParticipants,
  joinCampaign,
} from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { AgencyField } from '../../form/agency-field.tsx';
import { FormField } from '../../form/form-field.tsx';
import { refusalByField } from '../../form/refusal-by-field.ts';
import { useFirstFault } from '../../form/use-first-fault.ts';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { isCreditCode, plainText, readDay } from '../../ui/typed-values.ts';
import { useWords } from '../../words/use-words.ts';
import { UNIT_WORDS } from './unit-words.ts';

interface UnitFormProps {
  readonly id: string;
  readonly chosen: readonly string[];
  readonly onEnd: (isDone: boolean) => void;
}

interface ExtendFormProps extends UnitFormProps {
  /** The day that a unit asked for, which stands there to be given or changed. */
  readonly day?: string | undefined;
}

type FieldName =
  | 'day'
  | 'askedDay'
  | 'joinDay'
  | 'since'
  | 'coverSince'
  | 'ground'
  | 'unit'
  | 'covered'
  | 'by'
  | 'reason';
type Typed = Partial<Record<FieldName, string>>;

const DAYS: readonly FieldName[] = ['day', 'askedDay', 'joinDay', 'since', 'coverSince'];
const AGENCIES: readonly FieldName[] = ['unit', 'covered', 'by'];

interface FieldsProps {
  readonly does: string;
  readonly asks: readonly FieldName[];
  readonly optional?: readonly FieldName[];
  readonly first?: Typed;
  readonly isBusy: boolean;
  readonly refusal: Error | null;
  readonly onSend: (typed: { readonly [name in FieldName]: string }) => void;
  readonly onCancel: () => void;
}

type Fault = 'needed' | 'badDay' | 'badAgency';

/** Where each place of a request is typed; of two fields the one that the act asks for. */
const FIELDS_OF: { readonly [pointer: string]: readonly FieldName[] } = {
  '/dueOn': ['day', 'askedDay', 'joinDay'],
  '/since': ['since', 'coverSince'],
  '/ground': ['ground'],
  '/agencyCode': ['unit', 'covered'],
  '/coveredBy': ['by'],
  '/reason': ['reason'],
};

/** The few fields of an act about units. What was typed stays whatever the gate refuses. */
export function Fields({
  does,
  asks,
  optional = [],
  first = {},
  isBusy,
  refusal,
  onSend,
  onCancel,
}: FieldsProps): ReactNode {
  const { acts: words, grounds } = useWords(UNIT_WORDS);
  const [typed, setTyped] = useState<Typed>(first);
  const [faults, setFaults] = useState<{ readonly [name in FieldName]?: Fault }>({});
  const [attempt, setAttempt] = useState(0);
  const [isChanged, setChanged] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useFirstFault(attempt, refusal);
  const title = useId();
  useEffect(() => heading.current?.focus(), []);
  const { told, rest } = refusalByField(refusal, (pointer) => FIELDS_OF[pointer]?.find((name) => asks.includes(name)));
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const found = faultsIn(typed, asks, optional);
    setFaults(found);
    setChanged(false);
    setAttempt((before) => before + 1);
    if (Object.keys(found).length === 0 && !isBusy) onSend(readable(typed));
  };
  const change = (name: FieldName, value: string): void => {
    setChanged(true);
    setTyped((was) => ({ ...was, [name]: value }));
  };
  return (
    <TypedForm className="reason-form" ref={form} aria-labelledby={title} onSubmit={send} noValidate>
      <h3 id={title} ref={heading} tabIndex={-1}>
        {does}
      </h3>
      {asks.map((name) => {
        const fault = faults[name];
        const field = {
          ...{ label: words[name], name, value: typed[name] ?? '' },
          error: fault ? words[fault] : isChanged ? undefined : told[name],
          onChange: (value: string) => change(name, value),
        };
        if (AGENCIES.includes(name)) return <AgencyField key={name} {...field} />;
        const choices = Object.entries(grounds).map(([value, label]) => ({ value, label }));
        return <FormField key={name} {...field} {...(name === 'ground' && { choices, none: '—' })} />;
      })}
      {rest && <Refusal of={rest} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {does}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </p>
    </TypedForm>
  );
}

function faultsIn(typed: Typed, asks: readonly FieldName[], optional: readonly FieldName[]) {
  const faults: { [name in FieldName]?: Fault } = {};
  for (const name of asks) {
    const text = (typed[name] ?? '').trim();
    if (text === '') {
      if (!optional.includes(name)) faults[name] = 'needed';
    } else if (DAYS.includes(name) && readDay(text, today()) === undefined) faults[name] = 'badDay';
    else if (AGENCIES.includes(name) && !isCreditCode(text)) faults[name] = 'badAgency';
  }
  return faults;
}

/** Days and codes as the contract writes them. */
function readable(typed: Typed): { readonly [name in FieldName]: string } {
  const day = (text = ''): string => readDay(text, today()) ?? text;
  const code = (text = ''): string => plainText(text);
  return {
    day: day(typed.day),
    askedDay: day(typed.askedDay),
    joinDay: day(typed.joinDay),
    since: day(typed.since),
    coverSince: day(typed.coverSince),
    ground: typed.ground ?? '',
    unit: code(typed.unit),
    covered: code(typed.covered),
    by: code(typed.by),
    reason: (typed.reason ?? '').trim(),
  };
}

export function ExtendForm({ id, chosen, day: first, onEnd }: ExtendFormProps): ReactNode {
  const words = useWords(UNIT_WORDS).acts;
  const act = useAct(extendParticipants);
  return (
    <Fields
      does={words.extend}
      asks={['day', 'reason']}
      first={{ day: first }}
      isBusy={act.isBusy}
      refusal={act.refusal}
      onCancel={() => onEnd(false)}
      onSend={async ({ day, reason }) => {
        const sent = await act.send({ path: { id }, body: { agencies: [...chosen], dueOn: day, reason } });
        if (sent) onEnd(true);
      }}
    />
  );
}

export function ExcuseForm({ id, chosen, onEnd }: UnitFormProps): ReactNode {
  const words = useWords(UNIT_WORDS).acts;
  const act = useAct(excuseParticipants);
  return (
    <Fields
      does={words.excuse}
      asks={['ground', 'since', 'reason']}
      optional={['since']}
      isBusy={act.isBusy}
      refusal={act.refusal}
      onCancel={() => onEnd(false)}
      onSend={async ({ ground, since, reason }) => {
        const why = { ground: ground as Schemas['ExcuseGround'], since: since || null, reason };
        const sent = await act.send({ path: { id }, body: { agencies: [...chosen], ...why } });
        if (sent) onEnd(true);
      }}
    />
  );
}

export function JoinForm({ id, onEnd }: UnitFormProps): ReactNode {
  const words = useWords(UNIT_WORDS).acts;
  const act = useAct(joinCampaign);
  return (
    <Fields
      does={words.join}
      asks={['unit', 'joinDay', 'reason']}
      isBusy={act.isBusy}
      refusal={act.refusal}
      onCancel={() => onEnd(false)}
      onSend={async ({ unit, joinDay, reason }) => {
        const sent = await act.send({ path: { id }, body: { agencyCode: unit, dueOn: joinDay, reason } });
        if (sent) onEnd(true);
      }}
    />
  );
}

export function CoverForm({ id, onEnd }: UnitFormProps): ReactNode {
  const words = useWords(UNIT_WORDS).acts;
  const act = useAct(coverParticipant);
  return (
    <Fields
      does={words.cover}
      asks={['covered', 'by', 'coverSince', 'reason']}
      isBusy={act.isBusy}
      refusal={act.refusal}
      onCancel={() => onEnd(false)}
      onSend={async ({ covered, by, coverSince, reason }) => {
        const body = { agencyCode: covered, coveredBy: by, since: coverSince, reason };
        const sent = await act.send({ path: { id }, body });
        if (sent) onEnd(true);
      }}
    />
  );
}
