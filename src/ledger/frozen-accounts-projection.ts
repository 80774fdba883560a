import type { Tx } from '../db/index.ts';
import {
  type Difference,
  differencesIn,
  findLeaf,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../log/index.ts';
import { type FreezeRow, listAllFreezeRows, listFreezeRows } from './freeze-repository.ts';
import { accountSubject } from './frozen-account.ts';
import type { AccountKind } from './move.ts';

/** Whether an account is frozen, and why, stands as its last leaf left it: nobody unfreezes one behind the gate's back. */
export const frozenAccountProjection: LogProjection = { compare: compareChunk, finish: strayRows };

const TYPES = ['account.frozen', 'account.unfrozen'];

async function compareChunk(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const leaf of leaves.filter(({ type }) => TYPES.includes(type))) {
    const { accountKind, account } = leaf.body as { readonly accountKind: AccountKind; readonly account: string };
    const [row] = await listFreezeRows(tx, accountKind, [account]);
    found.push(...compareRow(leaf, row));
  }
  return found;
}

function compareRow(leaf: ReadLeaf, row: FreezeRow | undefined): readonly Difference[] {
  const place = { table: 'frozen_accounts', key: leaf.subject, index: leaf.logIndex };
  if (!row) return [withoutRow(place)];
  const shown = Number(row.log_index);
  // A later leaf has changed it since, and that one will be compared.
  if (shown > leaf.logIndex) return [];
  if (shown < leaf.logIndex) return differencesIn(place, { log_index: shown }, { log_index: leaf.logIndex });
  if (leaf.type === 'account.unfrozen') return differencesIn(place, { ...row }, { unfrozen_at: leaf.at });
  const { faults, faultCount, frozenAt } = leaf.body;
  const logged = { frozen_at: frozenAt, unfrozen_at: null, fault_count: faultCount };
  return [
    ...differencesIn(place, { ...row, fault_count: Number(row.fault_count) }, logged),
    ...differencesIn(place, { faults: sortedText(parsed(row.faults)) }, { faults: sortedText(faults) }),
  ];
}

/** The log sorts the members of what it records; the table need not. */
function sortedText(faults: unknown): string {
  if (!Array.isArray(faults)) return String(faults);
  return JSON.stringify(faults.map((fault: object) => Object.entries(fault).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function parsed(faults: string): unknown {
  try {
    return JSON.parse(faults);
  } catch {
    return faults;
  }
}

/** Rows that point to a leaf which is missing or about something else. */
async function strayRows(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const row of await listAllFreezeRows(tx)) {
    const subject = accountSubject({ accountKind: row.account_kind, account: row.account });
    const index = Number(row.log_index);
    const leaf = await findLeaf(tx, index);
    if (leaf?.subject !== subject) found.push(withoutLeaf({ table: 'frozen_accounts', key: subject, index }));
  }
  return found;
}
