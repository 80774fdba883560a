import { changeRows, insertRows, selectRows, type Tx } from '../db/index.ts';
import { type Instant, instant } from '../kernel/index.ts';
import { Frontier, type Subtree } from './tree/merkle.ts';

/** The one row that every governed transaction writes first: where the log stands. */
export interface Head {
  readonly frontier: Frontier;
  readonly at: Instant;
  /** The size at which a backup was restored, while nobody has said what is missing after it. */
  readonly restoredSize: number | null;
}

export interface LeafRow {
  readonly logIndex: number;
  readonly type: string;
  readonly subject: string;
  readonly at: Instant;
  readonly bytes: string;
  readonly hash: Buffer;
}

interface HeadColumns {
  readonly size: number;
  readonly root: string;
  readonly frontier: string;
  readonly at: string;
  readonly restored_size: number | null;
}

/** Takes the head by writing it: `FOR UPDATE` does nothing on SQLite, a write works on every engine. */
export async function takeHead(tx: Tx): Promise<Head> {
  const taken = await changeRows(tx, "update log_head set taken = taken + 1 where id = 'gate'", []);
  if (taken !== 1) throw new Error('the log has no head row');
  return readHead(tx);
}

export async function readHead(tx: Tx): Promise<Head> {
  const [row] = await selectRows<HeadColumns>(
    tx,
    "select size, root, frontier, at, restored_size from log_head where id = 'gate'",
  );
  if (!row) throw new Error('the log has no head row');
  const roots = (JSON.parse(row.frontier) as string[]).map((hex) => Buffer.from(hex, 'hex'));
  const frontier = new Frontier(Number(row.size), roots);
  if (frontier.root().toString('hex') !== row.root) throw new Error('the head of the log does not fit its frontier');
  return { frontier, at: instant(row.at), restoredSize: row.restored_size === null ? null : Number(row.restored_size) };
}

/** Notes at which size a backup was restored; null lets the log go on. */
export async function markRestored(tx: Tx, size: number | null): Promise<void> {
  await changeRows(tx, "update log_head set restored_size = ? where id = 'gate'", [size]);
}

export async function writeHead(tx: Tx, frontier: Frontier, at: Instant): Promise<void> {
  const roots = JSON.stringify(frontier.roots.map((root) => root.toString('hex')));
  await changeRows(tx, "update log_head set size = ?, root = ?, frontier = ?, at = ? where id = 'gate'", [
    frontier.size,
    frontier.root().toString('hex'),
    roots,
    at,
  ]);
}

export async function insertLeaves(tx: Tx, leaves: readonly LeafRow[]): Promise<void> {
  await insertRows(
    tx,
    'log_leaves',
    leaves.map(({ logIndex, type, subject, at, bytes, hash }) => ({
      log_index: logIndex,
      type,
      subject,
      at,
      bytes,
      leaf_hash: hash.toString('hex'),
    })),
  );
}

export async function insertSubtrees(tx: Tx, subtrees: readonly Subtree[]): Promise<void> {
  const rows = subtrees.map(({ level, position, hash }) => ({ level, position, hash: hash.toString('hex') }));
  await insertRows(tx, 'log_subtrees', rows);
}

export interface LeafColumns {
  readonly log_index: number;
  readonly type: string;
  readonly subject: string;
  readonly at: string;
  readonly bytes: string;
  readonly leaf_hash: string;
}

/** All that is kept of a leaf. Who acted is worked out of the record whenever it is read, which what reads many need not do. */
export const LEAF_COLUMNS = ['log_index', 'type', 'subject', 'at', 'bytes', 'leaf_hash'];

/** Leaves of a range in order; `to` is excluded. */
export async function listLeaves(tx: Tx, range: { readonly from: number; readonly to: number }): Promise<LeafRow[]> {
  const rows: LeafColumns[] = await tx('log_leaves')
    .select(LEAF_COLUMNS)
    .where('log_index', '>=', range.from)
    .where('log_index', '<', range.to)
    .orderBy('log_index');
  return rows.map(toLeafRow);
}

export async function findLeaf(tx: Tx, logIndex: number): Promise<LeafRow | undefined> {
  const row: LeafColumns | undefined = await tx('log_leaves').where({ log_index: logIndex }).first();
  return row && toLeafRow(row);
}

/** When a leaf was appended, without the rest of it. */
export async function findLeafTime(tx: Tx, logIndex: number): Promise<Instant | undefined> {
  const row: { at: string } | undefined = await tx('log_leaves').select('at').where({ log_index: logIndex }).first();
  return row && instant(row.at);
}

/** What leaves are about and who did it, without the rest of them: a decision's is long. */
export async function listActed(
  tx: Tx,
  logIndexes: readonly number[],
): Promise<readonly (Pick<LeafRow, 'logIndex' | 'subject'> & { readonly by: LeafAuthor | null })[]> {
  const rows: { log_index: number; subject: string; key: string | null; person: string | null }[] = await tx(
    'log_leaves',
  )
    .select('log_index', 'subject')
    // Texts, because one driver makes objects of objects in JSON and the other does not.
    .select({ key: tx.raw("json_extract(bytes, '$.by.key')"), person: tx.raw("json_extract(bytes, '$.by.person')") })
    .whereIn('log_index', [...logIndexes]);
  return rows.map(({ log_index: logIndex, subject, key, person }) => ({
    ...{ logIndex: Number(logIndex), subject },
    by: key === null ? null : { key, person },
  }));
}

/** As leaves name who acted. */
export interface LeafAuthor {
  readonly key: string;
  readonly person: string | null;
}

/** Leaves at some places, in the order of the log. */
export async function listLeavesAt(tx: Tx, logIndexes: readonly number[]): Promise<LeafRow[]> {
  const rows: LeafColumns[] = await tx('log_leaves')
    .whereIn('log_index', [...logIndexes])
    .orderBy('log_index');
  return rows.map(toLeafRow);
}

/** The last leaf about a subject at or before an index: what was true of it as of that index. */
export async function findLeafAsOf(tx: Tx, subject: string, asOf: number): Promise<LeafRow | undefined> {
  const row: LeafColumns | undefined = await tx('log_leaves')
    .where({ subject })
    .where('log_index', '<=', asOf)
    .orderBy('log_index', 'desc')
    .first();
  return row && toLeafRow(row);
}

/** Every leaf about one thing, the oldest first. */
export async function listLeavesAbout(tx: Tx, subject: string): Promise<LeafRow[]> {
  const select = 'select * from log_leaves where subject = ? order by log_index';
  return (await selectRows<LeafColumns>(tx, select, [subject])).map(toLeafRow);
}

/** The next leaves about one thing after an index, the oldest first. */
export async function listLeavesAboutAfter(
  tx: Tx,
  { subject, after, limit }: { readonly subject: string; readonly after: number; readonly limit: number },
): Promise<LeafRow[]> {
  const rows: LeafColumns[] = await tx('log_leaves')
    .where({ subject })
    .where('log_index', '>', after)
    .orderBy('log_index')
    .limit(limit);
  return rows.map(toLeafRow);
}

/** Every leaf of a type that has few, the oldest first. */
export async function listLeavesOfType(tx: Tx, type: string): Promise<LeafRow[]> {
  const rows: LeafColumns[] = await tx('log_leaves').where({ type }).orderBy('log_index');
  return rows.map(toLeafRow);
}

/** Leaves of types that have few, from a moment on, the oldest first; only those about some subjects, where they are named. */
export async function listLeavesSince(
  tx: Tx,
  wish: { readonly types: readonly string[]; readonly since: Instant; readonly subjects?: readonly string[] },
): Promise<LeafRow[]> {
  const query = tx('log_leaves')
    .whereIn('type', [...wish.types])
    .where('at', '>=', wish.since);
  if (wish.subjects) query.whereIn('subject', [...wish.subjects]);
  const rows: LeafColumns[] = await query.orderBy('log_index');
  return rows.map(toLeafRow);
}

export async function countLeavesOfType(tx: Tx, type: string): Promise<number> {
  const [row] = await tx('log_leaves').where({ type }).count({ leaves: '*' });
  return Number(row?.leaves);
}

/** The last leaf of a type that was appended by a moment. */
export async function findLastLeafOfType(
  tx: Tx,
  { type, at }: { readonly type: string; readonly at: Instant },
): Promise<LeafRow | undefined> {
  const row: LeafColumns | undefined = await tx('log_leaves')
    .where({ type })
    .where('at', '<=', at)
    .orderBy('log_index', 'desc')
    .first();
  return row && toLeafRow(row);
}

/** Leaves of one type whose subject has none of another. */
export async function listUnfinished(
  tx: Tx,
  { begun, finished }: { readonly begun: string; readonly finished: string },
): Promise<LeafRow[]> {
  const rows = await selectRows<LeafColumns>(
    tx,
    `select begun.* from log_leaves begun where begun.type = ? and not exists
       (select 1 from log_leaves finished where finished.subject = begun.subject and finished.type = ?)
     order by begun.log_index`,
    [begun, finished],
  );
  return rows.map(toLeafRow);
}

export function toLeafRow(row: LeafColumns): LeafRow {
  return {
    logIndex: Number(row.log_index),
    type: row.type,
    subject: row.subject,
    at: instant(row.at),
    bytes: row.bytes,
    hash: Buffer.from(row.leaf_hash, 'hex'),
  };
}

/** Hashes of the leaves of a range, without their bytes. */
export async function listLeafHashes(tx: Tx, range: { from: number; to: number }): Promise<Buffer[]> {
  const rows: { leaf_hash: string }[] = await tx('log_leaves')
    .select('leaf_hash')
    .where('log_index', '>=', range.from)
    .where('log_index', '<', range.to)
    .orderBy('log_index');
  return rows.map((row) => Buffer.from(row.leaf_hash, 'hex'));
}

export async function listSubtrees(tx: Tx, at: { level: number; from: number; to: number }): Promise<Buffer[]> {
  const rows: { hash: string }[] = await tx('log_subtrees')
    .select('hash')
    .where({ level: at.level })
    .where('position', '>=', at.from)
    .where('position', '<', at.to)
    .orderBy('position');
  return rows.map((row) => Buffer.from(row.hash, 'hex'));
}

/** What opens a salted commitment; lives outside the log and can be erased without breaking a proof. */
export interface SealedText {
  readonly logIndex: number;
  readonly pointer: string;
  readonly salt: string;
  readonly value: string;
}

export async function insertSealedTexts(tx: Tx, sealed: readonly SealedText[]): Promise<void> {
  const rows = sealed.map(({ logIndex, pointer, salt, value }) => ({ log_index: logIndex, pointer, salt, value }));
  await insertRows(tx, 'sealed_texts', rows);
}

/** The texts of some leaves that have not been erased. */
export async function listSealedTexts(tx: Tx, logIndexes: readonly number[]): Promise<SealedText[]> {
  const rows: { log_index: number; pointer: string; salt: string; value: string }[] = await tx('sealed_texts')
    .whereIn('log_index', [...logIndexes])
    .whereNull('erased_index');
  return rows.map((row) => ({
    logIndex: Number(row.log_index),
    pointer: row.pointer,
    salt: row.salt,
    value: row.value,
  }));
}
