import type { Tx } from '../db/index.ts';
import { canonicalJson, digestOf } from '../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../log/index.ts';
import { findRuleSet, listRuleSets, manifestOf, type RuleSetContent, type StoredRuleSet } from '../rules/index.ts';

const PREFIX = 'rule-set/';

/** A rule set's content gives the manifest that its leaf shows, and the manifest gives the digest that decisions name. */
export const ruleSetProjection: LogProjection = { compare: compareChunk, finish: unloggedRuleSets };

async function compareChunk(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const leaf of leaves) {
    if (!leaf.subject.startsWith(PREFIX) || !('manifest' in leaf.body)) continue;
    const number = Number(leaf.subject.slice(PREFIX.length));
    const stored = await findRuleSet(tx, number);
    found.push(...(stored ? compareRuleSet(leaf, stored) : [withoutRow(placeOf(number, leaf.logIndex))]));
  }
  return found;
}

function placeOf(number: number, index: number) {
  return { table: 'rule_sets', key: String(number), index };
}

const STATES: Readonly<Record<string, string>> = { 'rule-set.entered-force': 'in-force', 'rule-set.drafted': 'draft' };

function compareRuleSet({ logIndex, type, body, at }: ReadLeaf, stored: StoredRuleSet): readonly Difference[] {
  const manifest = canonicalJson(body.manifest);
  const digest = digestOf(manifest);
  // The state is that of the last leaf; an earlier one says only what the set is made of.
  const isLast = Number(stored.logIndex) === logIndex;
  const state = STATES[type];
  const inForceAt = state === 'in-force' ? at : null;
  const shown = { ...stored, manifest: manifestIn(stored.content), manifestDigest: body.digest };
  const logged = { manifest, manifestDigest: digest, digest, ...(isLast && { state, inForceAt }) };
  return differencesIn(placeOf(stored.number, logIndex), shown, logged);
}

/** Null for content that is no rule set any more. */
function manifestIn(content: string): string | null {
  try {
    return canonicalJson(manifestOf(JSON.parse(content) as RuleSetContent));
  } catch {
    return null;
  }
}

const RULE_SETS_MAX = 10_000;

async function unloggedRuleSets(tx: Tx): Promise<readonly Difference[]> {
  const stored = await listRuleSets(tx, { before: null, limit: RULE_SETS_MAX });
  const indexes = stored.map(({ logIndex }) => Number(logIndex));
  const leaves: { log_index: number; subject: string }[] = await tx('log_leaves')
    .select('log_index', 'subject')
    .whereIn('log_index', indexes);
  const subjects = new Map(leaves.map(({ log_index: index, subject }) => [Number(index), subject]));
  return stored
    .filter(({ number, logIndex }) => subjects.get(Number(logIndex)) !== `${PREFIX}${number}`)
    .map(({ number, logIndex }) => withoutLeaf(placeOf(number, Number(logIndex))));
}
