import type { AgencyFacts } from '../../agencies/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import { policyFor, type RuleSet } from '../../rules/index.ts';

/** Rules that read texts: an order that one of them referred, and nobody approved, is a try. */
export const TEXT_RULES = ['INT-09', 'INT-10', 'INT-13'] as const;

/** A revision that was put to the gate and not approved. */
export interface Try {
  readonly orderId: string;
  readonly revision: number;
  /** Canonical JSON. */
  readonly body: string;
  readonly submittedOn: CivilDate;
}

/** How far back tries are looked for by the law of the day of the decision; undefined where it does not look. */
export function retryDays(
  ruleSet: RuleSet,
  { region, level }: Pick<AgencyFacts, 'region' | 'level'>,
  on: CivilDate,
): number | undefined {
  const days = policyFor(ruleSet, { region, level, on }).facts['policy.retry.windowDays'];
  return typeof days === 'number' && days > 0 ? days : undefined;
}
