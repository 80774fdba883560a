import { selectedRows, type Tx } from '../db/index.ts';
import { ACCOUNTS } from './account-tables.ts';
import type { AccountKind, Bucket } from './move.ts';

/** A counter that is not the fold of its moves. */
export interface Mismatch {
  readonly accountKind: AccountKind;
  readonly account: string;
  readonly counter: string;
  readonly counted: number;
  readonly folded: number;
}

export interface Reconciliation {
  readonly accounts: number;
  readonly moves: number;
  readonly mismatches: readonly Mismatch[];
}

/** Folds every move and compares with the counters of the accounts. Finds, never repairs. */
export async function reconcileCounters(tx: Tx): Promise<Reconciliation> {
  const parts = [await reconcileKind(tx, 'budget-line'), await reconcileKind(tx, 'entitlement')];
  return {
    accounts: parts.reduce((sum, part) => sum + part.accounts, 0),
    moves: parts.reduce((sum, part) => sum + part.moves, 0),
    mismatches: parts.flatMap((part) => part.mismatches),
  };
}

type CounterRow = Readonly<Record<string, number | null>> & { readonly account: string };
type Folded = Partial<Record<Bucket, number>>;

async function reconcileKind(tx: Tx, kind: AccountKind): Promise<Reconciliation> {
  const { name, key, counters } = ACCOUNTS[kind];
  const columns = Object.keys(counters);
  const rows = selectedRows<CounterRow>(await tx.raw(`select ${key} as account, ${columns.join(', ')} from ${name}`));
  const { folded, moves } = await foldStored(tx, kind);
  const mismatches: Mismatch[] = [];
  for (const row of rows) {
    const buckets = folded.get(row.account) ?? {};
    for (const [counter, changeOf] of Object.entries(counters)) {
      const expected = changeOf((_account, bucket) => buckets[bucket] ?? 0, row.account);
      // Unlimited seats have no counter to compare.
      const counted = row[counter] === null ? expected : Number(row[counter]);
      if (counted !== expected)
        mismatches.push({ accountKind: kind, account: row.account, counter, counted, folded: expected });
    }
    folded.delete(row.account);
  }
  for (const account of folded.keys()) {
    mismatches.push({ accountKind: kind, account, counter: 'account', counted: 0, folded: 1 });
  }
  return { accounts: rows.length, moves, mismatches };
}

async function foldStored(tx: Tx, kind: AccountKind): Promise<{ folded: Map<string, Folded>; moves: number }> {
  const rows = selectedRows<{
    account: string;
    from_bucket: Bucket;
    to_bucket: Bucket;
    quantity: number;
    moves: number;
  }>(
    await tx.raw(
      `select account, from_bucket, to_bucket, sum(quantity) as quantity, count(*) as moves
       from moves where account_kind = ? group by account, from_bucket, to_bucket`,
      [kind],
    ),
  );
  const folded = new Map<string, Folded>();
  for (const { account, from_bucket: from, to_bucket: to, quantity } of rows) {
    const buckets = folded.get(account) ?? {};
    buckets[from] = (buckets[from] ?? 0) - Number(quantity);
    buckets[to] = (buckets[to] ?? 0) + Number(quantity);
    folded.set(account, buckets);
  }
  return { folded, moves: rows.reduce((sum, row) => sum + Number(row.moves), 0) };
}
