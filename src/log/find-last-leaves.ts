import { marksFor, selectRows, type Tx } from '../db/index.ts';
import { type LeafColumns, type LeafRow, type SealedText, toLeafRow } from './log-repository.ts';
import { readEachOnce } from './recall-reads.ts';

/** The last leaf about something, with what was sealed of it and has not been erased. */
export interface OpenedLeaf extends LeafRow {
  readonly sealed: readonly SealedText[];
}

/** The last leaf about each of some subjects, by subject: one statement, however many they are. */
export async function findLastLeaves(tx: Tx, subjects: readonly string[]): Promise<ReadonlyMap<string, OpenedLeaf>> {
  return readEachOnce(tx, subjects, {
    name: 'last leaf',
    subjectsOf: (subject) => [subject],
    read: (missing) => listOpenedLeaves(tx, missing),
  });
}

interface OpenedColumns extends LeafColumns {
  readonly pointer: string | null;
  readonly salt: string | null;
  readonly value: string | null;
}

async function listOpenedLeaves(tx: Tx, subjects: readonly string[]): Promise<ReadonlyMap<string, OpenedLeaf>> {
  if (subjects.length === 0) return new Map();
  const rows = await selectRows<OpenedColumns>(
    tx,
    `select leaf.*, sealed.pointer, sealed.salt, sealed.value from
       (select max(log_index) as last_index from log_leaves where subject in (${marksFor(subjects)}) group by subject) newest
     join log_leaves leaf on leaf.log_index = newest.last_index
     left join sealed_texts sealed on sealed.log_index = leaf.log_index and sealed.erased_index is null`,
    subjects,
  );
  const leaves = new Map<string, OpenedLeaf>();
  for (const row of rows) {
    const known = leaves.get(row.subject);
    leaves.set(row.subject, { ...(known ?? toLeafRow(row)), sealed: [...(known?.sealed ?? []), ...sealedIn(row)] });
  }
  return leaves;
}

function sealedIn({ log_index, pointer, salt, value }: OpenedColumns): readonly SealedText[] {
  if (pointer === null || salt === null || value === null) return [];
  return [{ logIndex: Number(log_index), pointer, salt, value }];
}
