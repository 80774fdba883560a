import type { Tx } from '../db/index.ts';
import { Refusal, text } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';
import {
  canonicalContent,
  contentOfPack,
  type RuleSet,
  type RuleSetHeader,
  ruleSetFromContent,
  ruleSetFromStored,
} from './rule-set.ts';
import { type PackContent, packDigest } from './rule-set-content.ts';
import {
  findContentByDigest,
  findDigestInForce,
  insertRuleSet,
  listRuleSets,
  type StoredRuleSet,
} from './rule-set-repository.ts';

/** What became of the pack that this version of the program ships. */
export type PackLoading = 'entered-force' | 'unchanged' | 'proposed' | 'already-proposed';

/**
 * The first start makes the shipped pack rule set 1, in force by a leaf. A later pack that differs is only proposed: a
 * gate never changes its rules by a restart.
 */
export async function loadRulePack(entry: Governed, pack: PackContent): Promise<PackLoading> {
  const current = await findRuleSetInForce(entry.tx);
  if (!current) {
    const first = { number: 1, parent: null, inForceFrom: entry.on, changeNote: 'The rule pack of the first start.' };
    await keep(entry, pack, first, 'in-force');
    return 'entered-force';
  }
  const digest = packDigest(pack);
  if (digest === current.packDigest) return 'unchanged';
  const kept = await listRuleSets(entry.tx, { before: null, limit: 10_000 });
  if (kept.some((stored) => ruleSetFromStored(stored.digest, stored.content).packDigest === digest))
    return 'already-proposed';
  const number = Math.max(...kept.map((stored) => stored.number)) + 1;
  const changeNote = 'The rule pack of an upgraded program.';
  await keep(entry, pack, { number, parent: current.digest, inForceFrom: entry.on, changeNote }, 'draft');
  return 'proposed';
}

async function keep(
  entry: Governed,
  pack: PackContent,
  head: RuleSetHeader,
  state: 'in-force' | 'draft',
): Promise<void> {
  const ruleSet = ruleSetFromContent(contentOfPack(pack, head));
  const { logIndex } = entry.append({
    type: state === 'in-force' ? 'rule-set.entered-force' : 'rule-set.drafted',
    subject: `rule-set/${ruleSet.number}`,
    by: null,
    body: { digest: ruleSet.digest, manifest: ruleSet.manifest },
  });
  const stored: StoredRuleSet = {
    number: ruleSet.number,
    digest: ruleSet.digest,
    parentDigest: ruleSet.parent,
    content: canonicalContent(ruleSet),
    state,
    inForceAt: state === 'in-force' ? entry.at : null,
    ...{ supersededAt: null, author: null, authorRole: null, review: null, reviewDigest: null },
    logIndex,
  };
  await insertRuleSet(entry.tx, stored);
}

/** The set that decides now; without one there is no decision. */
export async function getRuleSetInForce(tx: Tx): Promise<RuleSet> {
  const ruleSet = await findRuleSetInForce(tx);
  if (ruleSet) return ruleSet;
  throw new Refusal('unavailable', 'rule_set.none_in_force', text('尚无生效的规则集。', 'No rule set is in force.'));
}

/** The set in force as the transaction sees it; parsed once for each digest. */
export async function findRuleSetInForce(tx: Tx): Promise<RuleSet | undefined> {
  const inForce = await findDigestInForce(tx);
  return inForce && loadByDigest(tx, inForce.digest);
}

export interface RuleSetName {
  readonly number: number;
  readonly digest: string;
}

/** The set that a record names; parsed once for each digest. */
export async function loadRuleSet(tx: Tx, { digest }: RuleSetName): Promise<RuleSet> {
  return loadByDigest(tx, digest);
}

async function loadByDigest(tx: Tx, digest: string): Promise<RuleSet> {
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
