import type { Tx } from '../../db/index.ts';
import { findRuleSet, type RuleSet, ruleSetFromStored, type StoredRuleSet } from '../../rules/index.ts';

/** Sets by digest, kept for a whole run: the content of one is large, and every decision names one. Null: not kept so. */
export type RuleSets = Map<string, RuleSet | null>;

interface RuleSetName {
  readonly number: number;
  readonly digest: string;
}

/** Finds the set that a record names. Undefined for one that is not kept, or not as the record names it. */
export type RuleSetOf = (name: RuleSetName) => Promise<RuleSet | undefined>;

export function openRuleSets(tx: Tx, known: RuleSets = new Map()): RuleSetOf {
  return async ({ number, digest }) => {
    const before = known.get(digest);
    const ruleSet = before === undefined ? ruleSetIn(await findRuleSet(tx, number), digest) : before;
    known.set(digest, ruleSet);
    return ruleSet ?? undefined;
  };
}

function ruleSetIn(stored: StoredRuleSet | undefined, digest: string): RuleSet | null {
  if (stored?.digest !== digest) return null;
  try {
    return ruleSetFromStored(digest, stored.content);
  } catch {
    return null;
  }
}
