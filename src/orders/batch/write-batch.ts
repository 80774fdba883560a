import { usePlanFilings } from '../../budget/index.ts';
import { insertDecisions, replaceUses } from '../../decisions/index.ts';
import { moveUnits } from '../../ledger/index.ts';
import { openUndertakings, oweUndertakings, voidItems, voidUndertakings } from '../../register/index.ts';
import { cancelRedemptions, insertRedemptions } from '../certificates/redemptions-repository.ts';
import { insertContracts } from '../contract/contracts-repository.ts';
import {
  deleteHistory,
  insertMachineCosts,
  insertMachineLines,
  insertPrices,
} from '../history/history-rows-repository.ts';
import { insertOldMachines } from '../history/old-machines-repository.ts';
import { insertProofs } from '../history/proofs-repository.ts';
import { insertOrders, insertPurchases, insertRevisions, updateOrder, updatePlanFiling } from '../orders-repository.ts';
import { replaceFindings } from '../review/findings-repository.ts';
import { replaceReviews } from '../review/reviews-repository.ts';
import type { Batch } from './batch.ts';

/** Writes what the acts of a batch have changed: multi-row inserts and guarded counters. The leaves follow at the end. */
export async function writeBatch(batch: Batch): Promise<void> {
  const { writes, orders, entry } = batch;
  const { tx } = entry;
  const ordersOf = (ids: ReadonlySet<string>) => [...ids].flatMap((id) => orders.get(id)?.order ?? []);
  await insertOrders(tx, ordersOf(writes.created));
  for (const order of ordersOf(writes.changed)) await updateOrder(tx, order);
  await insertRevisions(tx, writes.revisions);
  // A revision that is decided again may have left history before; what stands now replaces it.
  await deleteHistory(tx, writes.replacedHistory);
  for (const revision of writes.replacedHistory) await updatePlanFiling(tx, revision);
  await insertPurchases(
    tx,
    lastOfEach(writes.purchases, ({ orderId, purchaseKey, revision }) => `${orderId}/${revision}/${purchaseKey}`),
  );
  await insertPrices(
    tx,
    lastOfEach(writes.prices, ({ orderId, revision, line }) => `${orderId}/${revision}/${line}`),
  );
  await insertMachineLines(
    tx,
    lastOfEach(writes.machineLines, ({ orderId, revision, lineKey }) => `${orderId}/${revision}/${lineKey}`),
  );
  await insertProofs(
    tx,
    lastOfEach(writes.proofs, ({ orderId, revision, proofKey }) => `${orderId}/${revision}/${proofKey}`),
  );
  await insertMachineCosts(
    tx,
    lastOfEach(writes.machineCosts, ({ orderId, revision, kind }) => `${orderId}/${revision}/${kind}`),
  );
  await insertOldMachines(
    tx,
    lastOfEach(writes.oldMachines, ({ orderId, revision, deviceId }) => `${orderId}/${revision}/${deviceId}`),
  );
  await insertDecisions(tx, writes.decisions);
  await insertContracts(tx, writes.contracts);
  for (const part of batch.parts.values()) await part.write(tx);
  await insertRedemptions(tx, writes.redeemed);
  await cancelRedemptions(tx, writes.cancelled);
  await voidUndertakings(tx, writes.voidedUndertakings);
  await voidItems(tx, writes.givenUp);
  await oweUndertakings(tx, writes.owed);
  await openUndertakings(tx, writes.undertakings);
  await usePlanFilings(tx, writes.filings);
  await moveUnits(tx, writes.moves);
  await writeReviews(batch);
}

/** Orders that were there before may be in an in-tray or stand on waivers; new ones cannot yet. */
async function writeReviews({ writes, entry: { tx } }: Batch): Promise<void> {
  const known = (ids: Iterable<string>): string[] => [...ids].filter((id) => !writes.created.has(id));
  await replaceReviews(tx, { orderIds: known(writes.reviews.keys()), reviews: writes.reviews });
  await replaceFindings(tx, { orderIds: known(writes.findings.keys()), findings: writes.findings });
  await replaceUses(tx, { orderIds: known(writes.waiverUses.keys()), uses: [...writes.waiverUses.values()].flat() });
}

/** An order that two acts of one batch decided is written as the last of them left it. */
function lastOfEach<T>(rows: readonly T[], keyOf: (row: T) => string): readonly T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}
