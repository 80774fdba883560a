import type { Schemas } from '../../../client/operation.ts';

interface Told {
  readonly outcome: Schemas['Outcome'];
  /** Findings about what is missing, and those about what is typed. */
  readonly judgement: { readonly [kind in 'open' | 'reject' | 'refer']: readonly unknown[] };
  /** Fields that are still to be filled in. */
  readonly open: readonly string[];
  /** Whether rows that are not complete were left out. */
  readonly isPart: boolean;
}

/**
 * How an order stands while it is typed: what the gate would say of it, or that it is not filled in yet. An order that is turned
 * down for nothing but what is missing is not wrong, and one that is approved without some of its rows is not approved.
 */
export function standingOf({ outcome, judgement, open, isPart }: Told): Schemas['Outcome'] | 'open' {
  const { reject, refer } = judgement;
  const isOpen = open.length + judgement.open.length > 0;
  if (outcome === 'approved') return isPart ? 'open' : outcome;
  const isFound = reject.length > 0 || (outcome === 'referred' && refer.length > 0);
  return isOpen && !isFound ? 'open' : outcome;
}
