import { Button } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import {
  changeResponsiblePerson,
  createResponsiblePerson,
  describeResponsiblePerson,
  getResponsiblePerson,
  handOver,
} from '../client/operations.generated.ts';
import { useAct, useRead } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import { TypedForm } from '../ui/leaving/typed-form.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { useWords } from '../words/use-words.ts';
import { ROSTER_WORDS } from './roster-words.ts';

type Person = Schemas['ResponsiblePerson'];
type Rank = Schemas['Rank'];

interface ActProps {
  readonly person: Person;
  /** Closes the form; with what was done, if something was. */
  readonly onClose: (told?: string) => void;
}

const FIELDS = ['name', 'position', 'department', 'rank', 'phone', 'mobile'] as const;
type Field = (typeof FIELDS)[number];
type Typed = Record<Field | 'day' | 'reason', string>;
const EMPTY: Typed = { name: '', position: '', department: '', rank: '', phone: '', mobile: '', day: '', reason: '' };

interface PersonFormProps {
  /** Of whom it is, beside what it does. */
  readonly whom: string;
  readonly start: Typed;
  readonly asks: readonly (keyof Typed)[];
  readonly needs: readonly (keyof Typed)[];
  /** What the day is called here. */
  readonly day?: 'from' | 'firstDay' | 'lastDay';
  readonly does: string;
  readonly isBusy: boolean;
  readonly refusal: Error | null;
  readonly onSend: (typed: Typed) => void;
  readonly onClose: () => void;
}

/** The fields of an act about a person. What was typed stays whatever the gate refuses. */
function PersonForm(props: PersonFormProps): ReactNode {
  const { whom, start, asks, needs, day = 'from', does, isBusy, refusal, onSend, onClose } = props;
  const words = useWords(ROSTER_WORDS);
  const [typed, setTyped] = useState(start);
  const [errors, setErrors] = useState<Wrong>({});
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = wrongIn(typed, needs);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0 && !isBusy) onSend({ ...typed, day: readDay(typed.day, today()) ?? typed.day });
  };
  // In the language that is read now, which is not always that in which it was sent.
  const errorIn = (fault: Fault | undefined): string | undefined => fault && words.form[fault];
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const ranks = Object.entries(words.ranks).map(([value, label]) => ({ value, label }));
  return (
    <TypedForm className="reason-form" aria-labelledby={title} onSubmit={send} noValidate>
      <h3 id={title} ref={heading} tabIndex={-1}>
        {words.agency.titled(does, whom)}
      </h3>
      {asks.map((name) => (
        <FormField
          key={name}
          label={name === 'day' ? words.form[day] : words.form[name]}
          {...{ value: typed[name], error: errorIn(errors[name]) }}
          isDay={name === 'day'}
          {...(name === 'rank' && { choices: ranks, none: words.form.notStated })}
          onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
        />
      ))}
      <p className="secondary">{words.form.privacy}</p>
      {refusal && <Refusal of={refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {does}
        </Button>
        <Button onClick={onClose}>{words.agency.cancel}</Button>
      </p>
    </TypedForm>
  );
}

type Fault = 'needed' | 'badDay';
type Wrong = { [name in keyof Typed]?: Fault };

function wrongIn(typed: Typed, needs: readonly (keyof Typed)[]): Wrong {
  const wrong: Wrong = {};
  for (const name of needs) {
    if (typed[name].trim() === '') wrong[name] = 'needed';
    else if (name === 'day' && readDay(typed.day, today()) === undefined) wrong.day = 'badDay';
  }
  return wrong;
}

const stated = (text: string): string | null => text.trim() || null;

/** What describes a person, as the contract has it. */
function described(typed: Typed) {
  const { name, position, department, rank, phone, mobile } = typed;
  return {
    ...{ name: name.trim(), position: stated(position), department: stated(department) },
    ...{ rank: (stated(rank) as Rank | null) ?? null, phone: stated(phone), mobile: stated(mobile) },
  };
}

interface AddProps {
  readonly agencyCode: string;
  readonly duty: Schemas['Duty'];
  readonly onClose: (told?: string) => void;
}

export function AddPerson({ agencyCode, duty, onClose }: AddProps): ReactNode {
  const { agency: words, duties } = useWords(ROSTER_WORDS);
  const act = useAct(createResponsiblePerson);
  const send = async (typed: Typed): Promise<void> => {
    const sent = await act.send({ body: { agencyCode, duty, ...described(typed), from: typed.day } });
    if (sent) onClose(words.done.add);
  };
  return (
    <PersonForm
      whom={duties[duty]}
      start={{ ...EMPTY, day: today() }}
      asks={[...FIELDS, 'day']}
      needs={['name', 'day']}
      does={words.add}
      {...{ isBusy: act.isBusy, refusal: act.refusal, onSend: (typed) => void send(typed), onClose: () => onClose() }}
    />
  );
}

/** The tag of the person as it is now: lists carry none. */
function useTag({ id }: Person): string | undefined {
  return useRead(getResponsiblePerson, { path: { id } }).data?.etag;
}

export function HandOver({ person, onClose }: ActProps): ReactNode {
  const words = useWords(ROSTER_WORDS).agency;
  const act = useAct(handOver);
  const etag = useTag(person);
  const send = async (typed: Typed): Promise<void> => {
    const body = { from: typed.day, reason: typed.reason.trim(), next: described(typed) };
    const sent = await act.send({ path: { id: person.id }, body }, etag);
    if (sent) onClose(words.done.handOver);
  };
  return (
    <PersonForm
      whom={person.name}
      start={{ ...EMPTY, department: person.department ?? '', phone: person.phone ?? '', day: today() }}
      asks={['day', 'reason', ...FIELDS]}
      needs={['day', 'reason', 'name']}
      day="firstDay"
      does={words.handOver}
      {...{
        isBusy: act.isBusy || etag === undefined,
        refusal: act.refusal,
        onSend: (typed) => void send(typed),
        onClose: () => onClose(),
      }}
    />
  );
}

export function EndTerm({ person, onClose }: ActProps): ReactNode {
  const words = useWords(ROSTER_WORDS).agency;
  const act = useAct(changeResponsiblePerson);
  const etag = useTag(person);
  const send = async (typed: Typed): Promise<void> => {
    const reason = typed.reason.trim();
    const body = { effectiveOn: today(), reason, changes: { until: typed.day, endReason: reason } };
    const sent = await act.send({ path: { id: person.id }, body }, etag);
    if (sent) onClose(words.done.end);
  };
  return (
    <PersonForm
      whom={person.name}
      start={{ ...EMPTY, day: today() }}
      asks={['day', 'reason']}
      needs={['day', 'reason']}
      day="lastDay"
      does={words.end}
      {...{
        isBusy: act.isBusy || etag === undefined,
        refusal: act.refusal,
        onSend: (typed) => void send(typed),
        onClose: () => onClose(),
      }}
    />
  );
}

export function CorrectPerson({ person, onClose }: ActProps): ReactNode {
  const words = useWords(ROSTER_WORDS).agency;
  const act = useAct(describeResponsiblePerson);
  const etag = useTag(person);
  const send = async (typed: Typed): Promise<void> => {
    const sent = await act.send({ path: { id: person.id }, body: described(typed) }, etag);
    if (sent) onClose(words.done.correct);
  };
  const start = Object.fromEntries(FIELDS.map((name) => [name, person[name] ?? '']));
  return (
    <PersonForm
      whom={person.name}
      start={{ ...EMPTY, ...start }}
      asks={FIELDS}
      needs={['name']}
      does={words.correct}
      {...{
        isBusy: act.isBusy || etag === undefined,
        refusal: act.refusal,
        onSend: (typed) => void send(typed),
        onClose: () => onClose(),
      }}
    />
  );
}
