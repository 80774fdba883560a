/**
 * Whole units between the buckets of one account: fen on a budget line, seats on an entitlement. A move is never changed;
 * counters are the fold of the moves. `outside` is where units come from and go to when an account itself changes.
 */
export interface Move {
  readonly accountKind: AccountKind;
  /** The code of the budget line, or the id of the entitlement. */
  readonly account: string;
  readonly orderId: string | null;
  readonly from: Bucket;
  readonly to: Bucket;
  /** Fen or seats; whole and above zero. */
  readonly quantity: number;
  readonly cause: Cause;
}

export type AccountKind = 'budget-line' | 'entitlement';

export type Bucket = BudgetBucket | SeatBucket;
export type BudgetBucket = 'outside' | 'available' | 'elsewhere' | 'reserved' | 'encumbered' | 'spent';
export type SeatBucket = 'outside' | 'free' | 'held' | 'allocated';

export type Cause =
  | 'appropriation'
  | 'revision'
  | 'transfer'
  | 'used-elsewhere'
  | 'reservation'
  | 'release'
  | 'withdrawal'
  | 'lapse'
  | 'year-end'
  | 'encumbrance'
  | 'termination'
  | 'payment'
  | 'credit'
  | 'carry-over'
  | 'acquisition'
  | 'correction'
  | 'hold'
  | 'hold-again'
  | 'allocation'
  | 'return'
  | 'retirement'
  | 'reallocation';

/** The arrows of both ledgers that exist, each with the causes that may draw it. Whatever is not here is refused. */
const ARROWS: Readonly<Record<AccountKind, Readonly<Record<string, readonly Cause[]>>>> = {
  'budget-line': {
    'outside>available': ['appropriation', 'revision', 'transfer'],
    'available>outside': ['revision', 'transfer'],
    'available>elsewhere': ['used-elsewhere'],
    'elsewhere>available': ['used-elsewhere'],
    'available>reserved': ['reservation'],
    'reserved>available': ['release', 'withdrawal', 'lapse', 'year-end'],
    'reserved>encumbered': ['encumbrance'],
    'encumbered>available': ['release', 'termination'],
    'encumbered>spent': ['payment'],
    'spent>encumbered': ['credit'],
    // What is carried brings its appropriation along: `available` is touched on neither line.
    'encumbered>outside': ['carry-over'],
    'outside>encumbered': ['carry-over'],
  },
  entitlement: {
    'outside>free': ['acquisition', 'correction'],
    'free>outside': ['correction'],
    'free>held': ['hold', 'hold-again'],
    'held>free': ['release', 'withdrawal', 'lapse', 'year-end', 'termination'],
    'free>allocated': ['allocation'],
    'held>allocated': ['allocation'],
    'allocated>free': ['return', 'retirement', 'reallocation'],
    // A right that is bound to a device ends with it.
    'allocated>outside': ['return', 'retirement'],
  },
};

/** Throws on a move that no arrow allows: that is a bug of the caller, never a user's doing. */
export function assertAllowed(move: Move): void {
  const causes = ARROWS[move.accountKind][`${move.from}>${move.to}`] ?? [];
  if (!causes.includes(move.cause)) {
    throw new Error(`no arrow from ${move.from} to ${move.to} of a ${move.accountKind} for ${move.cause}`);
  }
  if (!Number.isSafeInteger(move.quantity) || move.quantity <= 0) {
    throw new Error(`a move takes whole units above zero, not ${move.quantity}`);
  }
}

/** What moves did to each bucket of each account: `budget-line/JZ-1` → { available: -5, reserved: 5 }. */
export function foldMoves(moves: readonly Move[]): ReadonlyMap<string, Readonly<Partial<Record<Bucket, number>>>> {
  const folded = new Map<string, Partial<Record<Bucket, number>>>();
  for (const { accountKind, account, from, to, quantity } of moves) {
    const key = accountKey(accountKind, account);
    const buckets = folded.get(key) ?? {};
    buckets[from] = (buckets[from] ?? 0) - quantity;
    buckets[to] = (buckets[to] ?? 0) + quantity;
    folded.set(key, buckets);
  }
  return folded;
}

export function accountKey(kind: AccountKind, account: string): string {
  return `${kind}/${account}`;
}
