import type { Draft } from '../../reference/index.ts';
import { isDelivered, type ProofUse, proofUsesOf } from '../evidence/evidence.ts';
import type { Entitlement } from './entitlement.ts';

/** What the papers of an entitlement are counted for: the part of the order that brought it, or itself. */
function usedForOf({ id, orderId, orderLine, orderItem }: Entitlement): string {
  if (orderId === null) return `entitlement/${id}`;
  return orderItem === null ? `order/${orderId}/line/${orderLine}` : `order/${orderId}/item/${orderItem}`;
}

function usesOf(entitlement: Entitlement): readonly ProofUse[] {
  const { agencyCode, seats, evidence } = entitlement;
  return proofUsesOf({ agencyCode, usedFor: usedForOf(entitlement), seats: seats ?? 0, evidence });
}

/** The papers that a draft asks to be counted: what was counted before for the same part of an order counts no second time. */
export function askedProofs({ before, after }: Draft<Entitlement>): readonly ProofUse[] {
  const uses = usesOf(after);
  if (before === null) return uses;
  const known = new Map(usesOf(before.state).map((use) => [use.proof, use]));
  return uses.filter((use) => {
    const own = known.get(use.proof);
    return own === undefined || (!isDelivered(use.usedFor) && own.seats !== use.seats);
  });
}

/** The papers that an entitlement by itself shows no more; other seats may be proven with them. */
export function freedProofs({ before, after }: Draft<Entitlement>): readonly ProofUse[] {
  if (before === null || isDelivered(usedForOf(after))) return [];
  const shown = new Set(usesOf(after).map(({ proof }) => proof));
  const gone = usesOf(before.state).filter(({ proof }) => !shown.has(proof));
  return gone.map((use) => ({ ...use, usedFor: '', seats: 0 }));
}
