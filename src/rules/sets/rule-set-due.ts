import type { Instant } from '../../kernel/index.ts';

/** A set that is in force, or that will be. */
export interface CurrentRuleSet {
  readonly number: number;
  readonly digest: string;
  readonly parentDigest: string | null;
  readonly state: 'in-force' | 'scheduled';
  /** When it came into force, or will. */
  readonly inForceAt: Instant | null;
  /** Of an emergency that nobody else has confirmed yet: when the set before it is in force again. */
  readonly confirmBy: Instant | null;
}

/** A change of the set in force whose time has come, and that no leaf says yet. */
export interface DueChange {
  readonly ends: CurrentRuleSet;
  readonly cause: 'scheduled' | 'not-confirmed';
  /** The set that takes its place. */
  readonly digest: string;
}

export interface DecidingRuleSet {
  /** Of the set that decides at this moment. */
  readonly digest: string;
  /** What the next governed act that decides must say first; null when the tables say how it is. */
  readonly due: DueChange | null;
}

/** Which set decides at a moment: the one that is in force, unless the time of another has come. Undefined before the first. */
export function decidingRuleSetAt(current: readonly CurrentRuleSet[], at: Instant): DecidingRuleSet | undefined {
  const inForce = current.find(({ state }) => state === 'in-force');
  if (!inForce) return undefined;
  const due = dueChange(inForce, current, at);
  return { digest: due?.digest ?? inForce.digest, due };
}

/** Nothing is scheduled over a set that waits to be confirmed, so never are both due. */
function dueChange(ends: CurrentRuleSet, current: readonly CurrentRuleSet[], at: Instant): DueChange | null {
  const { confirmBy, parentDigest } = ends;
  if (confirmBy !== null && confirmBy <= at && parentDigest !== null) {
    return { ends, cause: 'not-confirmed', digest: parentDigest };
  }
  const next = current.find(({ state, inForceAt }) => state === 'scheduled' && inForceAt !== null && inForceAt <= at);
  return next ? { ends, cause: 'scheduled', digest: next.digest } : null;
}
