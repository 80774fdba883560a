import { selectedRows, type Tx } from '../db/index.ts';
import type { AccountKind, Bucket, Cause, Move } from './move.ts';

export interface StoredMove extends Move {
  readonly logIndex: number;
  readonly sequence: number;
  readonly keyId: string;
}

interface MoveColumns {
  readonly log_index: number;
  readonly sequence: number;
  readonly account_kind: AccountKind;
  readonly account: string;
  readonly order_id: string | null;
  readonly from_bucket: Bucket;
  readonly to_bucket: Bucket;
  readonly quantity: number;
  readonly cause: Cause;
  readonly key_id: string;
}

export interface MovesPage {
  readonly accountKind: AccountKind;
  readonly account: string;
  /** Only moves after this place in the log. */
  readonly after: { readonly logIndex: number; readonly sequence: number };
  readonly limit: number;
}

/** The journal of one account in the order of the log. */
export async function listMoves(tx: Tx, page: MovesPage): Promise<StoredMove[]> {
  const { logIndex, sequence } = page.after;
  const rows: MoveColumns[] = await tx('moves')
    .where({ account_kind: page.accountKind, account: page.account })
    .where((after) =>
      after
        .where('log_index', '>', logIndex)
        .orWhere((same) => same.where('log_index', logIndex).where('sequence', '>', sequence)),
    )
    .orderBy(['log_index', 'sequence'])
    .limit(page.limit);
  return rows.map(toMove);
}

/** Every move of a range of the log, in its order; `to` is excluded. */
export async function listMovesOfLeaves(tx: Tx, range: { from: number; to: number }): Promise<StoredMove[]> {
  const rows: MoveColumns[] = await tx('moves')
    .where('log_index', '>=', range.from)
    .where('log_index', '<', range.to)
    .orderBy(['log_index', 'sequence']);
  return rows.map(toMove);
}

/** What orders still have in a bucket, by order and account: the open side of their commitments and holds. */
export interface Standing {
  readonly orderId: string;
  readonly accountKind: AccountKind;
  readonly account: string;
  readonly quantity: number;
}

/** Reserved money and held seats of orders; nothing for an order that has given everything back. */
export async function listStanding(tx: Tx, orderIds: readonly string[]): Promise<Standing[]> {
  if (orderIds.length === 0) return [];
  const marks = orderIds.map(() => '?').join(',');
  const rows = selectedRows<{ order_id: string; account_kind: AccountKind; account: string; quantity: number }>(
    await tx.raw(
      `select order_id, account_kind, account,
         sum(case when to_bucket in ('reserved', 'held') then quantity else 0 end)
         - sum(case when from_bucket in ('reserved', 'held') then quantity else 0 end) as quantity
       from moves where order_id in (${marks}) group by order_id, account_kind, account`,
      [...orderIds],
    ),
  );
  return rows
    .map((row) => ({
      orderId: row.order_id,
      accountKind: row.account_kind,
      account: row.account,
      quantity: Number(row.quantity),
    }))
    .filter((standing) => standing.quantity !== 0);
}

function toMove(row: MoveColumns): StoredMove {
  return {
    logIndex: Number(row.log_index),
    sequence: Number(row.sequence),
    accountKind: row.account_kind,
    account: row.account,
    orderId: row.order_id,
    from: row.from_bucket,
    to: row.to_bucket,
    quantity: Number(row.quantity),
    cause: row.cause,
    keyId: row.key_id,
  };
}
