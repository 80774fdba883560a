import { selectedRows, type Tx } from '../../db/index.ts';
import { LEAF_COLUMNS } from '../log-repository.ts';
import { KEPT_LEVELS, type Subtree } from '../tree/merkle.ts';
import type { ClaimedHead, StoredLeaf } from './verify-tree.ts';

/** The head's row as it is. `readHead` would throw where verification has to say what is wrong. */
export async function readClaimedHead(tx: Tx): Promise<(ClaimedHead & RestoredHead) | undefined> {
  const [row] = selectedRows<{
    size: number;
    root: string;
    frontier: string;
    at: string;
    restored_size: number | null;
  }>(await tx.raw("select size, root, frontier, at, restored_size from log_head where id = 'gate'"));
  if (!row) return undefined;
  const restoredSize = row.restored_size === null ? null : Number(row.restored_size);
  return { size: Number(row.size), root: row.root, frontier: rootsIn(row.frontier), at: row.at, restoredSize };
}

/** The size at which a log was restored, while it waits for somebody to say what is missing. */
interface RestoredHead {
  readonly restoredSize: number | null;
}

/** Nothing for a frontier that cannot be read: then the head does not fit itself, which is the finding. */
function rootsIn(frontier: string): readonly string[] {
  try {
    const roots: unknown = JSON.parse(frontier);
    return Array.isArray(roots) ? roots.map(String) : [];
  } catch {
    return [];
  }
}

interface LeafColumns {
  readonly log_index: number;
  readonly type: string;
  readonly subject: string;
  readonly at: string;
  readonly bytes: string;
  readonly leaf_hash: string;
}

function toStoredLeaf(row: LeafColumns): StoredLeaf {
  return {
    logIndex: Number(row.log_index),
    type: row.type,
    subject: row.subject,
    at: row.at,
    bytes: row.bytes,
    hash: Buffer.from(row.leaf_hash, 'hex'),
  };
}

const LEAF = LEAF_COLUMNS.join(', ');

export async function listStoredLeaves(tx: Tx, range: { from: number; to: number }): Promise<readonly StoredLeaf[]> {
  const rows = selectedRows<LeafColumns>(
    await tx.raw(`select ${LEAF} from log_leaves where log_index >= ? and log_index < ? order by log_index`, [
      range.from,
      range.to,
    ]),
  );
  return rows.map(toStoredLeaf);
}

/** Rows outside the log of a size. */
export async function listSurplusLeaves(tx: Tx, size: number, limit: number): Promise<readonly StoredLeaf[]> {
  const rows = selectedRows<LeafColumns>(
    await tx.raw(`select ${LEAF} from log_leaves where log_index >= ? or log_index < 0 order by log_index limit ?`, [
      size,
      limit,
    ]),
  );
  return rows.map(toStoredLeaf);
}

/** Kept subtrees that end inside a range of leaves. */
export async function listSubtreesEndingIn(tx: Tx, range: { from: number; to: number }): Promise<readonly Subtree[]> {
  const kept: Subtree[] = [];
  for (const level of KEPT_LEVELS) {
    const [from, to] = [Math.floor(range.from / 2 ** level), Math.floor(range.to / 2 ** level)];
    if (from === to) continue;
    const rows = await subtreeRows(tx).where({ level }).where('position', '>=', from).where('position', '<', to);
    kept.push(...rows.map(toSubtree));
  }
  return kept;
}

/** Kept subtrees that a log of a size cannot have. */
export async function listStraySubtrees(tx: Tx, size: number): Promise<readonly Subtree[]> {
  const rows = await subtreeRows(tx)
    .where((stray) => {
      void stray.whereNotIn('level', [...KEPT_LEVELS]);
      for (const level of KEPT_LEVELS) {
        void stray.orWhere((beyond) => beyond.where({ level }).where('position', '>=', Math.floor(size / 2 ** level)));
      }
    })
    .limit(STRAYS_MAX);
  return rows.map(toSubtree);
}

const STRAYS_MAX = 100;

interface SubtreeColumns {
  readonly level: number;
  readonly position: number;
  readonly hash: string;
}

function subtreeRows(tx: Tx) {
  return tx<SubtreeColumns>('log_subtrees').select('level', 'position', 'hash');
}

function toSubtree(row: SubtreeColumns): Subtree {
  return { level: Number(row.level), position: Number(row.position), hash: Buffer.from(row.hash, 'hex') };
}

/** The subjects of leaves by their index. */
export async function listSubjectsOfLeaves(tx: Tx, indexes: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows: { log_index: number; subject: string }[] = await tx('log_leaves')
    .select('log_index', 'subject')
    .whereIn('log_index', [...new Set(indexes)]);
  return new Map(rows.map((row) => [Number(row.log_index), row.subject]));
}
