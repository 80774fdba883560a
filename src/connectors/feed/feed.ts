import type { Actor, Grant, Instant } from '../../kernel/index.ts';

/** A leaf as others are told of it: that something happened, and to what. What it says is asked for by its subject. */
export interface FeedItem {
  readonly index: number;
  readonly type: string;
  /** `order/ord_…` */
  readonly subject: string;
  readonly at: Instant;
  readonly leafHash: string;
  /** Whose it is; null for what belongs to no agency. */
  readonly agency: string | null;
}

/**
 * What somebody is told of within a grant: bureaus all of it and what belongs to nobody, an agency's people what is
 * their agency's, a machine its orders, a platform the orders that were cleared, from their clearance on.
 */
export type FeedScope = 'all' | 'own' | 'own-orders' | 'cleared-orders';

export interface FeedReach {
  readonly scope: FeedScope;
  readonly grant: Grant;
}

export function feedReachOf({ role, grant }: Pick<Actor, 'role' | 'grant'>): FeedReach {
  switch (role) {
    case 'machine':
      return { scope: 'own-orders', grant };
    case 'platform':
      return { scope: 'cleared-orders', grant };
    case 'procurement-officer':
    case 'agency-approver':
    case 'agency-liaison':
      return { scope: 'own', grant };
    default:
      // A bureau's key for single agencies sees what those see.
      return { scope: 'region' in grant ? 'all' : 'own', grant };
  }
}

export interface SubjectName {
  readonly kind: string;
  readonly key: string;
}

/** `order/ord_…` in its two parts; a key may have slashes of its own. */
export function subjectNameOf(subject: string): SubjectName {
  const at = subject.indexOf('/');
  return { kind: subject.slice(0, at), key: subject.slice(at + 1) };
}

export const DECIDED = 'order.decided';
