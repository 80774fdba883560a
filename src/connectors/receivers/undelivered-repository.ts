import { insertRows, selectRows, type Tx } from '../../db/index.ts';
import { type Instant, instant } from '../../kernel/index.ts';
import type { OutboundError } from './outbound.ts';
import type { UndeliveredLeaf } from './receiver-progress.ts';

interface UndeliveredColumns {
  readonly receiver_id: string;
  readonly log_index: number;
  readonly subject: string;
  readonly failures: number;
  readonly since: string;
  readonly next_attempt_at: string | null;
  readonly status: number | null;
  readonly error: OutboundError | null;
}

/** In the order of the log. */
export async function listUndelivered(tx: Tx, receiverId: string): Promise<readonly UndeliveredLeaf[]> {
  const rows: UndeliveredColumns[] = await tx('undelivered_leaves')
    .where({ receiver_id: receiverId })
    .orderBy('log_index');
  return rows.map((row) => ({
    ...{ index: Number(row.log_index), subject: row.subject, failures: Number(row.failures) },
    ...{ since: instant(row.since), error: row.error },
    nextAttemptAt: row.next_attempt_at === null ? null : instant(row.next_attempt_at),
    status: row.status === null ? null : Number(row.status),
  }));
}

export interface UndeliveredCount {
  readonly receiverId: string;
  readonly leaves: number;
  /** The most in a row of one of them. */
  readonly failures: number;
}

/** Of the receivers that have any. */
export async function countUndelivered(tx: Tx): Promise<readonly UndeliveredCount[]> {
  const rows: { readonly receiver_id: string; readonly leaves: number; readonly failures: number }[] = await tx(
    'undelivered_leaves',
  )
    .select('receiver_id')
    .count({ leaves: '*' })
    .max({ failures: 'failures' })
    .groupBy('receiver_id');
  return rows.map((row) => {
    return { receiverId: row.receiver_id, leaves: Number(row.leaves), failures: Number(row.failures) };
  });
}

/** The receivers that have one which may be tried, since none of its subject comes before it. */
export async function listReceiversToRetry(tx: Tx, at: Instant): Promise<ReadonlySet<string>> {
  const sql = `select distinct receiver_id from undelivered_leaves as leaf
    where (next_attempt_at is null or next_attempt_at <= ?) and not exists (
      select 1 from undelivered_leaves as earlier where earlier.receiver_id = leaf.receiver_id
        and earlier.subject = leaf.subject and earlier.log_index < leaf.log_index)`;
  const rows = await selectRows<{ readonly receiver_id: string }>(tx, sql, [at]);
  return new Set(rows.map((row) => row.receiver_id));
}

/** Leaves those of a receiver as they are now. */
export async function replaceUndelivered(
  tx: Tx,
  receiverId: string,
  { before, after }: { readonly before: readonly UndeliveredLeaf[]; readonly after: readonly UndeliveredLeaf[] },
): Promise<void> {
  const written = after.filter((leaf) => !before.includes(leaf));
  const changed = [...before.filter((leaf) => !after.includes(leaf)), ...written];
  if (changed.length === 0) return;
  const indexes = changed.map(({ index }) => index);
  await tx('undelivered_leaves').where({ receiver_id: receiverId }).whereIn('log_index', indexes).delete();
  await insertRows(
    tx,
    'undelivered_leaves',
    written.map(({ index, nextAttemptAt, ...leaf }) => {
      return { receiver_id: receiverId, log_index: index, next_attempt_at: nextAttemptAt, ...leaf };
    }),
  );
}

/** They are tried at once, whatever became of them before. */
export async function retryUndelivered(tx: Tx, receiverId: string): Promise<void> {
  await tx('undelivered_leaves').where({ receiver_id: receiverId }).update({ failures: 0, next_attempt_at: null });
}

/** They are told again with everything else from there on. */
export async function deleteUndeliveredFrom(tx: Tx, receiverId: string, from: number): Promise<void> {
  await tx('undelivered_leaves').where({ receiver_id: receiverId }).where('log_index', '>=', from).delete();
}
