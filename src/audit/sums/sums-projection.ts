import type { Tx } from '../../db/index.ts';
import { type Difference, type LogProjection, withoutLeaf, withoutRow } from '../../log/index.ts';
import { countOrderSums, listStoredSums, listUnsummed, type OrderSum } from '../../reports/index.ts';
import { changesOf, type SumChanges } from './gather-sums.ts';
import { listSummedAgencies } from './sums-repository.ts';

const AGENCIES_AT_ONCE = 100;

/**
 * Sums of orders are counted again out of the orders, which are held against their leaves by themselves. Those of an agency
 * whose leaves the job has not read yet say nothing, and nobody asks them.
 */
export function orderSumsProjection(): LogProjection {
  return { compare: async () => [], finish: compareSums };
}

async function compareSums(tx: Tx, size: number): Promise<readonly Difference[]> {
  const unsummed = await listUnsummed(tx, size);
  const found: Difference[] = [];
  for (let after = ''; unsummed; ) {
    const agencies = await listSummedAgencies(tx, { after, limit: AGENCIES_AT_ONCE });
    const last = agencies.at(-1);
    if (last === undefined) break;
    const summed = agencies.filter((code) => !unsummed.includes(code));
    found.push(...differencesIn(changesOf(await listStoredSums(tx, summed), await countOrderSums(tx, summed))));
    after = last;
  }
  return found;
}

function differencesIn({ written, removed }: SumChanges): readonly Difference[] {
  const missing = new Map(written.map((sum) => [keyOf(sum), sum]));
  const wrong = removed.flatMap((sum) => {
    const key = keyOf(sum);
    const counted = missing.get(key);
    missing.delete(key);
    return counted ? fieldsOf(sum, counted) : [withoutLeaf(placeOf(key))];
  });
  return [...wrong, ...[...missing.keys()].map((key) => withoutRow(placeOf(key)))];
}

function fieldsOf(shown: OrderSum, counted: OrderSum): readonly Difference[] {
  const place = placeOf(keyOf(shown));
  return (['orders', 'amountFen'] as const)
    .filter((field) => shown[field] !== counted[field])
    .map((field) => {
      const told = { shown: String(shown[field]), logged: String(counted[field]) };
      return { ...place, kind: 'differs', field: field === 'orders' ? 'orders' : 'amount_fen', ...told };
    });
}

function placeOf(key: string) {
  return { table: 'order_sums', key, index: null };
}

function keyOf({ agencyCode, fiscalYear, kind, name }: OrderSum): string {
  return `${agencyCode}/${fiscalYear}/${kind}/${name}`;
}
