import type { ReadRecord } from '../../decisions/index.ts';
import type { Gathered, GatheredEntitlement } from '../../facts/index.ts';
import { type Bucket, foldMoves, type Move } from '../../ledger/index.ts';
import { freeSeatsOf } from '../../register/index.ts';
import { firstUnequal, type Unequal } from './rederive-record.ts';

/** What every account had in each bucket after the moves so far. Grows with the accounts, not with the log. */
export interface Balances {
  readonly add: (moves: readonly Move[]) => void;
  readonly of: (kind: Move['accountKind'], account: string, bucket: Bucket) => number;
  readonly accounts: (kind: Move['accountKind']) => readonly string[];
}

export function openBalances(): Balances {
  const accounts = new Map<string, Partial<Record<Bucket, number>>>();
  return {
    add: (moves) => {
      for (const [account, changes] of foldMoves(moves)) {
        const buckets = accounts.get(account) ?? {};
        for (const bucket of bucketsIn(changes)) buckets[bucket] = (buckets[bucket] ?? 0) + (changes[bucket] ?? 0);
        accounts.set(account, buckets);
      }
    },
    accounts: (kind) =>
      [...accounts.keys()].flatMap((key) => (key.startsWith(`${kind}/`) ? [key.slice(kind.length + 1)] : [])),
    of: (kind, account, bucket) => accounts.get(`${kind}/${account}`)?.[bucket] ?? 0,
  };
}

function bucketsIn(changes: Readonly<Partial<Record<Bucket, number>>>): readonly Bucket[] {
  return Object.keys(changes) as Bucket[];
}

/**
 * Third arrow, moves before a decision → the balances it was judged by: was the money really there? What the order itself
 * had reserved, encumbered, spent, held and given to its machines by then is added back, as if its earlier revisions did not exist. By the figures of a frozen
 * account nothing was judged.
 */
export function rederiveBalances({ detail }: ReadRecord, all: Balances, own: Balances): Unequal | undefined {
  const gathered = detail.gathered as Gathered;
  const [budgetLines, entitlements] = [trusted(gathered.budgetLines), trusted(gathered.entitlements)];
  const lines = Object.fromEntries(
    Object.keys(budgetLines).map((code) => {
      const ownUnits = OWN_BUCKETS.reduce((sum, bucket) => sum + own.of('budget-line', code, bucket), 0);
      return [code, { availableFen: all.of('budget-line', code, 'available') + ownUnits }];
    }),
  );
  const seats = Object.fromEntries(
    Object.entries(entitlements).map(([id, gathered]) => [id, seatsOf(id, gathered, { all, own })]),
  );
  const recorded = {
    budgetLines: membersOf(budgetLines, ({ availableFen }) => ({ availableFen })),
    entitlements: membersOf(entitlements, countedIn),
  };
  return (
    firstUnequal(recorded, { budgetLines: lines, entitlements: seats }, '/detail/gathered') ??
    rederiveEncumbered(gathered, own)
  );
}

/** A payment was met from what the order itself had encumbered, wherever that stood by then. */
function rederiveEncumbered({ payment }: Gathered, own: Balances): Unequal | undefined {
  if (!payment) return undefined;
  const moved = own.accounts('budget-line').map((code) => [code, own.of('budget-line', code, 'encumbered')] as const);
  const there = Object.fromEntries(moved.filter(([, amount]) => amount !== 0));
  return firstUnequal(payment.encumbered, there, '/detail/gathered/payment/encumbered');
}

const OWN_BUCKETS = ['reserved', 'encumbered', 'spent'] as const;

function trusted<V extends { readonly isFrozen?: true }>(accounts: Readonly<Record<string, V>>): Record<string, V> {
  return Object.fromEntries(Object.entries(accounts).filter(([, { isFrozen }]) => !isFrozen));
}

type Seats = Pick<GatheredEntitlement, 'seats' | 'heldSeats' | 'allocatedSeats' | 'freeSeats'>;

function countedIn({ seats, heldSeats, allocatedSeats, freeSeats }: GatheredEntitlement): Seats {
  return { seats, heldSeats, allocatedSeats, freeSeats };
}

/** Unlimited seats are not counted by moves, nor are copies that stood installed before the gate came. */
function seatsOf(id: string, gathered: GatheredEntitlement, { all, own }: { all: Balances; own: Balances }): Seats {
  const heldSeats = all.of('entitlement', id, 'held') - own.of('entitlement', id, 'held');
  const allocatedSeats = all.of('entitlement', id, 'allocated') - own.of('entitlement', id, 'allocated');
  if (gathered.seats === null) return { seats: null, heldSeats, allocatedSeats, freeSeats: null };
  const seats = -all.of('entitlement', id, 'outside');
  return {
    seats,
    heldSeats,
    allocatedSeats,
    freeSeats: freeSeatsOf({ ...gathered, seats, heldSeats, allocatedSeats }),
  };
}

function membersOf<V, R>(members: Readonly<Record<string, V>>, of: (member: V) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, of(member)]));
}
