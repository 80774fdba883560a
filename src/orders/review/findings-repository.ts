import { insertRows, type Tx } from '../../db/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { OpenFinding, OpenFindings } from '../batch/batch.ts';

export interface ReplacedFindings {
  /** Orders that may have findings already. */
  readonly orderIds: readonly string[];
  /** By order. */
  readonly findings: ReadonlyMap<string, OpenFindings>;
}

/** Writes what the latest decisions on some orders left open, in the place of what earlier ones did. */
export async function replaceFindings(tx: GovernedTx, { orderIds, findings }: ReplacedFindings): Promise<void> {
  if (orderIds.length > 0)
    await tx('order_findings')
      .whereIn('order_id', [...orderIds])
      .delete();
  const rows = [...findings].flatMap(([orderId, { open, logIndex }]) =>
    open.map(({ rule, effect }) => ({ order_id: orderId, rule, effect, log_index: logIndex })),
  );
  await insertRows(tx, 'order_findings', rows);
}

/** What the latest decisions left open, by rule; an order without any is absent. */
export async function listOpenFindings(
  tx: Tx,
  orderIds: readonly string[],
): Promise<readonly (OpenFinding & { readonly order_id: string })[]> {
  return tx('order_findings')
    .select('order_id', 'rule', 'effect')
    .whereIn('order_id', [...orderIds])
    .orderBy(['order_id', 'rule', 'effect']);
}
