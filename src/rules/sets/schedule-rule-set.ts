import { type Actor, type CivilDate, dayOf, type Instant, plusDays } from '../../kernel/index.ts';
import { findLastLeafOfType, findLeafAsOf, type Governed } from '../../log/index.ts';
import type { Bucket } from '../review/bucket.ts';
import type { RuleSetReview } from '../review/rule-set-review.ts';
import { getRuleSet } from './find-rule-set.ts';
import { ruleSetFromStored } from './rule-set.ts';
import { decidingRuleSetAt } from './rule-set-due.ts';
import {
  anotherScheduled,
  beforeItsDay,
  momentFar,
  momentPast,
  noBacktest,
  notSound,
  otherBacktest,
  otherDigest,
  otherParent,
  otherReview,
  ownDraft,
  parentUnconfirmed,
  wrongState,
} from './rule-set-refusals.ts';
import { listCurrentRuleSets, updateRuleSet } from './rule-set-repository.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';

/** What is signed: exactly this set, with exactly these reports, from this moment on. */
export interface RuleSetSchedule {
  readonly number: number;
  /** Null: as soon as it is signed. */
  readonly at: Instant | null;
  readonly digest: string;
  readonly reviewDigest: string;
  readonly backtest: { readonly id: string; readonly digest: string } | null;
  /** Of a change that one signature is enough for. */
  readonly emergencyReason: string | null;
  readonly actor: Actor;
  /** Those who signed; none while it is tried, or during set-up. */
  readonly signers: readonly string[];
}

/** Puts down when a draft comes into force. Whatever does not fit any more is refused, and nothing has changed. */
export async function scheduleRuleSet(entry: Governed, asked: RuleSetSchedule): Promise<StoredRuleSet> {
  const stored = await getRuleSet(entry.tx, asked.number);
  if (stored.state !== 'draft') throw wrongState(stored.state);
  if (asked.signers.some((person) => person === stored.author)) throw ownDraft();
  const tried = await requireEvidence(entry, stored, asked);
  await requirePlace(entry, stored);
  if (asked.emergencyReason === null && tried === 0 && (await hasDecided(entry))) throw noBacktest();
  const inForceAt = momentOf(entry, stored, asked.at);
  const { number, reviewDigest: review, backtest, emergencyReason } = asked;
  const emergency = emergencyReason === null ? null : { reason: emergencyReason };
  const { logIndex } = entry.append({
    type: 'rule-set.scheduled',
    subject: `rule-set/${number}`,
    by: asked.actor,
    body: { digest: stored.digest, review, backtest, inForceAt, emergency },
  });
  const after = { state: 'scheduled', inForceAt, emergencyReason, logIndex } as const;
  await updateRuleSet(entry.tx, number, after);
  return { ...stored, ...after };
}

/** The one place where what is signed for is held against what is kept. Answers on how many decisions the set was tried. */
async function requireEvidence(entry: Governed, stored: StoredRuleSet, asked: RuleSetSchedule): Promise<number> {
  const { digest, review, reviewDigest } = stored;
  if (asked.digest !== digest) throw otherDigest();
  if (review === null || asked.reviewDigest !== reviewDigest) throw otherReview();
  const { isSound } = JSON.parse(review) as RuleSetReview;
  if (!isSound) throw notSound();
  if (!asked.backtest) return 0;
  const backtest = await findBacktestOf(entry, stored, asked.backtest);
  if (!backtest) throw otherBacktest();
  return backtest.decisions;
}

/** Before the first order there is nothing to try a set on. */
async function hasDecided({ tx, at }: Governed): Promise<boolean> {
  return (await findLastLeafOfType(tx, { type: 'order.decided', at })) !== undefined;
}

/** What the log says of a back-test that has ended. */
export interface BacktestLeaf {
  readonly ruleSet: { readonly digest: string };
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly report: string;
  readonly isValid: boolean;
  readonly decisions: number;
  readonly buckets: Readonly<Record<Bucket, number>>;
}

/** The log says of which set a back-test was, and what its report is. */
async function findBacktestOf(
  { tx, nextIndex }: Governed,
  { digest }: StoredRuleSet,
  backtest: NonNullable<RuleSetSchedule['backtest']>,
): Promise<BacktestLeaf | undefined> {
  const leaf = await findLeafAsOf(tx, `backtest/${backtest.id}`, nextIndex());
  if (leaf?.type !== 'backtest.finished') return undefined;
  const tried = JSON.parse(leaf.bytes) as BacktestLeaf;
  const isOfIt = tried.ruleSet.digest === digest && tried.report === backtest.digest && tried.isValid;
  return isOfIt ? tried : undefined;
}

/** A set is made from the one that it takes the place of, and one change follows another. */
async function requirePlace({ tx, at }: Governed, { parentDigest }: StoredRuleSet): Promise<void> {
  const current = await listCurrentRuleSets(tx);
  const scheduled = current.find(({ state }) => state === 'scheduled');
  if (scheduled) throw anotherScheduled(scheduled.number);
  if (decidingRuleSetAt(current, at)?.digest !== parentDigest) throw otherParent();
  if (current.some(({ confirmBy }) => confirmBy !== null)) throw parentUnconfirmed();
}

const DAYS_AHEAD_MAX = 366;

function momentOf(entry: Governed, { digest, content }: StoredRuleSet, asked: Instant | null): Instant {
  const at = asked ?? entry.at;
  if (at < entry.at) throw momentPast();
  if (at > plusDays(entry.at, DAYS_AHEAD_MAX)) throw momentFar(DAYS_AHEAD_MAX);
  const { inForceFrom } = ruleSetFromStored(digest, content);
  if (dayOf(at) < inForceFrom) throw beforeItsDay(inForceFrom);
  return at;
}
