import { insertRows } from '../../db/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { LinePrice, StoredMachineCost, StoredMachineLine } from '../order.ts';

export async function insertPrices(tx: GovernedTx, prices: readonly LinePrice[]): Promise<void> {
  await insertRows(
    tx,
    'order_prices',
    prices.map((price) => ({
      order_id: price.orderId,
      revision: price.revision,
      line: price.line,
      category: price.category,
      region: price.region,
      unit_price_fen: price.unitPriceFen,
      submitted_on: price.submittedOn,
    })),
  );
}

export async function insertMachineLines(tx: GovernedTx, lines: readonly StoredMachineLine[]): Promise<void> {
  await insertRows(
    tx,
    'order_machine_lines',
    lines.map((line) => ({
      order_id: line.orderId,
      revision: line.revision,
      line_key: line.lineKey,
      copies: line.copies,
      order_lines: line.orderLines,
      submitted_on: line.submittedOn,
    })),
  );
}

export async function insertMachineCosts(tx: GovernedTx, costs: readonly StoredMachineCost[]): Promise<void> {
  await insertRows(
    tx,
    'order_machine_costs',
    costs.map((cost) => ({
      order_id: cost.orderId,
      revision: cost.revision,
      kind: cost.kind,
      agency_code: cost.agencyCode,
      pieces: cost.pieces,
      amount_fen: cost.amountFen,
      submitted_on: cost.submittedOn,
    })),
  );
}

/** Takes away what a revision left in the history of purchases, prices, machines new and old and papers before it was decided again. */
export async function deleteHistory(
  tx: GovernedTx,
  revisions: readonly { readonly orderId: string; readonly revision: number }[],
): Promise<void> {
  for (const { orderId, revision } of revisions) {
    await tx('order_purchases').where({ order_id: orderId, revision }).delete();
    await tx('order_prices').where({ order_id: orderId, revision }).delete();
    await tx('order_machine_lines').where({ order_id: orderId, revision }).delete();
    await tx('order_proofs').where({ order_id: orderId, revision }).delete();
    await tx('order_machine_costs').where({ order_id: orderId, revision }).delete();
    await tx('order_replaced').where({ order_id: orderId, revision }).delete();
  }
}
