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
    if (!leaf.subject.startsWith(PREFIX)) continue;
    const number = Number(leaf.subject.slice(PREFIX.length));
    const stored = await findRuleSet(tx, number);
    found.push(...(stored ? compareRuleSet(leaf, stored) : [withoutRow(placeOf(number, leaf.logIndex))]));
  }
  return found;
}

function placeOf(number: number, index: number) {
  return { table: 'rule_sets', key: String(number), index };
}

const STATES: Readonly<Record<string, string>> = {
  'rule-set.drafted': 'draft',
  'rule-set.withdrawn': 'withdrawn',
  'rule-set.scheduled': 'scheduled',
  'rule-set.entered-force': 'in-force',
  'rule-set.confirmed': 'in-force',
  'rule-set.superseded': 'superseded',
};

/** The state is that of the last leaf; what a set is made of, and what its tests proved, is said by its first. */
function compareRuleSet(leaf: ReadLeaf, stored: StoredRuleSet): readonly Difference[] {
  const { logIndex, type, body } = leaf;
  const isLast = Number(stored.logIndex) === logIndex;
  const logged = {
    ...('manifest' in body && madeOf(leaf)),
    ...('review' in body && { reviewDigest: body.review, reviewBytes: body.review }),
    ...(isLast && { state: STATES[type], ...momentsIn(leaf) }),
    ...foreverIn(leaf),
  };
  const shown = {
    ...stored,
    manifest: manifestIn(stored.content),
    // What the leaf calls the digest of the manifest that it shows.
    manifestDigest: body.digest,
    reviewBytes: stored.review === null ? null : digestOf(stored.review),
  };
  return differencesIn(placeOf(stored.number, logIndex), shown, logged);
}

/** What holds until the next leaf about the set. */
function momentsIn({ type, body, at }: ReadLeaf): Readonly<Record<string, unknown>> {
  if (type === 'rule-set.entered-force') return { inForceAt: at, supersededAt: null };
  if (type === 'rule-set.superseded') return { supersededAt: at };
  if (type === 'rule-set.scheduled') return { inForceAt: body.inForceAt, supersededAt: null };
  return {};
}

/** A set is scheduled once and confirmed once, and what was said then is never other. */
function foreverIn({ type, body, at }: ReadLeaf): Readonly<Record<string, unknown>> {
  const emergency = body.emergency as
    | { readonly reason: string; readonly confirmBy?: string | null }
    | null
    | undefined;
  if (type === 'rule-set.scheduled') return { digest: body.digest, emergencyReason: emergency?.reason ?? null };
  if (type === 'rule-set.confirmed') return { digest: body.digest, confirmedAt: at };
  const confirmBy = emergency?.confirmBy ?? null;
  return type === 'rule-set.entered-force' && confirmBy !== null ? { confirmBy } : {};
}

function madeOf({ body }: ReadLeaf): Readonly<Record<string, unknown>> {
  const manifest = canonicalJson(body.manifest);
  return {
    manifest,
    manifestDigest: body.digest,
    digest: digestOf(manifest),
    ...('author' in body && { author: body.author, authorRole: body.role }),
  };
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
