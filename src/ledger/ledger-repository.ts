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

/** What orders have in a bucket, by order, account and bucket: what is open of their commitments and holds, and what they spent or gave to machines. */
export interface OrderUnits {
  readonly orderId: string;
  readonly accountKind: AccountKind;
  readonly account: string;
  readonly bucket: OrderBucket;
  readonly quantity: number;
}

const ORDER_BUCKETS = ['reserved', 'encumbered', 'spent', 'held', 'allocated'] as const satisfies readonly Bucket[];

export type OrderBucket = (typeof ORDER_BUCKETS)[number];

interface OrderUnitsRow extends Readonly<Record<OrderBucket, number>> {
  readonly order_id: string;
  readonly account_kind: AccountKind;
  readonly account: string;
}

const ORDER_SUMS = ORDER_BUCKETS.map(
  (
    bucket,
  ) => `sum(case when to_bucket = '${bucket}' then quantity when from_bucket = '${bucket}' then -quantity else 0 end)
         as ${bucket}`,
).join(', ');

/** Reserved, encumbered and spent money, held seats and those their machines were given; nothing for an order that has given everything back. */
export async function listOrderUnits(tx: Tx, orderIds: readonly string[]): Promise<OrderUnits[]> {
  if (orderIds.length === 0) return [];
  const marks = orderIds.map(() => '?').join(',');
  const rows = selectedRows<OrderUnitsRow>(
    await tx.raw(
      `select order_id, account_kind, account, ${ORDER_SUMS}
       from moves where order_id in (${marks}) group by order_id, account_kind, account`,
      [...orderIds],
    ),
  );
  return rows.flatMap(({ order_id: orderId, account_kind: accountKind, account, ...sums }) =>
    ORDER_BUCKETS.map((bucket) => ({
      orderId,
      accountKind,
      account,
      bucket,
      quantity: Number(sums[bucket]),
    })).filter(({ quantity }) => quantity !== 0),
  );
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
