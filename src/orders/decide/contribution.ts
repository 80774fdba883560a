import type { MachineCost, MachineLine, ProofUse } from '../../facts/index.ts';
import { addFen, type CivilDate, type Fen, subtractFen, ZERO_FEN } from '../../kernel/index.ts';
import type { Cause, Move } from '../../ledger/index.ts';
import type { Purchase } from '../order.ts';

/**
 * What a standing revision of an order takes from others: money, seats, and its place in the history that rules count.
 * Taken out of the books before the order is judged again, so that it never stands in its own way.
 */
export interface Contribution {
  readonly revision: number;
  /** Where its money stands: reserved, and encumbered from the contract on. */
  readonly bucket: 'reserved' | 'encumbered';
  /** Fen by budget line; what is spent of it as well. */
  readonly budget: ReadonlyMap<string, Fen>;
  /** What of `budget` is spent: it goes back only by a credit note. */
  readonly spent: ReadonlyMap<string, Fen>;
  /** Seats by entitlement that are held for it. */
  readonly seats: ReadonlyMap<string, number>;
  /** Seats by entitlement that its machines were given out of what was held. */
  readonly allocated: ReadonlyMap<string, number>;
  readonly purchases: readonly Purchase[];
  readonly twin: {
    readonly key: string;
    readonly looseKey: string;
    readonly machineLines: readonly MachineLine[];
    readonly submittedOn: CivilDate;
  };
  /** For machines and what stands beside them. */
  readonly costs: { readonly entries: readonly MachineCost[]; readonly submittedOn: CivilDate };
  readonly filing: { readonly number: string; readonly amountFen: Fen } | null;
  readonly exemption: { readonly document: string; readonly devices: number } | null;
  /** Machines by paper that proves their systems. */
  readonly proofs: ReadonlyMap<string, ProofUse>;
  /** Old machines that it replaces. */
  readonly oldMachines: readonly string[];
  /** Machines by waiver, for the waivers that it stands on. */
  readonly waivers: ReadonlyMap<string, number>;
}

/** Seats that it holds, with those that its machines were given already. */
export function seatsTaken(contribution: Partial<Pick<Contribution, 'seats' | 'allocated'>> | null) {
  const taken = new Map(contribution?.seats);
  for (const [id, seats] of contribution?.allocated ?? []) taken.set(id, (taken.get(id) ?? 0) + seats);
  return [...taken].map(([entitlementId, seats]) => ({ entitlementId, seats }));
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

/**
 * What is needed more is reserved first; then what stands under contract is encumbered, and what is needed no more goes
 * back. What is spent stays where it is.
 */
function moneyMoves(account: string, { orderId, before, after, releaseCause }: Difference): readonly Move[] {
  const spent = before?.spent.get(account) ?? 0;
  const had = (before?.budget.get(account) ?? 0) - spent;
  const has = after ? (after.budget.get(account) ?? 0) - spent : 0;
  if (has < 0) throw new Error(`the order ${orderId} would take less of ${account} than it has spent there`);
  const from = before?.bucket ?? 'reserved';
  const isEncumberedNow = from === 'reserved' && after?.bucket === 'encumbered';
  const toEncumber = after?.bucket === 'encumbered' ? (isEncumberedNow ? has : has - had) : 0;
  const move = (quantity: number, way: Pick<Move, 'from' | 'to' | 'cause'>): readonly Move[] =>
    quantity > 0 ? [{ accountKind: 'budget-line', account, orderId, ...way, quantity }] : [];
  return [
    ...move(has - had, { from: 'available', to: 'reserved', cause: 'reservation' }),
    ...move(toEncumber, { from: 'reserved', to: 'encumbered', cause: 'encumbrance' }),
    ...move(had - has, { from, to: 'available', cause: releaseCause }),
  ];
}

/** A contribution without what is spent of it and what its machines have: what an order gives back when it ends. */
export function unspentOf(contribution: Contribution): Contribution {
  const { budget, spent, filing } = contribution;
  const unspent = [...budget].map(([account, amount]) => {
    return [account, subtractFen(amount, spent.get(account) ?? ZERO_FEN)] as const;
  });
  return {
    ...contribution,
    budget: new Map(unspent),
    spent: new Map(),
    allocated: new Map(),
    filing: filing && { ...filing, amountFen: subtractFen(filing.amountFen, spentIn(contribution)) },
  };
}

/** All that an order has spent. */
function spentIn({ spent }: Pick<Contribution, 'spent'>): Fen {
  return addFen(...spent.values());
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
