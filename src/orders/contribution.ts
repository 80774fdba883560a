import type { CivilDate, Fen } from '../kernel/index.ts';
import type { Cause, Move } from '../ledger/index.ts';
import type { Purchase } from './order.ts';

/**
 * What a standing revision of an order takes from others: money, seats, and its place in the history that rules count.
 * Taken out of the books before the order is judged again, so that it never stands in its own way.
 */
export interface Contribution {
  readonly revision: number;
  /** Where its money stands: reserved, and encumbered from the contract on. */
  readonly bucket: 'reserved' | 'encumbered';
  /** Fen by budget line. */
  readonly budget: ReadonlyMap<string, Fen>;
  /** Seats by entitlement. */
  readonly seats: ReadonlyMap<string, number>;
  readonly purchases: readonly Purchase[];
  readonly twin: { readonly key: string; readonly submittedOn: CivilDate };
  readonly filing: { readonly number: string; readonly amountFen: Fen } | null;
  readonly exemption: { readonly document: string; readonly devices: number } | null;
  /** Machines by waiver, for the waivers that it stands on. */
  readonly waivers: ReadonlyMap<string, number>;
}

export interface Difference {
  readonly orderId: string;
  readonly before: Contribution | null;
  readonly after: Contribution | null;
  /** Why units go back: a release, a withdrawal, a lapse, a termination. */
  readonly releaseCause: Cause;
}

/** The moves from what stood to what stands: only the difference moves. */
export function movesBetween(difference: Difference): readonly Move[] {
  const { orderId, before, after, releaseCause } = difference;
  const budget = accountsOf(before?.budget, after?.budget).flatMap((account) => moneyMoves(account, difference));
  const seats = changesOf(before?.seats, after?.seats).map(([account, change]): Move => {
    const base = { accountKind: 'entitlement', account, orderId, quantity: Math.abs(change) } as const;
    return change > 0
      ? { ...base, from: 'free', to: 'held', cause: 'hold' }
      : { ...base, from: 'held', to: 'free', cause: releaseCause };
  });
  return [...budget, ...seats];
}

/** What is needed more is reserved first; then what stands under contract is encumbered, and what is needed no more goes back. */
function moneyMoves(account: string, { orderId, before, after, releaseCause }: Difference): readonly Move[] {
  const had = before?.budget.get(account) ?? 0;
  const has = after?.budget.get(account) ?? 0;
  const from = before?.bucket ?? 'reserved';
  const isEncumberedNow = from === 'reserved' && after?.bucket === 'encumbered';
  const toEncumber = after?.bucket === 'encumbered' ? (isEncumberedNow ? has : has - had) : 0;
  const base = { accountKind: 'budget-line', account, orderId } as const;
  const moves: readonly Move[] = [
    { ...base, from: 'available', to: 'reserved', cause: 'reservation', quantity: has - had },
    { ...base, from: 'reserved', to: 'encumbered', cause: 'encumbrance', quantity: toEncumber },
    { ...base, from, to: 'available', cause: releaseCause, quantity: had - has },
  ];
  return moves.filter(({ quantity }) => quantity > 0);
}

type Units = ReadonlyMap<string, number> | undefined;

function accountsOf(before: Units, after: Units): readonly string[] {
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
}

function changesOf(before: Units, after: Units): readonly (readonly [string, number])[] {
  return accountsOf(before, after).flatMap((account) => {
    const change = (after?.get(account) ?? 0) - (before?.get(account) ?? 0);
    return change === 0 ? [] : [[account, change] as const];
  });
}
