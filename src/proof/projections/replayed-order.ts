import { CREDITED } from '../../fulfilment/index.ts';
import type { ReadLeaf } from '../../log/index.ts';
import { CANCELLED, type OrderState, REDEEMED, RETURNED, TURNED_DOWN } from '../../orders/index.ts';
import { decidedBodyOf } from './decisions-projection.ts';

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
  /** The decision that what stands rests on, and the one that is still to be reviewed, by their leaves. */
  readonly standsOn: number | null;
  readonly awaitsReviewOf: number | null;
}

export const ENDINGS: Readonly<Record<string, OrderState>> = {
  'order.expired': 'expired',
  'order.withdrawn': 'withdrawn',
  'order.terminated': 'terminated',
};

/** Plays an order's leaves again, the oldest first. Undefined when they do not begin with a decision. */
type OrderLeaf = Pick<ReadLeaf, 'logIndex' | 'type' | 'at' | 'body'>;

export function replayOrder(leaves: readonly OrderLeaf[]): ReplayedOrder | undefined {
  return leaves.reduce<ReplayedOrder | undefined>(replayLeaf, undefined);
}

/** The same, one leaf further. */
export function replayLeaf(before: ReplayedOrder | undefined, leaf: OrderLeaf): ReplayedOrder | undefined {
  const decided = decidedBodyOf(leaf);
  if (decided) {
    const { outcome, revision, stage, state, isClassified, submittedAt, decision } = decided;
    // What follows the contract decides on no revision: what stands goes on standing.
    if (state !== undefined) return before && { ...before, state };
    const common = {
      outcome,
      latestRevision: revision,
      isClassified,
      submittedAt,
      decidedAt: leaf.at,
      decisionId: decision,
      awaitsReviewOf: outcome === 'referred' ? leaf.logIndex : null,
    };
    // The contract ends the clearance; after it a supplement changes nothing before the contract's stage has approved it.
    if (outcome === 'approved' && stage === 'contract') {
      const standing = { standingRevision: revision, expiresAt: null, standsOn: leaf.logIndex };
      return { ...common, state: 'contracted', ...standing };
    }
    if (before?.state === 'contracted') return { ...before, ...common };
    // A rejected or referred amendment of an approved order changes nothing: the approved revision stands.
    if (outcome !== 'approved' && before?.state === 'approved') return { ...before, ...common };
    if (outcome === 'rejected')
      return { ...common, state: outcome, standingRevision: null, expiresAt: null, standsOn: null };
    const { expiresAt } = decided;
    return { ...common, state: outcome, standingRevision: revision, expiresAt, standsOn: leaf.logIndex };
  }
  if (!before) return undefined;
  if (leaf.type === TURNED_DOWN) return turnedDown(before);
  if (leaf.type === RETURNED) return { ...before, state: 'contracted' };
  if (leaf.type === CREDITED) return { ...before, state: leaf.body.state as OrderState };
  if (leaf.type === REDEEMED) return { ...before, expiresAt: null };
  if (leaf.type === CANCELLED) return { ...before, expiresAt: String(leaf.body.expiresAt) };
  const state = ENDINGS[leaf.type];
  return state ? { ...before, state, ...NOTHING } : before;
}

/** What is left of an order that has ended. */
const NOTHING = { standingRevision: null, expiresAt: null, standsOn: null, awaitsReviewOf: null } as const;

/** Only what was referred is turned down; an earlier revision that stands goes on standing. */
function turnedDown(before: ReplayedOrder): ReplayedOrder {
  const rejected = { ...before, outcome: 'rejected', awaitsReviewOf: null };
  return before.state === 'referred' ? { ...rejected, state: 'rejected', ...NOTHING } : rejected;
}
