import type { Judgement } from '../../decisions/index.ts';
import { type Instant, plusDays } from '../../kernel/index.ts';
import type { Stage } from '../../rules/index.ts';
import type { Batch, KnownOrder } from '../batch/batch.ts';
import type { OrderState } from '../order.ts';

export interface OrderAfterDecision {
  /** A revision goes on standing in spite of this decision. */
  readonly keeps: boolean;
  readonly state: OrderState;
  readonly standingRevision: number | null;
  readonly expiresAt: Instant | null;
}

interface CurrentDecision {
  readonly known: KnownOrder | null;
  readonly judgement: Judgement;
  readonly revision: number;
  readonly isNewRevision: boolean;
  readonly stage: Stage;
}

/** Whether what stands goes on standing beside a decision at submission; a contract is replaced by a contract only. */
export function goesOnStanding({ order }: Pick<KnownOrder, 'order'>, outcome: Judgement['outcome']): boolean {
  return order.state === 'contracted' || (order.state === 'approved' && outcome !== 'approved');
}

/** How an order stands after a decision. */
export function orderAfterDecision(
  { entry, deps }: Pick<Batch, 'entry' | 'deps'>,
  decided: CurrentDecision,
): OrderAfterDecision {
  const { known, revision, isNewRevision, stage } = decided;
  const { outcome } = decided.judgement;
  // The contract ends the clearance. What only passed as a supplement's submission waits for the contract's decision.
  if (outcome === 'approved' && stage === 'contract') {
    return { keeps: false, state: 'contracted', standingRevision: revision, expiresAt: null };
  }
  if (known && goesOnStanding(known, outcome)) {
    const { state, standingRevision, expiresAt } = known.order;
    return { keeps: true, state, standingRevision, expiresAt };
  }
  if (outcome === 'approved') {
    const expiresAt = plusDays(entry.at, deps.clearanceDays);
    return { keeps: false, state: 'approved', standingRevision: revision, expiresAt };
  }
  if (outcome === 'rejected') return { keeps: false, state: 'rejected', standingRevision: null, expiresAt: null };
  // Deciding a referral again must not prolong what it holds.
  const isStillReferred = known?.order.state === 'referred' && !isNewRevision;
  const expiresAt = isStillReferred ? known.order.expiresAt : plusDays(entry.at, deps.referralDays);
  return { keeps: false, state: 'referred', standingRevision: revision, expiresAt };
}
