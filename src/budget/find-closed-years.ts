import type { Tx } from '../db/index.ts';
import { regionsOfAgencies } from '../log/index.ts';
import { listClosedYears } from './budget-repository.ts';
import { closedYears, type IsYearClosed } from './fiscal-year.ts';

/** Which years are closed for some agencies. */
export async function findClosedYears(tx: Tx, agencyCodes: readonly string[]): Promise<IsYearClosed> {
  const closed = await listClosedYears(tx);
  return closedYears(closed, closed.length === 0 ? new Map() : await regionsOfAgencies(tx, agencyCodes));
}
