import { type Judgement, usesOfWaivers, type WaiverUse } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import type { Batch } from '../batch/batch.ts';
import type { Contribution } from '../decide/contribution.ts';
import { machinesOf } from '../decide/gather-order.ts';

interface CoveredDecision {
  readonly body: OrderSubmission;
  readonly judgement: Pick<Judgement, 'findings'>;
  /** Of decisions that this one goes on from, as a contract goes on from the approval. */
  readonly earlier: readonly WaiverUse[];
}

/** Machines by waiver, for a decision and those it goes on from: a waiver that both stand on is used once. */
export function waiversOf({ body, judgement, earlier }: CoveredDecision): ReadonlyMap<string, number> {
  const uses = new Map(earlier.map(({ id, devices }) => [id, devices]));
  for (const { id, devices } of usesOfWaivers(judgement.findings, machinesOf(body))) {
    uses.set(id, Math.max(uses.get(id) ?? 0, devices));
  }
  return uses;
}

export function toUses(contribution: Partial<Pick<Contribution, 'waivers'>> | null): readonly WaiverUse[] {
  const uses = [...(contribution?.waivers ?? [])].map(([id, devices]) => ({ id, devices }));
  return uses.sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface DecidedReview {
  readonly orderId: string;
  readonly revision: number;
  /** Null for an order that is new. */
  readonly known: unknown;
  readonly judgement: Pick<Judgement, 'outcome' | 'openOwners'>;
  /** What stands of the order now, and what stood before; both the same when the decision changed nothing of it. */
  readonly before: Contribution | null;
  readonly after: Contribution | null;
}

/** Notes whose in-tray an order is in after a decision, and on which waivers it stands. */
export function noteReview({ writes }: Batch, decided: DecidedReview, logIndex: number): void {
  const { orderId, revision, known, judgement, before, after } = decided;
  const owners = judgement.outcome === 'referred' ? judgement.openOwners : [];
  if (known !== null || owners.length > 0) writes.reviews.set(orderId, { owners, logIndex });
  if (after === before || (!before?.waivers.size && !after?.waivers.size)) return;
  const uses = toUses(after).map(({ id, devices }) => ({ waiverId: id, orderId, devices, revision, logIndex }));
  writes.waiverUses.set(orderId, uses);
}

/** Nobody has to review it any more. */
export function leaveReview({ writes }: Batch, orderId: string, logIndex: number): void {
  writes.reviews.set(orderId, { owners: [], logIndex });
}

/** It gives back what it took of waivers. */
export function giveBackWaivers({ writes }: Batch, orderId: string, contribution: Contribution | null): void {
  if (contribution?.waivers.size) writes.waiverUses.set(orderId, []);
}
