import type { Tx } from '../../db/index.ts';
import { canonicalJson, type Instant } from '../../kernel/index.ts';
import { findLeaf, type Governed } from '../../log/index.ts';
import { digestOfReview, type RuleSetReview } from '../review/rule-set-review.ts';
import { findReplaced, findReplacement } from './find-replacement.ts';
import { findRuleSetInForce, findRuleSetThen } from './find-rule-set.ts';
import { canonicalContent, contentOfPack, type RuleSet, type RuleSetHeader, ruleSetFromContent } from './rule-set.ts';
import { type PackContent, packDigest, type RuleSetContent } from './rule-set-content.ts';
import {
  findContentByDigest,
  findRuleSetByDigest,
  insertRuleSet,
  lastNumber,
  listRuleSetHeads,
  type RuleSetHead,
} from './rule-set-repository.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';
import { undoneChanges } from './undone-changes.ts';

/** What became of the pack that this version of the program ships. */
export type PackLoading = 'entered-force' | 'unchanged' | 'proposed' | 'already-proposed';

/**
 * The first start makes the shipped pack rule set 1, in force by a leaf. A pack that no set was made from before becomes a
 * draft, which two people may schedule: a gate never changes its rules by a restart.
 */
export async function loadRulePack(
  entry: Governed,
  pack: PackContent,
  review: RuleSetReview | null,
): Promise<PackLoading> {
  const current = await findRuleSetInForce(entry.tx, entry.at);
  if (!current) {
    const first = { number: 1, parent: null, inForceFrom: entry.on, changeNote: 'The rule pack of the first start.' };
    await keep(entry, { pack, head: first, state: 'in-force', review: null });
    return 'entered-force';
  }
  const known = await findKept(entry.tx, pack, current);
  if (known) return known;
  const number = (await lastNumber(entry.tx)) + 1;
  const changeNote = noteOf(
    undoneChanges({ origin: await findOrigin(entry.tx, current), current: current.content, next: pack }),
  );
  const head = { number, parent: current.digest, inForceFrom: entry.on, changeNote };
  await keep(entry, { pack, head, state: 'draft', review });
  return 'proposed';
}

/** The pack that a set came from: it, or the last one before it that the program brought. */
async function findOrigin(tx: Tx, { digest }: RuleSet): Promise<PackContent> {
  let origin = await findRuleSetByDigest(tx, digest);
  for (let before = origin; before; before = await findBefore(tx, before)) origin = before;
  if (!origin) throw new Error(`the rule set ${digest} came from nowhere`);
  return JSON.parse(origin.content) as RuleSetContent;
}

/** What this gate made a set from by itself, by changes or by tests; undefined for one as the program brought it. */
async function findBefore(tx: Tx, stored: StoredRuleSet): Promise<StoredRuleSet | undefined> {
  const { authorRole, parentDigest } = stored;
  return authorRole && parentDigest !== null ? findRuleSetByDigest(tx, parentDigest) : findReplaced(tx, stored);
}

const NAMED_MAX = 20;

/** Whoever signs must not find out afterwards that what this gate had changed by itself is gone. */
function noteOf(undone: readonly string[]): string {
  if (undone.length === 0) return '升级程序随附的规则包。 The rule pack of an upgraded program.';
  const named = undone.slice(0, NAMED_MAX);
  const more = undone.length > NAMED_MAX ? ' …' : '';
  return (
    `升级程序随附的规则包；生效后将覆盖本闸口自行修改的：${named.join('、')}${more}。 ` +
    `The rule pack of an upgraded program. It would undo what this gate has changed: ${named.join(', ')}${more}.`
  );
}

/**
 * The set that a pack would be compared with; undefined at the first start, and when a set was made from this pack before.
 * What is in force may have gone on since then by changes of this gate's own: that is no other pack.
 */
export async function findSetBeforePack(tx: Tx, pack: PackContent, at: Instant): Promise<RuleSet | undefined> {
  const current = await findRuleSetInForce(tx, at);
  if (!current) return undefined;
  return (await findKept(tx, pack, current)) ? undefined : current;
}

const RULE_SETS_MAX = 10_000;

/**
 * Whether a set was made from this pack before. A draft from another set than the one in force is of no use any more; one
 * that was withdrawn while it could be scheduled was refused, and is not proposed again.
 */
async function findKept(tx: Tx, pack: PackContent, current: RuleSet): Promise<PackLoading | undefined> {
  const digest = packDigest(pack);
  let isProposed = false;
  for (const made of await listRuleSetHeads(tx, RULE_SETS_MAX)) {
    if ((await packDigestOf(tx, made, current)) !== digest) continue;
    const { state, parentDigest, logIndex } = await becomeOf(tx, made);
    if (state === 'in-force' || state === 'superseded') return 'unchanged';
    if (state === 'withdrawn' && (await wasInForce(tx, parentDigest, Number(logIndex)))) return 'unchanged';
    isProposed ||= state === 'scheduled' || (state === 'draft' && parentDigest === current.digest);
  }
  return isProposed ? 'already-proposed' : undefined;
}

/** The set in force is parsed already, and mostly there is no other; of others the content is read one at a time. */
async function packDigestOf(tx: Tx, { digest }: RuleSetHead, current: RuleSet): Promise<string> {
  if (digest === current.digest) return current.packDigest;
  const content = await findContentByDigest(tx, digest);
  if (content === undefined) throw new Error(`the rule set ${digest} is not kept`);
  return packDigest(JSON.parse(content) as RuleSetContent);
}

/** What became of a draft: itself, or the one that took its place. */
async function becomeOf(tx: Tx, made: RuleSetHead): Promise<RuleSetHead> {
  const next = await findReplacement(tx, made);
  return next ? becomeOf(tx, next) : made;
}

async function wasInForce(tx: Tx, digest: string | null, logIndex: number): Promise<boolean> {
  const leaf = await findLeaf(tx, logIndex);
  return leaf !== undefined && (await findRuleSetThen(tx, leaf.at))?.digest === digest;
}

interface PackToKeep {
  readonly pack: PackContent;
  readonly head: RuleSetHeader;
  readonly state: 'in-force' | 'draft';
  readonly review: RuleSetReview | null;
}

async function keep(entry: Governed, { pack, head, state, review }: PackToKeep): Promise<void> {
  const ruleSet = ruleSetFromContent(contentOfPack(pack, head));
  const reviewDigest = review && digestOfReview(review);
  const { logIndex } = entry.append({
    type: state === 'in-force' ? 'rule-set.entered-force' : 'rule-set.drafted',
    subject: `rule-set/${ruleSet.number}`,
    by: null,
    body: {
      ...{ digest: ruleSet.digest, manifest: ruleSet.manifest },
      ...(reviewDigest !== null && { review: reviewDigest }),
    },
  });
  await insertRuleSet(entry.tx, {
    ...{ number: ruleSet.number, digest: ruleSet.digest, parentDigest: ruleSet.parent },
    ...{ content: canonicalContent(ruleSet), state, inForceAt: state === 'in-force' ? entry.at : null },
    ...{ author: null, authorRole: null, review: review && canonicalJson(review), reviewDigest, logIndex },
  });
}
