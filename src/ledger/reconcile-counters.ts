import type { Tx } from '../db/index.ts';
import { ACCOUNTS } from './account-tables.ts';
import type { AccountKind, Bucket } from './move.ts';
import { type AccountRange, type CounterRow, type FoldedRow, foldRange, listCounters } from './reconcile-repository.ts';

/** A counter that is not the fold of its moves. */
export interface Mismatch {
  readonly accountKind: AccountKind;
  readonly account: string;
  /** Null: the account itself is gone. */
  readonly agencyCode: string | null;
  readonly counter: string;
  readonly counted: number;
  readonly folded: number;
}

export interface Reconciliation {
  readonly accounts: number;
  readonly moves: number;
  readonly mismatches: readonly Mismatch[];
}

export interface AccountsPage extends Reconciliation {
  /** The account after which the next page starts; null when there is none. */
  readonly next: string | null;
}

export interface AccountsQuestion {
  readonly accountKind: AccountKind;
  readonly after: string;
  readonly limit: number;
}

/**
 * Folds the moves of one page of accounts and compares with their counters. Each page is right by itself, read in a
 * transaction of its own, so that a large gate need not be held still. Finds, never repairs.
 */
export async function reconcileAccounts(
  tx: Tx,
  { accountKind, after, limit }: AccountsQuestion,
): Promise<AccountsPage> {
  const rows = await listCounters(tx, { accountKind, after, limit });
  const last = rows.at(-1);
  const next = last && rows.length === limit ? last.account : null;
  // The last page folds to the end, and every page what lies between its accounts: moves of an account that is gone.
  const folded = foldedBy(await foldRange(tx, { accountKind, after, upTo: next }));
  return { ...compare(accountKind, rows, folded), next };
}

/** The counters of single accounts against their moves. */
export async function reconcileAccount(
  tx: Tx,
  { accountKind, account }: { readonly accountKind: AccountKind; readonly account: string },
): Promise<readonly Mismatch[]> {
  const range: AccountRange = { accountKind, only: account };
  const rows = await listCounters(tx, range);
  return compare(accountKind, rows, foldedBy(await foldRange(tx, range))).mismatches;
}

const ACCOUNTS_AT_ONCE = 200;

/** Every account of both kinds, as one transaction sees them. */
export async function reconcileCounters(tx: Tx): Promise<Reconciliation> {
  let all: Reconciliation = { accounts: 0, moves: 0, mismatches: [] };
  for (const accountKind of ['budget-line', 'entitlement'] as const) {
    for (let after: string | null = ''; after !== null; ) {
      const { next, ...page }: AccountsPage = await reconcileAccounts(tx, {
        accountKind,
        after,
        limit: ACCOUNTS_AT_ONCE,
      });
      all = {
        accounts: all.accounts + page.accounts,
        moves: all.moves + page.moves,
        mismatches: [...all.mismatches, ...page.mismatches],
      };
      after = next;
    }
  }
  return all;
}

interface FoldedMoves {
  readonly buckets: Partial<Record<Bucket, number>>;
  moves: number;
}

function foldedBy(rows: readonly FoldedRow[]): Map<string, FoldedMoves> {
  const folded = new Map<string, FoldedMoves>();
  for (const { account, from_bucket: from, to_bucket: to, quantity, moves } of rows) {
    const of = folded.get(account) ?? { buckets: {}, moves: 0 };
    of.buckets[from] = (of.buckets[from] ?? 0) - Number(quantity);
    of.buckets[to] = (of.buckets[to] ?? 0) + Number(quantity);
    of.moves += Number(moves);
    folded.set(account, of);
  }
  return folded;
}

function compare(
  accountKind: AccountKind,
  rows: readonly CounterRow[],
  folded: ReadonlyMap<string, FoldedMoves>,
): Reconciliation {
  const known = new Set(rows.map(({ account }) => account));
  const gone = [...folded.keys()].filter((account) => !known.has(account));
  return {
    accounts: rows.length,
    moves: [...folded.values()].reduce((sum, { moves }) => sum + moves, 0),
    mismatches: [
      ...rows.flatMap((row) => compareCounters(accountKind, row, folded.get(row.account)?.buckets ?? {})),
      ...gone.map((account) => {
        return { accountKind, account, agencyCode: null, counter: 'account', counted: 0, folded: 1 };
      }),
    ],
  };
}

function compareCounters(
  accountKind: AccountKind,
  row: CounterRow,
  buckets: FoldedMoves['buckets'],
): readonly Mismatch[] {
  const { account, agency_code: agencyCode } = row;
  return Object.entries(ACCOUNTS[accountKind].counters).flatMap(([counter, changeOf]) => {
    const folded = changeOf((_account, bucket) => buckets[bucket] ?? 0, account);
    const stored = row[counter] ?? null;
    // Unlimited seats have no counter to compare.
    if (stored === null || Number(stored) === folded) return [];
    return [{ accountKind, account, agencyCode, counter, counted: Number(stored), folded }];
  });
}
