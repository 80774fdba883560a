import type { Tx } from '../../db/index.ts';
import { type Instant, Refusal, text } from '../../kernel/index.ts';
import { findLastLeafOfType } from '../../log/index.ts';
import { type RuleSet, ruleSetFromStored } from './rule-set.ts';
import { type DecidingRuleSet, decidingRuleSetAt } from './rule-set-due.ts';
import { ruleSetNotFound } from './rule-set-refusals.ts';
import { findContentByDigest, findRuleSet, listCurrentRuleSets } from './rule-set-repository.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';

/** The set that decides at a moment, also where no leaf says so yet; without one there is no decision. */
export async function getRuleSetInForce(tx: Tx, at: Instant): Promise<RuleSet> {
  const ruleSet = await findRuleSetInForce(tx, at);
  if (ruleSet) return ruleSet;
  throw noneInForce();
}

/** The same as the transaction sees it; parsed once for each digest. */
export async function findRuleSetInForce(tx: Tx, at: Instant): Promise<RuleSet | undefined> {
  const standing = await findDecidingRuleSet(tx, at);
  return standing && loadByDigest(tx, standing.digest);
}

/** What is in force, and what is due. */
export async function findDecidingRuleSet(tx: Tx, at: Instant): Promise<DecidingRuleSet | undefined> {
  return decidingRuleSetAt(await listCurrentRuleSets(tx), at);
}

export function noneInForce(): Refusal {
  return new Refusal('unavailable', 'rule_set.none_in_force', text('尚无生效的规则集。', 'No rule set is in force.'));
}

export interface RuleSetName {
  readonly number: number;
  readonly digest: string;
}

/** The set that a record names; parsed once for each digest. */
export async function loadRuleSet(tx: Tx, { digest }: RuleSetName): Promise<RuleSet> {
  return loadByDigest(tx, digest);
}

export async function loadByDigest(tx: Tx, digest: string): Promise<RuleSet> {
  const known = knownSets.get(digest);
  if (known) return known;
  const content = await findContentByDigest(tx, digest);
  if (content === undefined) throw new Error(`the rule set ${digest} is not kept`);
  const ruleSet = ruleSetFromStored(digest, content);
  knownSets.set(digest, ruleSet);
  return ruleSet;
}

/** By digest, never as "current", so that the content of the live set is not read for every batch. */
const knownSets = new Map<string, RuleSet>();

export async function getRuleSet(tx: Tx, number: number): Promise<StoredRuleSet> {
  const stored = await findRuleSet(tx, number);
  if (!stored) throw ruleSetNotFound();
  return stored;
}

export const ENTERED_FORCE = 'rule-set.entered-force';

/** Which set was in force at a moment, as the log says it; undefined before the first. */
export async function findRuleSetThen(tx: Tx, at: Instant): Promise<StoredRuleSet | undefined> {
  const leaf = await findLastLeafOfType(tx, { type: ENTERED_FORCE, at });
  return leaf && getRuleSet(tx, Number(leaf.subject.slice('rule-set/'.length)));
}
