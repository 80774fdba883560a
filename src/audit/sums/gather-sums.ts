import type { Tx } from '../../db/index.ts';
import { groupBy } from '../../kernel/index.ts';
import {
  countOrderSums,
  listAgenciesOfOrders,
  listOrdersWithLeaves,
  listStoredSums,
  type OrderSum,
} from '../../reports/index.ts';

/** Which sums of orders are other ones now, of agencies whose orders have new leaves. */
export interface SumChanges {
  readonly written: readonly OrderSum[];
  /** Of which there is nothing left, or another count. */
  readonly removed: readonly OrderSum[];
}

/**
 * Counts the orders of agencies again that some leaves are about, so that no sum goes wrong by what was told twice or not at all.
 * What later leaves have changed is counted with them, and again when their turn comes.
 */
export async function gatherSums(tx: Tx, leaves: { readonly from: number; readonly to: number }): Promise<SumChanges> {
  const agencies = await listAgenciesOfOrders(tx, await listOrdersWithLeaves(tx, leaves));
  if (agencies.length === 0) return { written: [], removed: [] };
  return changesOf(await listStoredSums(tx, agencies), await countOrderSums(tx, agencies));
}

export function changesOf(stored: readonly OrderSum[], counted: readonly OrderSum[]): SumChanges {
  const [before, now] = [groupBy(stored, wholeOf), groupBy(counted, wholeOf)];
  return {
    written: counted.filter((sum) => !before.has(wholeOf(sum))),
    removed: stored.filter((sum) => !now.has(wholeOf(sum))),
  };
}

function wholeOf({ agencyCode, fiscalYear, kind, name, orders, amountFen }: OrderSum): string {
  return JSON.stringify([agencyCode, fiscalYear, kind, name, orders, amountFen]);
}
