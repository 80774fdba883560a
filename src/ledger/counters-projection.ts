import type { Tx } from '../db/index.ts';
import type { Difference, LogProjection } from '../log/index.ts';
import { ACCOUNTS } from './account-tables.ts';
import type { AccountKind } from './move.ts';
import { type Mismatch, reconcileAccounts } from './reconcile-counters.ts';

/** The amounts of an account are what its moves give, and the moves are what the log says: no leaf tells them besides. */
export const counterProjection: LogProjection = { compare: async () => [], finish: wrongCounters };

const ACCOUNTS_AT_ONCE = 1_000;

async function wrongCounters(tx: Tx): Promise<readonly Difference[]> {
  return [...(await wrongCountersOf(tx, 'budget-line')), ...(await wrongCountersOf(tx, 'entitlement'))];
}

async function wrongCountersOf(tx: Tx, accountKind: AccountKind): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const { mismatches, next } = await reconcileAccounts(tx, { accountKind, after, limit: ACCOUNTS_AT_ONCE });
    found.push(...mismatches.map(toDifference));
    after = next;
  }
  return found;
}

function toDifference({ accountKind, account, counter, counted, folded }: Mismatch): Difference {
  const { name } = ACCOUNTS[accountKind];
  return {
    table: name,
    key: account,
    index: null,
    kind: 'differs',
    field: counter,
    shown: String(counted),
    logged: String(folded),
  };
}
