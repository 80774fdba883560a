import type { ReadLeaf } from '../log/index.ts';
import type { OrderState } from './order.ts';
import { decidedBodyOf } from './reconcile-decisions.ts';

/** How an order stands, told from its leaves alone. */
export interface ReplayedOrder {
  readonly state: OrderState;
  readonly outcome: string;
  readonly standingRevision: number | null;
  readonly latestRevision: number;
  readonly isClassified: boolean;
  readonly submittedAt: string;
  readonly decidedAt: string;
  readonly expiresAt: string | null;
  readonly decisionId: string;
}

const ENDINGS: Readonly<Record<string, OrderState>> = { 'order.expired': 'expired', 'order.withdrawn': 'withdrawn' };

/** Plays an order's leaves again, the oldest first. Undefined when they do not begin with a decision. */
export function replayOrder(leaves: readonly Pick<ReadLeaf, 'type' | 'at' | 'body'>[]): ReplayedOrder | undefined {
  return leaves.reduce<ReplayedOrder | undefined>(replayLeaf, undefined);
}

function replayLeaf(
  before: ReplayedOrder | undefined,
  leaf: Pick<ReadLeaf, 'type' | 'at' | 'body'>,
): ReplayedOrder | undefined {
  const decided = decidedBodyOf(leaf);
  if (decided) {
    const { outcome, revision, isClassified, submittedAt, decision } = decided;
    const common = {
      outcome,
      latestRevision: revision,
      isClassified,
      submittedAt,
      decidedAt: leaf.at,
      decisionId: decision,
    };
    // A rejected or referred amendment of an approved order changes nothing: the approved revision stands.
    if (outcome !== 'approved' && before?.state === 'approved') return { ...before, ...common };
    if (outcome === 'rejected') return { ...common, state: outcome, standingRevision: null, expiresAt: null };
    return { ...common, state: outcome, standingRevision: revision, expiresAt: decided.expiresAt };
  }
  const state = ENDINGS[leaf.type];
  return before && state ? { ...before, state, standingRevision: null, expiresAt: null } : before;
}
