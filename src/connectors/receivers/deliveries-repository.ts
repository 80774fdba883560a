import { changeRows, insertRows, type Tx } from '../../db/index.ts';
import { type Instant, instant } from '../../kernel/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import type { Delivery, DeliveryCursor } from './delivery.ts';
import type { OutboundError } from './outbound.ts';

interface RecordedReceiver {
  readonly key: string;
  readonly before: unknown;
  readonly logIndex: number;
}

/** A new receiver is told of what comes after it. */
export async function insertCursors(tx: Tx, recorded: readonly RecordedReceiver[]): Promise<void> {
  const made = recorded.filter(({ before }) => before === null);
  await insertRows(
    tx,
    'delivery_cursors',
    made.map(({ key, logIndex }) => ({ receiver_id: key, next_index: logIndex + 1, failures: 0 })),
  );
}

interface CursorColumns {
  readonly receiver_id: string;
  readonly next_index: number;
  readonly failures: number;
  readonly failing_since: string | null;
  readonly next_attempt_at: string | null;
  readonly delivered_at: string | null;
}

const optionalInstant = (cell: string | null): Instant | null => (cell === null ? null : instant(cell));

function toCursor(row: CursorColumns): DeliveryCursor {
  return {
    receiverId: row.receiver_id,
    nextIndex: Number(row.next_index),
    failures: Number(row.failures),
    failingSince: optionalInstant(row.failing_since),
    nextAttemptAt: optionalInstant(row.next_attempt_at),
    deliveredAt: optionalInstant(row.delivered_at),
  };
}

export async function listCursors(tx: Tx): Promise<readonly DeliveryCursor[]> {
  const rows: CursorColumns[] = await tx('delivery_cursors').orderBy('receiver_id');
  return rows.map(toCursor);
}

export async function findCursor(tx: Tx, receiverId: string): Promise<DeliveryCursor | undefined> {
  const row: CursorColumns | undefined = await tx('delivery_cursors').where({ receiver_id: receiverId }).first();
  return row && toCursor(row);
}

/** Moves a cursor on from where it stood; false when somebody else has moved it since. */
export async function moveCursor(tx: Tx, from: number, cursor: DeliveryCursor): Promise<boolean> {
  const sql = `update delivery_cursors set next_index = ?, failures = ?, failing_since = ?, next_attempt_at = ?,
    delivered_at = ? where receiver_id = ? and next_index = ?`;
  const { nextIndex, failures, failingSince, nextAttemptAt, deliveredAt, receiverId } = cursor;
  const cells = [nextIndex, failures, failingSince, nextAttemptAt, deliveredAt, receiverId, from];
  return (await changeRows(tx, sql, cells)) === 1;
}

/** A receiver is tried at once, whatever became of it before. */
export async function endPause(tx: Tx, receiverId: string): Promise<void> {
  const changes = { failures: 0, failing_since: null, next_attempt_at: null };
  await tx('delivery_cursors').where({ receiver_id: receiverId }).update(changes);
}

/** Whoever is telling the receiver at this moment finds that it has been moved. */
export async function moveCursorBack(tx: Tx, receiverId: string, to: number): Promise<void> {
  await tx('delivery_cursors').where({ receiver_id: receiverId }).update({ next_index: to });
}

export async function listActiveRows(tx: Tx, table: 'webhook_endpoints' | 'platforms'): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = await tx(table).where({ is_active: 1 }).orderBy('id');
  return rows;
}

export async function insertSecret(tx: Tx, secret: { readonly id: string; readonly sealed: string }): Promise<void> {
  await insertRows(tx, 'webhook_secrets', [secret]);
}

export async function listSealedSecrets(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows: { readonly id: string; readonly sealed: string }[] = await tx('webhook_secrets').whereIn('id', [...ids]);
  return new Map(rows.map(({ id, sealed }) => [id, sealed]));
}

export async function insertDeliveries(tx: Tx, deliveries: readonly Delivery[]): Promise<void> {
  await insertRows(
    tx,
    'deliveries',
    deliveries.map(({ id, receiverId, index, type, outcome, attempt, at, status, error, ...times }) => ({
      ...{ id, receiver_id: receiverId, log_index: index, type, outcome, attempt, at, status, error },
      ...{ duration_ms: times.durationMs, next_attempt_at: times.nextAttemptAt },
    })),
  );
}

interface DeliveryColumns {
  readonly id: string;
  readonly receiver_id: string;
  readonly log_index: number;
  readonly type: string;
  readonly outcome: Delivery['outcome'];
  readonly attempt: number;
  readonly at: string;
  readonly status: number | null;
  readonly error: OutboundError | null;
  readonly duration_ms: number;
  readonly next_attempt_at: string | null;
}

/** The newest first, one more than the limit. */
export async function listDeliveries(
  tx: Tx,
  {
    receiverId,
    after,
    limit,
  }: { readonly receiverId: string; readonly after: string | undefined; readonly limit: number },
): Promise<readonly Delivery[]> {
  const query = tx('deliveries').where({ receiver_id: receiverId });
  if (after !== undefined) void query.where('id', '<', after);
  const rows: DeliveryColumns[] = await query.orderBy('id', 'desc').limit(limit + 1);
  return rows.map((row) => ({
    ...{ id: row.id, receiverId: row.receiver_id, index: Number(row.log_index), type: row.type, outcome: row.outcome },
    ...{ attempt: Number(row.attempt), at: instant(row.at), error: row.error, durationMs: Number(row.duration_ms) },
    status: row.status === null ? null : Number(row.status),
    nextAttemptAt: optionalInstant(row.next_attempt_at),
  }));
}

/** The leaves that a receiver has taken although one before them is still open. */
export async function listDelivered(tx: Tx, receiverId: string, from: number): Promise<ReadonlySet<number>> {
  const rows: { readonly log_index: number }[] = await tx('deliveries')
    .select('log_index')
    .where({ receiver_id: receiverId, outcome: 'delivered' })
    .where('log_index', '>=', from);
  return new Set(rows.map((row) => Number(row.log_index)));
}

/** They will be told again: what was taken counts no more. */
export async function reopenDelivered(tx: Tx, receiverId: string, from: number): Promise<void> {
  await tx('deliveries')
    .where({ receiver_id: receiverId, outcome: 'delivered' })
    .where('log_index', '>=', from)
    .update({ outcome: 'repeated' });
}

const FORGOTTEN_AT_ONCE = 5_000;

/** Takes away what is too old to be asked for, some at a time. */
export async function deleteDeliveriesBefore(tx: Tx, at: Instant): Promise<number> {
  const old: { readonly id: string }[] = await tx('deliveries')
    .select('id')
    .where('at', '<', at)
    .limit(FORGOTTEN_AT_ONCE);
  if (old.length === 0) return 0;
  return tx('deliveries')
    .whereIn(
      'id',
      old.map(({ id }) => id),
    )
    .delete();
}
