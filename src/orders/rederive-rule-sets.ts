import type { Tx } from '../db/index.ts';
import { findRuleSet, type RuleSet, ruleSetFromStored, type StoredRuleSet } from '../rules/index.ts';

/** Sets by digest, kept for a whole run: the content of one is large, and every decision names one. */
export type RuleSets = Map<string, RuleSet>;

interface RuleSetName {
  readonly number: number;
  readonly digest: string;
}

/** Finds the sets that records name. Undefined for one that is not kept, or not as the record names it. */
export function openRuleSets(tx: Tx, known: RuleSets = new Map()): (name: RuleSetName) => Promise<RuleSet | undefined> {
  return async ({ number, digest }) => {
    const ruleSet = known.get(digest) ?? ruleSetIn(await findRuleSet(tx, number), digest);
    if (ruleSet) known.set(digest, ruleSet);
    return ruleSet;
  };
}

function ruleSetIn(stored: StoredRuleSet | undefined, digest: string): RuleSet | undefined {
  if (stored?.digest !== digest) return undefined;
  try {
    return ruleSetFromStored(digest, stored.content);
  } catch {
    return undefined;
  }
}
