import type { CivilDate, Fen } from '../kernel/index.ts';
import type { Cause, Move } from '../ledger/index.ts';
import type { Purchase } from './order.ts';

/**
 * What a standing revision of an order takes from others: money, seats, and its place in the history that rules count.
 * Taken out of the books before the order is judged again, so that it never stands in its own way.
 */
export interface Contribution {
  readonly revision: number;
  /** Fen by budget line. */
  readonly budget: ReadonlyMap<string, Fen>;
  /** Seats by entitlement. */
  readonly seats: ReadonlyMap<string, number>;
  readonly purchases: readonly Purchase[];
  readonly twin: { readonly key: string; readonly submittedOn: CivilDate };
  readonly filing: { readonly number: string; readonly amountFen: Fen } | null;
  readonly exemption: { readonly document: string; readonly devices: number } | null;
}

export interface Difference {
  readonly orderId: string;
  readonly before: Contribution | null;
  readonly after: Contribution | null;
  /** Why units go back: a release, a withdrawal, a lapse. */
  readonly releaseCause: Cause;
}

/** The moves from what stood to what stands: only the difference moves. */
export function movesBetween({ orderId, before, after, releaseCause }: Difference): readonly Move[] {
  const budget = changesOf(before?.budget, after?.budget).map(([account, change]): Move => {
    const base = { accountKind: 'budget-line', account, orderId, quantity: Math.abs(change) } as const;
    return change > 0
      ? { ...base, from: 'available', to: 'reserved', cause: 'reservation' }
      : { ...base, from: 'reserved', to: 'available', cause: releaseCause };
  });
  const seats = changesOf(before?.seats, after?.seats).map(([account, change]): Move => {
    const base = { accountKind: 'entitlement', account, orderId, quantity: Math.abs(change) } as const;
    return change > 0
      ? { ...base, from: 'free', to: 'held', cause: 'hold' }
      : { ...base, from: 'held', to: 'free', cause: releaseCause };
  });
  return [...budget, ...seats];
}

function changesOf(
  before: ReadonlyMap<string, number> | undefined,
  after: ReadonlyMap<string, number> | undefined,
): readonly (readonly [string, number])[] {
  const accounts = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
  return accounts.flatMap((account) => {
    const change = (after?.get(account) ?? 0) - (before?.get(account) ?? 0);
    return change === 0 ? [] : [[account, change] as const];
  });
}
