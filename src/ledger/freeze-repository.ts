import { type Cell, insertRows, selectedRows, type Tx } from '../db/index.ts';
import type { Instant } from '../kernel/index.ts';
import type { GovernedTx } from '../log/index.ts';
import type { AccountFault } from './account-fault.ts';
import { ACCOUNTS } from './account-tables.ts';
import type { AccountName, FrozenAccount } from './frozen-account.ts';
import type { AccountKind } from './move.ts';

/** A row of an account that is or was frozen. */
export interface FreezeRow {
  readonly account_kind: AccountKind;
  readonly account: string;
  readonly faults: string;
  readonly fault_count: number;
  readonly frozen_at: Instant;
  readonly unfrozen_at: Instant | null;
  readonly log_index: number;
}

/** The rows of some accounts of a kind, frozen or not any more. */
export async function listFreezeRows(tx: Tx, kind: AccountKind, accounts: readonly string[]): Promise<FreezeRow[]> {
  const rows: FreezeRow[] = await tx('frozen_accounts')
    .where({ account_kind: kind })
    .whereIn('account', [...accounts]);
  return rows;
}

export interface FrozenPage {
  /** The account after which the page starts. */
  readonly after: AccountName | undefined;
  readonly limit: number;
}

/** Accounts that are frozen now, by kind and account. */
export async function listFrozenRows(tx: Tx, { after, limit }: FrozenPage): Promise<FreezeRow[]> {
  const rows = tx('frozen_accounts').whereNull('unfrozen_at');
  if (after !== undefined) {
    const { accountKind, account } = after;
    void rows.where((later) =>
      later
        .where('account_kind', '>', accountKind)
        .orWhere((same) => same.where('account_kind', accountKind).where('account', '>', account)),
    );
  }
  const page: FreezeRow[] = await rows.orderBy(['account_kind', 'account']).limit(limit);
  return page;
}

export async function countFrozenAccounts(tx: Tx): Promise<number> {
  const [row] = await tx('frozen_accounts').whereNull('unfrozen_at').count<{ rows: number }[]>({ rows: '*' });
  return Number(row?.rows ?? 0);
}

/** Rows of accounts that never were frozen before. */
export async function insertFreezeRows(tx: GovernedTx, rows: readonly FreezeRow[]): Promise<void> {
  const cells = rows.map((row): Record<string, Cell> => ({ ...row }));
  await insertRows(tx, 'frozen_accounts', cells);
}

/** The row of an account as its new leaf leaves it. */
export async function updateFreezeRow(tx: GovernedTx, { account_kind, account, ...state }: FreezeRow): Promise<void> {
  await tx('frozen_accounts').where({ account_kind, account }).update(state);
}

export function toFrozenAccount(row: FreezeRow): FrozenAccount {
  return {
    accountKind: row.account_kind,
    account: row.account,
    faults: JSON.parse(row.faults) as readonly AccountFault[],
    faultCount: Number(row.fault_count),
    frozenAt: row.frozen_at,
    logIndex: Number(row.log_index),
  };
}

/** Whose some accounts of a kind are; one that is gone is absent. */
export async function listAgenciesOf(
  tx: Tx,
  kind: AccountKind,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accounts.length === 0) return new Map();
  const { name, key } = ACCOUNTS[kind];
  const marks = accounts.map(() => '?').join(',');
  const rows = selectedRows<{ account: string; agency_code: string }>(
    await tx.raw(`select ${key} as account, agency_code from ${name} where ${key} in (${marks})`, [...accounts]),
  );
  return new Map(rows.map((row) => [row.account, row.agency_code]));
}

/** Every row, frozen or not any more; there are few. */
export async function listAllFreezeRows(tx: Tx): Promise<readonly FreezeRow[]> {
  const rows: FreezeRow[] = await tx('frozen_accounts').orderBy(['account_kind', 'account']);
  return rows;
}
