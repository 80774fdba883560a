import type { Tx } from '../db/index.ts';
import { type CivilDate, groupBy } from '../kernel/index.ts';
import type { Matter } from './matter.ts';

/** What an agency still owes, without words: facts need how grave it is and when it was due. */
export type RectificationFacts = Pick<Matter, 'severity' | 'dueOn'>;

interface Row extends RectificationFacts {
  readonly agencyCode: string;
}

/** The rectifications that agencies owe an answer to, whenever it is due. */
export async function factsOfMatters(
  tx: Tx,
  agencyCodes: readonly string[],
): Promise<ReadonlyMap<string, readonly RectificationFacts[]>> {
  if (agencyCodes.length === 0) return new Map();
  const rows: Row[] = await tx('matters')
    .select({ agencyCode: 'owner_agency', severity: 'severity', dueOn: 'due_on' })
    .whereIn('owner_agency', [...agencyCodes])
    .where({ kind: 'rectification', state: 'open' })
    .orderBy(['owner_agency', 'due_on', 'id']);
  const byAgency = groupBy(rows, ({ agencyCode }) => agencyCode);
  return new Map([...byAgency].map(([code, owed]) => [code, owed.map(({ severity, dueOn }) => ({ severity, dueOn }))]));
}

/** Of what an agency owes, what was due before a day. */
export function overdueOf(owed: readonly RectificationFacts[], on: CivilDate): readonly RectificationFacts[] {
  return owed.filter(({ dueOn }) => dueOn < on);
}
