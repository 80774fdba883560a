import type { Tx } from '../../db/index.ts';
import type { Grant } from '../../kernel/index.ts';
import { reachOnly } from '../../log/index.ts';
import type { FilingState } from './filing.ts';

/** How many filings within a grant stand so: as many as their list has. */
export async function countFilings(
  tx: Tx,
  { grant, state }: { readonly grant: Grant; readonly state: FilingState },
): Promise<number> {
  const query: ReturnType<Tx> = tx('filings').where({ state });
  reachOnly(tx, query, { column: 'agency_code', table: 'filings', grant });
  const rows: { found: number }[] = await query.select(tx.raw('count(*) as found'));
  return Number(rows[0]?.found);
}
