import type { Unequal } from '../../proof/index.ts';
import type { Bucket } from '../../rules/index.ts';
import type { BacktestChange } from './backtest-change.ts';
import { type ChangesDigest, chained, NO_CHANGES } from './changes-digest.ts';

export const CUTS = ['agency', 'supplier', 'month', 'amount', 'rule'] as const;
export type Cut = (typeof CUTS)[number];

export type BucketCounts = Readonly<Record<Bucket, number>>;

/** A rule that closures and json-rules-engine judge differently. */
export interface EvaluatorDifference {
  readonly side: 'recorded' | 'candidate';
  readonly rule: string;
  readonly closures: string;
  readonly reference: string;
}

/** A decision at which something was found that makes the whole report unfit to rely on. */
export type Doubt = { readonly decision: string } & (Unequal | EvaluatorDifference);

/** What was counted so far. Kept with the back-test after each piece, so that another process can go on. */
export interface TallyCounts {
  /** Decisions looked at, also those that the question leaves out. */
  readonly looked: number;
  /** Decisions that were tried; the buckets add up to them. */
  readonly decisions: number;
  readonly buckets: BucketCounts;
  /** Why decisions could not be replayed: the fact that they lack, or `erased`. */
  readonly notReplayable: Readonly<Record<string, number>>;
  /** Decisions whose facts another version of the program had derived. */
  readonly otherDerivation: number;
  /** Decisions that the recorded set has judged again, or would have if they could be read as they were written. */
  readonly baseline: { readonly agreed: number; readonly differ: number; readonly first: readonly Doubt[] };
  readonly reference: {
    readonly changed: number;
    readonly unchanged: number;
    readonly differ: number;
    readonly first: readonly Doubt[];
  };
  readonly cuts: Readonly<Record<Cut, Readonly<Record<string, BucketCounts>>>>;
  /** Over the changes that are kept as rows. Absent in what a version of the program counted that had none. */
  readonly changes?: ChangesDigest;
}

export const NOTHING_IN_BUCKETS: BucketCounts = {
  unchanged: 0,
  'other-findings': 0,
  stricter: 0,
  looser: 0,
  'became-indeterminate': 0,
  'not-replayable': 0,
};

export const NOTHING_COUNTED: TallyCounts = {
  ...{ looked: 0, decisions: 0, buckets: NOTHING_IN_BUCKETS, notReplayable: {}, otherDerivation: 0 },
  baseline: { agreed: 0, differ: 0, first: [] },
  reference: { changed: 0, unchanged: 0, differ: 0, first: [] },
  cuts: { agency: {}, supplier: {}, month: {}, amount: {}, rule: {} },
  changes: NO_CHANGES,
};

/** One decision that was tried. */
export interface TriedDecision {
  readonly decision: string;
  readonly bucket: Bucket;
  readonly keys: Readonly<Record<Exclude<Cut, 'rule'>, string>>;
  readonly rules: readonly string[];
  readonly missing: readonly string[];
  readonly isOfOtherDerivation: boolean;
  /** Null where nothing was left to compare. */
  readonly unequal: Unequal | undefined | null;
  /** Null where the reference was not asked. */
  readonly reference: readonly EvaluatorDifference[] | null;
}

const DOUBTS_MAX = 20;
/** A cut by suppliers of a nation stays readable and in memory; what comes later is counted together. */
const KEYS_MAX = 5_000;
export const OTHERS = 'others';

export interface Tally {
  readonly look: (decisions: number) => void;
  readonly add: (counted: TriedDecision) => void;
  /** Changes, in the order of the log. */
  readonly note: (change: BacktestChange) => void;
  readonly counts: () => TallyCounts;
}

type Writable<T> = T extends string | number | readonly unknown[]
  ? T
  : { -readonly [Name in keyof T]: Writable<T[Name]> };

/** Goes on counting where somebody has stopped. */
export function openTally(kept: TallyCounts = NOTHING_COUNTED): Tally {
  const counts = structuredClone(kept) as Writable<TallyCounts>;
  return {
    look: (decisions) => {
      counts.looked += decisions;
    },
    add: (counted) => {
      const { bucket, keys, rules, missing } = counted;
      counts.decisions += 1;
      counts.buckets[bucket] += 1;
      if (counted.isOfOtherDerivation) counts.otherDerivation += 1;
      for (const name of missing) counts.notReplayable[name] = (counts.notReplayable[name] ?? 0) + 1;
      for (const cut of ['agency', 'supplier', 'month', 'amount'] as const) addTo(counts.cuts[cut], keys[cut], bucket);
      for (const rule of rules) addTo(counts.cuts.rule, rule, bucket);
      addBaseline(counts.baseline, counted);
      addEvaluatorDifferences(counts.reference, counted);
    },
    note: (change) => {
      if (counts.changes) counts.changes = chained(counts.changes, change);
    },
    counts: () => structuredClone(counts),
  };
}

function addTo(cut: Record<string, Writable<BucketCounts>>, key: string, bucket: Bucket): void {
  const isFull = cut[key] === undefined && Object.keys(cut).length >= KEYS_MAX;
  const place = isFull ? OTHERS : key;
  const counts = cut[place] ?? { ...NOTHING_IN_BUCKETS };
  counts[bucket] += 1;
  cut[place] = counts;
}

function addBaseline(baseline: Writable<TallyCounts['baseline']>, { decision, unequal }: TriedDecision): void {
  if (unequal === null) return;
  if (!unequal) baseline.agreed += 1;
  else {
    baseline.differ += 1;
    if (baseline.first.length < DOUBTS_MAX) baseline.first = [...baseline.first, { decision, ...unequal }];
  }
}

function addEvaluatorDifferences(
  checked: Writable<TallyCounts['reference']>,
  { decision, bucket, reference }: Pick<TriedDecision, 'decision' | 'bucket' | 'reference'>,
): void {
  if (reference === null) return;
  checked[bucket === 'unchanged' ? 'unchanged' : 'changed'] += 1;
  const [first] = reference;
  if (!first) return;
  checked.differ += 1;
  if (checked.first.length < DOUBTS_MAX) checked.first = [...checked.first, { decision, ...first }];
}
