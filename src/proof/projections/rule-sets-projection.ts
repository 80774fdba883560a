import type { Tx } from '../../db/index.ts';
import { canonicalJson, digestOf } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { findRuleSet, listRuleSets, manifestOf, type RuleSetContent, type StoredRuleSet } from '../../rules/index.ts';

const PREFIX = 'rule-set/';

/** A rule set's content gives the manifest that its leaf shows, and the manifest gives the digest that decisions name. */
export const ruleSetProjection: LogProjection = { compare: compareChunk, finish: unloggedRuleSets };

async function compareChunk(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const leaf of leaves) {
    if (!leaf.subject.startsWith(PREFIX)) continue;
    const number = Number(leaf.subject.slice(PREFIX.length));
    const stored = await findRuleSet(tx, number);
    if (!stored) found.push(withoutRow(placeOf(number, leaf.logIndex)));
    else found.push(...compareRuleSet(leaf, stored, await enteredBefore(tx, leaf)));
  }
  return found;
}

/** When a set that is confirmed or over came into force; null for other leaves, which need not know. */
async function enteredBefore(tx: Tx, { type, subject, logIndex }: ReadLeaf): Promise<string | null> {
  if (type !== 'rule-set.superseded' && type !== 'rule-set.confirmed') return null;
  const entered: { at: string } | undefined = await tx('log_leaves')
    .where({ subject, type: 'rule-set.entered-force' })
    .where('log_index', '<', logIndex)
    .orderBy('log_index', 'desc')
    .first('at');
  return entered?.at ?? null;
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
function compareRuleSet(leaf: ReadLeaf, stored: StoredRuleSet, entered: string | null): readonly Difference[] {
  const { logIndex, type, body } = leaf;
  const isLast = Number(stored.logIndex) === logIndex;
  // A set that names an earlier leaf of its own would come back as it was then.
  const isBehind = Number(stored.logIndex) < logIndex;
  const logged = {
    ...(isBehind && { logIndex }),
    ...('manifest' in body && madeOf(leaf)),
    ...('review' in body && { reviewDigest: body.review, reviewBytes: body.review }),
    ...(isLast && { state: STATES[type], ...momentsIn(leaf, entered) }),
    ...emergencyIn(leaf, isLast),
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
function momentsIn({ type, body, at }: ReadLeaf, entered: string | null): Readonly<Record<string, unknown>> {
  if (type === 'rule-set.entered-force') return { inForceAt: at, supersededAt: null };
  if (type === 'rule-set.superseded') return { inForceAt: entered, supersededAt: at };
  if (type === 'rule-set.confirmed') return { inForceAt: entered, supersededAt: null };
  if (type === 'rule-set.scheduled') return { inForceAt: body.inForceAt, supersededAt: null };
  if (type === 'rule-set.drafted' || type === 'rule-set.withdrawn') return { inForceAt: null, supersededAt: null };
  return {};
}

interface Emergency {
  readonly reason: string;
  readonly confirmBy?: string | null;
}

const NO_EMERGENCY = { emergencyReason: null, confirmBy: null, confirmedAt: null } as const;

/**
 * A set is scheduled once and confirmed once, and what was said then is never other. One that came into force without an
 * emergency has none; one that was confirmed and comes back needs no other confirmation.
 */
function emergencyIn({ type, body, at }: ReadLeaf, isLast: boolean): Readonly<Record<string, unknown>> {
  const emergency = (body.emergency ?? null) as Emergency | null;
  const unconfirmed = isLast ? { confirmedAt: null } : {};
  if (type === 'rule-set.drafted') return isLast ? NO_EMERGENCY : {};
  if (type === 'rule-set.scheduled') {
    return {
      digest: body.digest,
      emergencyReason: emergency?.reason ?? null,
      ...(isLast && { confirmBy: null }),
      ...unconfirmed,
    };
  }
  if (type === 'rule-set.confirmed') return { digest: body.digest, confirmedAt: at };
  if (type !== 'rule-set.entered-force') return {};
  if (emergency === null) return NO_EMERGENCY;
  const { reason: emergencyReason, confirmBy = null } = emergency;
  return confirmBy === null ? { emergencyReason } : { emergencyReason, confirmBy, ...unconfirmed };
}

function madeOf({ type, body }: ReadLeaf): Readonly<Record<string, unknown>> {
  const manifest = canonicalJson(body.manifest);
  return {
    manifest,
    manifestDigest: body.digest,
    digest: digestOf(manifest),
    parentDigest: (body.manifest as Pick<RuleSetContent, 'parent'>).parent,
    ...(isFirst(type, body) && firstSaidIn(body)),
  };
}

/** A set is drafted, but for the pack of the first start, which comes into force because there is none. */
function isFirst(type: string, body: ReadLeaf['body']): boolean {
  return type === 'rule-set.drafted' || (type === 'rule-set.entered-force' && !('cause' in body));
}

/** What came with the program has no author, and the pack of the first start no review. */
function firstSaidIn({
  author = null,
  role = null,
  review = null,
}: ReadLeaf['body']): Readonly<Record<string, unknown>> {
  return { author, authorRole: role, reviewDigest: review, reviewBytes: review };
}

let last: { readonly content: string; readonly manifest: string | null } | undefined;

/**
 * The content that was read last is not read again while it is the same text: a set has a leaf for each step of its life, and
 * to hash all its rules was half of what verifying a small log took.
 */
function manifestIn(content: string): string | null {
  if (last?.content !== content) last = { content, manifest: manifestOfText(content) };
  return last.manifest;
}

/** Null for content that is no rule set any more. */
function manifestOfText(content: string): string | null {
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
