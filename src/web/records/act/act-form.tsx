import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { BodyField } from '../../client/body-field.ts';
import type { Called } from '../../client/call.ts';
import { GateProblem } from '../../client/gate-problem.ts';
import type { CallArgs, Operation, OperationId } from '../../client/operation.ts';
import { BODIES } from '../../client/record-bodies.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { refusalByField } from '../../form/refusal-by-field.ts';
import { useFirstFault } from '../../form/use-first-fault.ts';
import { Proposed } from '../../ui/done.tsx';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { type ActName, type AnyKind, type AnyRow, pathOf } from '../record.ts';
import { ACT_WORDS } from './act-words.ts';
import { BodyControl } from './body-control.tsx';
import { EVENT_FIELDS, type TypedTexts, typedBody } from './typed-body.ts';

interface Props {
  readonly kind: AnyKind;
  readonly act: ActName;
  /** The record as it stands, and where; a new one is nowhere yet. */
  readonly row?: AnyRow;
  readonly path?: object;
  readonly etag?: string | undefined;
}

/** The form of an act, drawn from its body: what was typed stays when the record is read anew. */
export function ActForm({ kind, act, row, path, etag }: Props): ReactNode {
  const words = useWords(ACT_WORDS);
  const operation = kind.forms?.[act] as Operation<OperationId>;
  const sending = useAct(operation);
  const [typed, setTyped] = useState<TypedTexts>({ effectiveOn: today() });
  const [attempts, setAttempts] = useState(0);
  const [done, setDone] = useState<Called<OperationId>>();
  const ref = useFirstFault(attempts, sending.refusal);
  const fields = BODIES[operation.id] ?? [];
  const eventFields = act === 'change' ? EVENT_FIELDS : [];
  const changed = typedBody(fields, typed, row);
  const event = typedBody(eventFields, typed, undefined);
  const faults = { ...changed.faults, ...event.faults };
  const isSame = row !== undefined && Object.keys(changed.body).length === 0;
  const isStale = sending.refusal instanceof GateProblem && sending.refusal.status === 412;
  const all = [...fields, ...eventFields];
  const { told, rest } = refusalByField(sending.refusal, (pointer) => fieldAt(all, pointer)?.name);
  const send = async (submitted: FormEvent): Promise<void> => {
    submitted.preventDefault();
    setAttempts((before) => before + 1);
    if (Object.keys(faults).length > 0 || isSame) return;
    const body = act === 'change' ? { ...event.body, changes: changed.body } : changed.body;
    setDone(await sending.send({ path, body } as unknown as CallArgs<OperationId>, etag));
  };
  if (done) return <ActDone {...{ kind, act, done }} />;
  return (
    <>
      <p className="secondary">{words.help[act]}</p>
      {operation.secondPerson && <p className="notice">{words.twoPeople}</p>}
      <TypedForm className="reason-form" ref={ref} onSubmit={(submitted) => void send(submitted)} noValidate>
        {all.map((field) => {
          const fault = attempts > 0 ? faults[field.name] : undefined;
          return (
            <BodyControl
              key={field.name}
              {...{ kind, field, row }}
              isOfEvent={EVENT_FIELDS.includes(field)}
              typed={typed[field.name]}
              error={fault === undefined ? told[field.name] : words[fault]}
              onChange={(text) => {
                // What was refused was said of other words.
                sending.reset();
                setTyped((before) => ({ ...before, [field.name]: text }));
              }}
            />
          );
        })}
        {attempts > 0 && isSame && <p role="alert">{words.same}</p>}
        {isStale ? <p role="alert">{words.changedMeanwhile}</p> : rest && <Refusal of={rest} />}
        <p className="acts">
          <Button type="primary" htmlType="submit" loading={sending.isBusy}>
            {words.submit}
          </Button>
        </p>
      </TypedForm>
    </>
  );
}

/** The field that a pointer into the body leads to, or into. */
function fieldAt(fields: readonly BodyField[], pointer: string): BodyField | undefined {
  const place = pointer.replace(/^\/changes/, '');
  return fields.find(({ name }) => place === `/${name}` || place.startsWith(`/${name}/`));
}

interface DoneProps extends Pick<Props, 'kind' | 'act'> {
  readonly done: Called<OperationId>;
}

/** That it is done, or who signs next; and the way to the record that is there. */
function ActDone({ kind, act, done: { data, proposal } }: DoneProps): ReactNode {
  const words = useWords(ACT_WORDS);
  return (
    <>
      <Proposed proposal={proposal} done={words.done[act]} />
      {proposal === undefined && (
        <p>
          <Link to={pathOf(kind.path, kind.key(data as unknown as AnyRow))}>{words.toRecord}</Link>
        </p>
      )}
    </>
  );
}
