import type { Tx } from '../db/index.ts';
import { type CivilDate, dayOf, type Instant } from '../kernel/index.ts';
import { selectIn } from '../log/index.ts';
import { findOpenProposals } from '../two-people/index.ts';
import { type AwaitedAnswer, isInTime } from './matter.ts';

/** An answer is proposed by one of these. */
const ANSWERS = ['answerRectification', 'answerOnPaper'];

interface AwaitedQuestion {
  /** Only those of these agencies; absent: of whichever. */
  readonly agencyCodes?: readonly string[] | undefined;
  readonly at: Instant;
}

/** The answers that wait for a signature, by matter. */
export async function findAwaitedAnswers(
  tx: Tx,
  question: AwaitedQuestion,
): Promise<ReadonlyMap<string, AwaitedAnswer>> {
  const open = await findOpenProposals(tx, { operations: ANSWERS, ...question });
  const inOrder = open.toSorted((one, other) => (one.lapsesAt < other.lapsesAt ? -1 : 1));
  return new Map(
    inOrder.map(({ id, params, madeAt, lapsesAt }) => [
      params.id ?? '',
      { proposal: id, madeOn: dayOf(madeAt), lapsesAt },
    ]),
  );
}

/** The matters that are not overdue, whatever day it is: an answer that was sent in time waits to be signed. */
export async function listAnsweredInTime(tx: Tx, at: Instant): Promise<readonly string[]> {
  const awaited = await findAwaitedAnswers(tx, { at });
  const rows = await selectIn(tx, 'matters', 'id', [...awaited.keys()]);
  return rows
    .map((row) => ({ id: String(row.id), dueOn: String(row.due_on) as CivilDate }))
    .filter((matter) => isInTime(matter, awaited.get(matter.id)))
    .map(({ id }) => id);
}
