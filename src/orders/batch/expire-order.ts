import type { Cause } from '../../ledger/index.ts';
import type { LeafDraft } from '../../log/index.ts';
import { openRedemption } from '../certificates/redemption.ts';
import { movesBetween, unspentOf } from '../decide/contribution.ts';
import { hasLapsed, isAllowed, type OrderState } from '../order.ts';
import { giveBackWaivers, leaveReview } from '../review/note-review.ts';
import { type Batch, endUndertakings, type KnownOrder, keepOrder } from './batch.ts';
import { removeFromBooks } from './books.ts';

/** Ends a clearance or a referral whose time has run out: money, seats and purchases go back. Nothing if it has not. */
export function expireOrder(batch: Batch, orderId: string): void {
  const known = batch.orders.get(orderId);
  if (!known || !isAllowed('expire', known.order) || !hasLapsed(known.order, batch.entry.at)) return;
  endOrder(batch, known, { state: 'expired', type: 'order.expired', cause: 'lapse', by: null });
}

/**
 * Ends what waits or is cleared on money of a year that was closed. Nothing if its money is of another year, encumbered, or
 * kept for what a platform is buying.
 */
export function expireWithYear(batch: Batch, orderId: string, fiscalYear: number): void {
  const known = batch.orders.get(orderId);
  if (!known || !isAllowed('expire', known.order) || known.contribution?.bucket !== 'reserved') return;
  if (openRedemption(known) || !hasClosedLine(batch, known, fiscalYear)) return;
  endOrder(batch, known, {
    ...{ state: 'expired', type: 'order.expired', cause: 'year-end', by: null },
    told: { closedYear: fiscalYear },
  });
}

/** Whether money that it holds is on a line that takes nothing new, closed by itself or with its year. */
export function hasClosedLine({ books }: Batch, { contribution }: KnownOrder, fiscalYear?: number): boolean {
  const lines = [...(contribution?.budget.keys() ?? [])].map((code) => books.budgetLines.get(code));
  return lines.some((line) => line?.isClosed && (fiscalYear === undefined || line.fiscalYear === fiscalYear));
}

export interface OrderEnd {
  readonly state: Extract<OrderState, 'expired' | 'withdrawn' | 'terminated' | 'rejected'>;
  readonly type: string;
  readonly cause: Cause;
  readonly by: LeafDraft['by'];
  /** What the record says besides. */
  readonly told?: Readonly<Record<string, unknown>>;
  readonly sealed?: LeafDraft['sealed'];
}

/** Gives back everything an order holds and records why. */
export function endOrder(batch: Batch, known: KnownOrder, ending: OrderEnd): KnownOrder {
  const { entry, books, writes } = batch;
  const { order, contribution } = known;
  // What is spent stays spent, and goes on using up the plan that was filed for it.
  const given = contribution && unspentOf(contribution);
  removeFromBooks(books, { orderId: order.id, agencyCode: order.agencyCode, contribution: given });
  const moves = movesBetween({ orderId: order.id, before: contribution, after: null, releaseCause: ending.cause });
  const { logIndex } = entry.append({
    type: ending.type,
    subject: `order/${order.id}`,
    by: ending.by,
    body: {
      ...{ order: order.id, agency: order.agencyCode, revision: order.latestRevision, ...ending.told },
      ...(!order.isClassified && { moves }),
    },
    sealed: { ...ending.sealed, ...(order.isClassified && { [MOVES_POINTER]: moves }) },
  });
  writes.moves.push({ logIndex, keyId: ending.by?.keyId ?? SYSTEM_KEY, moves });
  if (given?.filing) addFiling(batch, given.filing.number, -given.filing.amountFen);
  endUndertakings(batch, order.id, logIndex);
  leaveReview(batch, order.id, logIndex);
  giveBackWaivers(batch, order.id, contribution);
  const ended: KnownOrder = {
    ...known,
    contribution: null,
    standing: null,
    order: {
      ...{ ...order, state: ending.state, standingRevision: null, expiresAt: null, logIndex },
      outcome: ending.state === 'rejected' ? 'rejected' : order.outcome,
    },
  };
  keepOrder(batch, ended);
  return ended;
}

/** What a classified order had reserved and held is in the log as a commitment only, as its decisions are. */
export const MOVES_POINTER = '/moves';

/** Moves that no person asked for: the time itself ended a clearance. */
export const SYSTEM_KEY = 'key_system';

export function addFiling(batch: Batch, number: string, change: number): void {
  const { filings } = batch.writes;
  filings.set(number, (filings.get(number) ?? 0) + change);
}
