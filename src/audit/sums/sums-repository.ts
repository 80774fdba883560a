import { insertRows, type Tx } from '../../db/index.ts';
import { portionsOf } from '../../kernel/index.ts';
import type { OrderSum } from '../../reports/index.ts';
import type { SumChanges } from './gather-sums.ts';

const REMOVED_AT_ONCE = 500;

/** Puts sums of orders in the place of those that were counted before. */
export async function writeSums(tx: Tx, { written, removed }: SumChanges): Promise<void> {
  for (const sums of portionsOf(removed, REMOVED_AT_ONCE)) {
    await tx('order_sums').whereIn(['agency_code', 'fiscal_year', 'kind', 'name'], sums.map(keyOf)).delete();
  }
  await insertRows(
    tx,
    'order_sums',
    written.map(({ agencyCode, fiscalYear, kind, name, orders, amountFen }) => {
      return { agency_code: agencyCode, fiscal_year: fiscalYear, kind, name, orders, amount_fen: amountFen };
    }),
  );
}

function keyOf({ agencyCode, fiscalYear, kind, name }: OrderSum): (string | number)[] {
  return [agencyCode, fiscalYear, kind, name];
}

/** Agencies that have ordered or of which sums were counted, after one of them. */
export async function listSummedAgencies(
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const codesIn = (table: string) =>
    tx(table).distinct('agency_code').where('agency_code', '>', after).orderBy('agency_code').limit(limit);
  const rows: { agency_code: string }[] = [...(await codesIn('orders')), ...(await codesIn('order_sums'))];
  return [...new Set(rows.map(({ agency_code: code }) => code))].toSorted().slice(0, limit);
}
