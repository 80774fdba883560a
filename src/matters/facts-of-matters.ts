import type { Tx } from '../db/index.ts';
import { type CivilDate, groupBy, type Instant } from '../kernel/index.ts';
import { findAwaitedAnswers } from './find-awaited-answers.ts';
import { isInTime, type Matter } from './matter.ts';

/** What an agency still owes, without words: facts need how grave it is and when it was due. */
export type RectificationFacts = Pick<Matter, 'severity' | 'dueOn'>;

/** The same before it is known when it is asked. */
export interface OwedRectification extends RectificationFacts {
  /** Until when an answer that was sent in time can be signed; null where none waits. */
  readonly answeredUntil: Instant | null;
}

interface Row extends RectificationFacts {
  readonly id: string;
  readonly agencyCode: string;
}

/** Whether an answer has lapsed is asked when an order is judged. */
const EVER = '1970-01-01T00:00:00.000Z' as Instant;

/** The rectifications that agencies owe an answer to, whenever it is due. */
export async function factsOfMatters(
  tx: Tx,
  agencyCodes: readonly string[],
): Promise<ReadonlyMap<string, readonly OwedRectification[]>> {
  if (agencyCodes.length === 0) return new Map();
  const rows: Row[] = await tx('matters')
    .select({ id: 'id', agencyCode: 'owner_agency', severity: 'severity', dueOn: 'due_on' })
    .whereIn('owner_agency', [...agencyCodes])
    .where({ kind: 'rectification', state: 'open' })
    .orderBy(['owner_agency', 'due_on', 'id']);
  const owners = [...new Set(rows.map(({ agencyCode }) => agencyCode))];
  const awaited = owners.length === 0 ? new Map() : await findAwaitedAnswers(tx, { agencyCodes: owners, at: EVER });
  const owed = rows.map(({ id, agencyCode, severity, dueOn }) => {
    const answer = awaited.get(id);
    const answeredUntil: Instant | null = isInTime({ dueOn }, answer) ? answer.lapsesAt : null;
    return { agencyCode, severity, dueOn, answeredUntil };
  });
  const byAgency = groupBy(owed, ({ agencyCode }) => agencyCode);
  return new Map([...byAgency].map(([code, all]) => [code, all.map(({ agencyCode: _owner, ...one }) => one)]));
}

/** Of what agencies owe, what no answer waits to be signed for that was sent in time. */
export function withoutAnswered(
  owed: ReadonlyMap<string, readonly OwedRectification[]>,
  at: Instant,
): ReadonlyMap<string, readonly RectificationFacts[]> {
  const isOwed = ({ answeredUntil }: OwedRectification): boolean => answeredUntil === null || answeredUntil <= at;
  const plain = ({ severity, dueOn }: OwedRectification): RectificationFacts => ({ severity, dueOn });
  return new Map([...owed].map(([code, all]) => [code, all.filter(isOwed).map(plain)]));
}

/** Of what an agency owes, what was due before a day. */
export function overdueOf(owed: readonly RectificationFacts[], on: CivilDate): readonly RectificationFacts[] {
  return owed.filter(({ dueOn }) => dueOn < on);
}
