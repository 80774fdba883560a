import { type Cell, caseOf, changeRows, insertRows, marksFor } from '../db/index.ts';
import { groupBy } from '../kernel/index.ts';
import type { GovernedTx } from '../log/index.ts';
import { ACCOUNTS, type AccountTable, type Guard } from './account-tables.ts';
import { type AccountKind, accountKey, assertAllowed, type Bucket, type Cause, foldMoves, type Move } from './move.ts';

/** The moves of one leaf, with who made them. */
export interface LeafMoves {
  readonly logIndex: number;
  readonly keyId: string;
  readonly moves: readonly Move[];
}

/**
 * Writes moves and brings the counters of their accounts along, in guarded statements of a hundred accounts. The batch
 * has decided with the head held, so every guard must hold: fewer rows than accounts is a bug, and the caller stops.
 */
export async function moveUnits(tx: GovernedTx, leaves: readonly LeafMoves[]): Promise<void> {
  const moves = leaves.flatMap((leaf) => leaf.moves);
  for (const move of moves) assertAllowed(move);
  await insertRows(tx, 'moves', leaves.flatMap(toRows));
  await changeCounters(tx, 'budget-line', moves);
  await changeCounters(tx, 'entitlement', moves);
}

/**
 * Writes the moves of accounts that the same act inserts with their counters where these moves bring them: 50,000 lines
 * took a minute with a `CASE` for each, and the fold is the same.
 */
export async function journalMoves(tx: GovernedTx, leaves: readonly LeafMoves[]): Promise<void> {
  for (const move of leaves.flatMap((leaf) => leaf.moves)) assertAllowed(move);
  await insertRows(tx, 'moves', leaves.flatMap(toRows));
}

function toRows({ logIndex, keyId, moves }: LeafMoves): Record<string, Cell>[] {
  return moves.map((move, sequence) => ({
    log_index: logIndex,
    sequence,
    account_kind: move.accountKind,
    account: move.account,
    order_id: move.orderId,
    from_bucket: move.from,
    to_bucket: move.to,
    quantity: move.quantity,
    cause: move.cause,
    key_id: keyId,
  }));
}

/** The accounts of one statement, each a branch of its CASE; many small statements are faster than few with long ones. */
const ACCOUNTS_MAX = 100;

async function changeCounters(tx: GovernedTx, kind: AccountKind, moves: readonly Move[]): Promise<void> {
  const byAccount = groupBy(
    moves.filter((move) => move.accountKind === kind),
    ({ account }) => account,
  );
  const accounts = [...byAccount.keys()];
  for (let start = 0; start < accounts.length; start += ACCOUNTS_MAX) {
    const some = accounts.slice(start, start + ACCOUNTS_MAX);
    await changeSome(tx, { kind, accounts: some, moves: some.flatMap((account) => byAccount.get(account) ?? []) });
  }
}

interface AccountMoves {
  readonly kind: AccountKind;
  readonly accounts: readonly string[];
  readonly moves: readonly Move[];
}

async function changeSome(tx: GovernedTx, { kind, accounts, moves }: AccountMoves): Promise<void> {
  const table = ACCOUNTS[kind];
  const folded = foldMoves(moves);
  const changeOf = (account: string, bucket: Bucket): number => folded.get(accountKey(kind, account))?.[bucket] ?? 0;

  const sets = Object.entries(table.counters).flatMap(([column, counter]) => {
    const amounts = new Map(accounts.map((account) => [account, counter(changeOf, account)] as const));
    if ([...amounts.values()].every((amount) => amount === 0)) return [];
    const amount = caseOf(table.key, amounts);
    return [{ sql: `${column} = ${column} + ${amount.sql}`, bindings: amount.bindings }];
  });
  if (sets.length === 0) return;
  const conditions = table.guards.flatMap((guard) => conditionOf(table, takenUnder(guard, moves), guard));
  await updateGuarded(tx, { table, sets, accounts, conditions });
}

/** A carried appropriation moves along with its line, and a seat that is held again came free with its device just before. */
const TAKES_NOTHING: readonly Cause[] = ['carry-over', 'hold-again'];

/** Only what the gate itself takes is guarded: an import of what was used elsewhere may push `available` below zero. */
function takenUnder({ takenInto }: Guard, moves: readonly Move[]): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const move of moves.filter(({ cause }) => !TAKES_NOTHING.includes(cause))) {
    const isMovedOut = move.cause === 'transfer' && move.to === 'outside';
    const sign = Number(takenInto.includes(move.to) || isMovedOut) - Number(takenInto.includes(move.from));
    if (sign !== 0) taken.set(move.account, (taken.get(move.account) ?? 0) + sign * move.quantity);
  }
  return new Map([...taken].filter(([, quantity]) => quantity > 0));
}

interface Fragment {
  readonly sql: string;
  readonly bindings: readonly Cell[];
}

function conditionOf({ key }: AccountTable, taken: ReadonlyMap<string, number>, guard: Guard): readonly Fragment[] {
  if (taken.size === 0) return [];
  const need = caseOf(key, taken);
  const sql = ` and (${guard.remainder} >= ${need.sql} or ${need.sql} = 0)`;
  return [{ sql, bindings: [...need.bindings, ...need.bindings] }];
}

interface GuardedUpdate {
  readonly table: AccountTable;
  readonly sets: readonly Fragment[];
  readonly accounts: readonly string[];
  readonly conditions: readonly Fragment[];
}

async function updateGuarded(tx: GovernedTx, { table, sets, accounts, conditions }: GuardedUpdate): Promise<void> {
  const guarded = conditions.map(({ sql }) => sql).join('');
  const sql = `update ${table.name} set ${sets.map((set) => set.sql).join(', ')} where ${table.key} in (${marksFor(accounts)})${guarded}`;
  const bindings = [
    ...sets.flatMap((set) => set.bindings),
    ...accounts,
    ...conditions.flatMap((condition) => condition.bindings),
  ];
  const changed = await changeRows(tx, sql, bindings);
  if (changed !== accounts.length) {
    throw new Error(
      `the counters of ${accounts.length - changed} accounts in ${table.name} do not allow a decided move`,
    );
  }
}
