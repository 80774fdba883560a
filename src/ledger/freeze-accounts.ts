import type { Tx } from '../db/index.ts';
import { type Actor, type Instant, Refusal, text } from '../kernel/index.ts';
import { findLeafAsOf, type Governed } from '../log/index.ts';
import type { AccountFault } from './account-fault.ts';
import {
  type FreezeRow,
  type FrozenPage,
  insertFreezeRows,
  listAgenciesOf,
  listFreezeRows,
  listFrozenRows,
  toFrozenAccount,
  updateFreezeRow,
} from './freeze-repository.ts';
import {
  type AccountName,
  accountSubject,
  type FaultyAccount,
  type FreezeColumns,
  type FrozenAccount,
  freezeOf,
  frozenProblems,
  frozenRefusal,
} from './frozen-account.ts';
import type { AccountKind } from './move.ts';

/** Enough to find the cause and to look again before unfreezing; a leaf must not grow with the damage. */
const FAULTS_KEPT = 100;

/**
 * Freezes accounts that do not reconcile, a leaf each. One that is frozen already stays so, and what is newly found about
 * it is added. Nothing is repaired: a wrong figure needs a person who finds out why. Answers those that were not frozen
 * before.
 */
export async function freezeAccounts(
  entry: Governed,
  faulty: readonly FaultyAccount[],
): Promise<readonly FrozenAccount[]> {
  const frozen: FreezeRow[] = [];
  const fresh: FreezeRow[] = [];
  for (const kind of ACCOUNT_KINDS) {
    const ofKind = faulty.filter(({ accountKind }) => accountKind === kind);
    const known = await rowsOf(entry.tx, kind, ofKind);
    for (const account of ofKind) {
      const before = known.get(account.account);
      const row = freeze(entry, account, before);
      if (!row) continue;
      if (before?.unfrozen_at !== null) frozen.push(row);
      if (before) await updateFreezeRow(entry.tx, row);
      else fresh.push(row);
    }
  }
  await insertFreezeRows(entry.tx, fresh);
  return frozen.map(toFrozenAccount);
}

const ACCOUNT_KINDS = ['budget-line', 'entitlement'] as const;

async function rowsOf(
  tx: Tx,
  kind: AccountKind,
  accounts: readonly AccountName[],
): Promise<ReadonlyMap<string, FreezeRow>> {
  if (accounts.length === 0) return new Map();
  const names = accounts.map(({ account }) => account);
  return new Map((await listFreezeRows(tx, kind, names)).map((row) => [row.account, row]));
}

/** Undefined when nothing is known now that was not known before. */
function freeze(entry: Governed, found: FaultyAccount, before: FreezeRow | undefined): FreezeRow | undefined {
  const { accountKind, account } = found;
  const earlier = before && before.unfrozen_at === null ? toFrozenAccount(before) : undefined;
  const known = earlier?.faults ?? [];
  const added = found.faults.filter((fault) => !known.some((each) => isSameFault(each, fault)));
  if (earlier && (added.length === 0 || known.length === FAULTS_KEPT)) return undefined;
  const faults = [...known, ...added].slice(0, FAULTS_KEPT);
  const faultCount = (earlier?.faultCount ?? 0) + added.length;
  const frozenAt = earlier?.frozenAt ?? entry.at;
  const { logIndex } = entry.append({
    type: 'account.frozen',
    subject: accountSubject({ accountKind, account }),
    by: null,
    body: { accountKind, account, faults, faultCount, frozenAt },
  });
  return {
    account_kind: accountKind,
    account,
    faults: JSON.stringify(faults),
    fault_count: faultCount,
    frozen_at: frozenAt,
    unfrozen_at: null,
    log_index: logIndex,
  };
}

/** The figures of a fault may change while an account is frozen, as units go back; it is the same fault all the same. */
function isSameFault(one: AccountFault, other: AccountFault): boolean {
  return one.check === other.check && one.subject === other.subject && one.of === other.of;
}

export interface EndedFreeze extends AccountName {
  readonly frozenAt: Instant;
  readonly unfrozenAt: Instant;
  /** The leaf that ended it. */
  readonly logIndex: number;
}

export interface UnfreezeRequest extends AccountName {
  readonly actor: Actor;
  readonly reason: string;
  readonly signers: readonly string[];
}

/** Ends a freeze. Whoever calls has seen that the account reconciles again. Answers the freeze that has ended. */
export async function unfreezeAccount(
  entry: Governed,
  { accountKind, account, actor, reason, signers }: UnfreezeRequest,
): Promise<EndedFreeze> {
  const row = await findRow(entry.tx, { accountKind, account });
  if (!row || row.unfrozen_at !== null) throw notFrozen();
  const { logIndex } = entry.append({
    type: 'account.unfrozen',
    subject: accountSubject({ accountKind, account }),
    by: actor,
    body: { accountKind, account, reason, signers, frozenBy: Number(row.log_index) },
  });
  await updateFreezeRow(entry.tx, { ...row, unfrozen_at: entry.at, log_index: logIndex });
  return { accountKind, account, frozenAt: row.frozen_at, unfrozenAt: entry.at, logIndex };
}

function notFrozen(): Refusal {
  return new Refusal('conflict', 'account.not_frozen', text('该账户未被冻结。', 'This account is not frozen.'));
}

async function findRow(tx: Tx, { accountKind, account }: AccountName): Promise<FreezeRow | undefined> {
  const [row] = await listFreezeRows(tx, accountKind, [account]);
  return row;
}

/** The freeze of an account; undefined while it is not frozen. */
export async function findFrozenAccount(tx: Tx, name: AccountName): Promise<FrozenAccount | undefined> {
  const row = await findRow(tx, name);
  return row && row.unfrozen_at === null ? toFrozenAccount(row) : undefined;
}

/** One list stays far below the bindings that SQLite takes. */
const ACCOUNTS_AT_ONCE = 5_000;

/** Which of some accounts of a kind are frozen. */
export async function listFrozenOf(
  tx: Tx,
  kind: AccountKind,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, FrozenAccount>> {
  const rows: FreezeRow[] = [];
  for (let start = 0; start < accounts.length; start += ACCOUNTS_AT_ONCE) {
    rows.push(...(await listFreezeRows(tx, kind, accounts.slice(start, start + ACCOUNTS_AT_ONCE))));
  }
  const frozen = rows.filter(({ unfrozen_at: until }) => until === null).map(toFrozenAccount);
  return new Map(frozen.map((account) => [account.account, account]));
}

/** Rows of accounts with what `freezeIn` reads: whether they are frozen, since when and why. */
export async function withFreezes<R extends Readonly<Record<string, unknown>>>(
  tx: Tx,
  { kind, key, rows }: { readonly kind: AccountKind; readonly key: string; readonly rows: readonly R[] },
): Promise<readonly (R & FreezeColumns)[]> {
  const frozen = await listFrozenOf(
    tx,
    kind,
    rows.map((row) => String(row[key])),
  );
  return rows.map((row) => ({ ...row, ...columnsOf(frozen.get(String(row[key]))) }));
}

/** The same of one account as it was right after a leaf of the log. */
export async function freezeAsOf(tx: Tx, name: AccountName, asOf: number): Promise<FreezeColumns> {
  const leaf = await findLeafAsOf(tx, accountSubject(name), asOf);
  if (leaf?.type !== 'account.frozen') return NOT_FROZEN;
  const logged = JSON.parse(leaf.bytes) as Pick<FrozenAccount, 'faults' | 'faultCount' | 'frozenAt'>;
  return columnsOf({ ...logged, ...name, logIndex: leaf.logIndex });
}

const NOT_FROZEN: FreezeColumns = { freeze: null };

function columnsOf(frozen: FrozenAccount | undefined): FreezeColumns {
  return frozen ? { freeze: JSON.stringify(freezeOf(frozen)) } : NOT_FROZEN;
}

/** Refuses with 409 `account.frozen` when one of the accounts is frozen. */
export async function refuseFrozen(tx: Tx, kind: AccountKind, accounts: readonly string[]): Promise<void> {
  const [first] = (await listFrozenOf(tx, kind, accounts)).values();
  if (first) throw frozenRefusal(kind, first.account, first.frozenAt);
}

/** One page of the accounts that are frozen now. */
export async function listFrozenAccounts(tx: Tx, page: FrozenPage): Promise<readonly FrozenAccount[]> {
  return (await listFrozenRows(tx, page)).map(toFrozenAccount);
}

/** Whose accounts are, by kind and account; one that is gone is absent. */
export async function listAgenciesOfAccounts(
  tx: Tx,
  names: readonly AccountName[],
): Promise<ReadonlyMap<AccountKind, ReadonlyMap<string, string>>> {
  const agencies = new Map<AccountKind, ReadonlyMap<string, string>>();
  for (const kind of ACCOUNT_KINDS) {
    const accounts = names.filter(({ accountKind }) => accountKind === kind).map(({ account }) => account);
    agencies.set(kind, await listAgenciesOf(tx, kind, accounts));
  }
  return agencies;
}

/** What an act would make of something that has an account. */
interface AccountHolder {
  /** The account's name. */
  readonly key: string;
}

interface FrozenJudge<Draft> {
  readonly readFor: (tx: Tx, drafts: readonly Draft[]) => Promise<void>;
  readonly problemsOf: (draft: Draft) => ReturnType<typeof frozenProblems>;
}

/** Finds what would move units of an account that is frozen; `field` is named as the one at fault. */
export function frozenJudge<Draft extends AccountHolder>(
  accountKind: AccountKind,
  { field, isMoved }: { readonly field: string; readonly isMoved: (draft: Draft) => boolean },
): FrozenJudge<Draft> {
  const frozen = new Map<string, FrozenAccount>();
  return {
    readFor: async (tx, drafts) => {
      const moved = drafts.filter(isMoved).map(({ key }) => key);
      for (const [key, account] of await listFrozenOf(tx, accountKind, moved)) frozen.set(key, account);
    },
    problemsOf: ({ key }) => frozenProblems(frozen.get(key), field),
  };
}
