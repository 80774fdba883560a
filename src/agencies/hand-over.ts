import { addDays, type CivilDate, Refusal, text } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';
import { changeOfKind, createOfKind, type RecordingContext, type ReferenceRecord } from '../reference/index.ts';
import { RESPONSIBLE_PERSONS } from './record-responsible-persons.ts';
import type { ResponsiblePerson } from './responsible-person.ts';

export interface HandOver {
  readonly term: ReferenceRecord<ResponsiblePerson>;
  /** The first day of the new term. */
  readonly from: string;
  readonly reason: string;
  readonly next: object;
}

export interface HandedOver {
  readonly ended: ReferenceRecord<ResponsiblePerson>;
  readonly begun: ReferenceRecord<ResponsiblePerson>;
}

/** Ends a term the day before the next begins, so that the duty is on no day without a holder nor with two. */
export async function handOver(
  entry: Governed,
  { term, from, reason, next, ...context }: HandOver & RecordingContext,
): Promise<HandedOver> {
  const { agencyCode, duty, from: begun, until } = term.state;
  const lastDay = addDays(from as CivilDate, -1);
  if (lastDay < begun || (until !== null && until < lastDay)) throw notHandedOver(term.state);
  const changes = { until: lastDay, endReason: reason };
  const ended = await changeOfKind(entry, RESPONSIBLE_PERSONS, {
    ...{ subject: term, changes, reason, effectiveOn: entry.on },
    ...context,
  });
  const body = { ...next, agencyCode, duty, from };
  return { ended, begun: await createOfKind(entry, RESPONSIBLE_PERSONS, { body, ...context }) };
}

function notHandedOver({ from, until }: ResponsiblePerson): Refusal {
  const message = text(
    `这一任期为 ${from} 至 ${until ?? '今'}；接任日期须晚于其起始日期，且不迟于其截止日期的次日。`,
    `The term lasts from ${from} ${until === null ? 'on' : `until ${until}`}; the next one must begin after its first day, and no later than the day after its last.`,
  );
  const errors = [{ pointer: '/from', message: '' }];
  return new Refusal('unprocessable', 'responsible_person.hand_over', message, errors);
}
