import { affectedRows, caseOf, changeRows, insertRows, selectRows, type Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { GovernedTx } from '../../log/index.ts';

/** A plan item still to be delivered, as an approval creates it. */
export interface NewUndertaking {
  readonly id: string;
  readonly agencyCode: string;
  readonly orderId: string;
  readonly revision: number;
  readonly item: number | null;
  readonly category: string;
  readonly seats: number;
  readonly dueOn: CivilDate | null;
  readonly logIndex: number;
}

export async function openUndertakings(tx: GovernedTx, undertakings: readonly NewUndertaking[]): Promise<void> {
  await insertRows(
    tx,
    'undertakings',
    undertakings.map((undertaking) => ({
      id: undertaking.id,
      agency_code: undertaking.agencyCode,
      order_id: undertaking.orderId,
      revision: undertaking.revision,
      item: undertaking.item ?? 0,
      category: undertaking.category,
      seats: undertaking.seats,
      due_on: undertaking.dueOn,
      state: 'open',
      closed_by: null,
      log_index: undertaking.logIndex,
    })),
  );
}

/** Ends the open undertakings of orders that were withdrawn, lapsed or replaced; the leaf that did it by order. Answers how many. */
export async function voidUndertakings(tx: GovernedTx, leafByOrder: ReadonlyMap<string, number>): Promise<number> {
  if (leafByOrder.size === 0) return 0;
  const leaf = caseOf('order_id', leafByOrder);
  const marks = [...leafByOrder].map(() => '?').join(',');
  return affectedRows(
    await tx.raw(
      `update undertakings set state = 'void', log_index = ${leaf.sql} where state = 'open' and order_id in (${marks})`,
      [...leaf.bindings, ...leafByOrder.keys()],
    ),
  );
}

/** Plan items of an order that it gave up, and the leaf that says so. */
export interface VoidedItems {
  readonly orderId: string;
  readonly items: readonly number[];
  readonly logIndex: number;
}

/** Ends the open undertakings of single plan items. Supplements are rare, so one statement each. */
export async function voidItems(tx: GovernedTx, voided: readonly VoidedItems[]): Promise<void> {
  for (const { orderId, items, logIndex } of voided) {
    await tx('undertakings')
      .where({ order_id: orderId, state: 'open' })
      .whereIn('item', [...items])
      .update({ state: 'void', log_index: logIndex });
  }
}

/** An undertaking of an order that has ended, which is owed for the machines that stay. */
export interface OwedUndertaking {
  readonly id: string;
  /** How many seats it is for now, with those that came. */
  readonly seats: number;
  readonly logIndex: number;
}

/** Keeps undertakings open whose order ends in the same batch. Terminations are rare, so one statement each. */
export async function oweUndertakings(tx: GovernedTx, owed: readonly OwedUndertaking[]): Promise<void> {
  for (const { id, seats, logIndex } of owed) {
    await changeRows(tx, `update undertakings set state = 'open', owed_seats = ?, log_index = ? where id = ?`, [
      seats,
      logIndex,
      id,
    ]);
  }
}

/** An undertaking of an order that still waits for seats. */
export interface OpenUndertaking {
  readonly id: string;
  readonly item: number;
  readonly seats: number;
  readonly deliveredSeats: number;
  readonly dueOn: CivilDate | null;
}

interface OpenColumns {
  readonly id: string;
  readonly item: number;
  readonly seats: number;
  readonly delivered_seats: number;
  readonly due_on: CivilDate | null;
}

/** The open undertakings of an order, those that were undertaken first first. */
export async function listOpenUndertakings(tx: Tx, orderId: string): Promise<readonly OpenUndertaking[]> {
  const rows = await selectRows<OpenColumns>(
    tx,
    `select id, item, seats, delivered_seats, due_on from undertakings where order_id = ? and state = 'open' order by id`,
    [orderId],
  );
  return rows.map((row) => ({
    id: row.id,
    item: Number(row.item),
    seats: Number(row.seats),
    deliveredSeats: Number(row.delivered_seats),
    dueOn: row.due_on,
  }));
}

/** What a delivery brought of one undertaking; closed by the entitlement that completes it. */
export interface UndertakingDelivery {
  readonly id: string;
  readonly seats: number;
  readonly closedBy: string | null;
}

/** Notes what was delivered. An undertaking that is complete is closed. */
export async function deliverUndertakings(
  tx: GovernedTx,
  deliveries: readonly UndertakingDelivery[],
  logIndex: number,
): Promise<void> {
  for (const { id, seats, closedBy } of deliveries) {
    const closing = closedBy === null ? '' : `, state = 'closed', closed_by = ?`;
    await changeRows(
      tx,
      `update undertakings set delivered_seats = delivered_seats + ?, log_index = ?${closing} where id = ? and state = 'open'`,
      [seats, logIndex, ...(closedBy === null ? [] : [closedBy]), id],
    );
  }
}
