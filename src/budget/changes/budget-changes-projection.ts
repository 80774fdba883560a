import type { Tx } from '../../db/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import type { BudgetRevision, BudgetTransfer } from './revision.ts';
import { listChangesOfLeaves } from './revisions-repository.ts';

type Change = BudgetRevision | BudgetTransfer;

/** Every revision and every transfer stands as its leaf says, and none stands without one. */
export const budgetChangeProjection: LogProjection = { compare: compareChunk, finish: strayChanges };

const TABLES: Readonly<Record<string, string>> = {
  'budget.revised': 'budget_revisions',
  'budget.transferred': 'budget_transfers',
};

function tableOf(change: Change): string {
  return 'budgetLine' in change ? 'budget_revisions' : 'budget_transfers';
}

async function compareChunk(tx: Tx, { from, to, leaves }: LeafChunk): Promise<readonly Difference[]> {
  const rows = new Map((await listChangesOfLeaves(tx, { from, to })).map((row) => [keyOf(row), row]));
  const found = leaves
    .filter(({ type }) => type in TABLES)
    .flatMap((leaf) => {
      const key = `${TABLES[leaf.type]}/${leaf.logIndex}`;
      const row = rows.get(key);
      rows.delete(key);
      return compareRow(leaf, row);
    });
  return [...found, ...[...rows.values()].map(stray)];
}

function keyOf(change: Change): string {
  return `${tableOf(change)}/${change.logIndex}`;
}

/** The leaf calls the thing by what it is, and its maker stands beside what it says. */
function compareRow({ type, logIndex, at, body }: ReadLeaf, row: Change | undefined): readonly Difference[] {
  const { revision, transfer, by, ...told } = body;
  const id = String(revision ?? transfer);
  const place = { table: TABLES[type] ?? '', key: id, index: logIndex };
  if (!row) return [withoutRow(place)];
  const shown = Object.entries({ ...row, id: row.id });
  const keyId = typeof by === 'object' && by !== null && 'key' in by ? by.key : null;
  const logged = { ...told, id, at, keyId };
  const names = new Set(shown.map(([name]) => name).filter((name) => name !== 'logIndex'));
  const members = Object.entries(logged).filter(([name]) => names.has(name));
  return differencesIn(place, Object.fromEntries(shown), Object.fromEntries(members));
}

function stray(change: Change): Difference {
  return withoutLeaf({ table: tableOf(change), key: change.id, index: change.logIndex });
}

async function strayChanges(tx: Tx, size: number): Promise<readonly Difference[]> {
  const before = await listChangesOfLeaves(tx, { from: Number.MIN_SAFE_INTEGER, to: 0 });
  const after = await listChangesOfLeaves(tx, { from: size, to: Number.MAX_SAFE_INTEGER });
  return [...before, ...after].map(stray);
}
