import { addBuckets, type BucketSums, type Buckets, bucketsOf, EMPTY_BUCKETS } from './buckets.ts';
import type { SoftwareOrHardware } from './economic-classes.ts';

/** Sums over budget lines, and how many they are. */
export interface BudgetFigures {
  readonly lines: number;
  readonly buckets: Buckets;
}

export const NO_FIGURES: BudgetFigures = { lines: 0, buckets: EMPTY_BUCKETS };

export function addFigures(one: BudgetFigures, other: BudgetFigures): BudgetFigures {
  return { lines: one.lines + other.lines, buckets: addBuckets(one.buckets, other.buckets) };
}

export function figuresOf(row: BucketSums & { readonly line_count: number }): BudgetFigures {
  return { lines: Number(row.line_count), buckets: bucketsOf(row) };
}

/** One group of a report on execution; what its lines do not have in common is null. */
export interface ExecutionRow {
  readonly region: string | null;
  readonly agencyCode: string | null;
  readonly agencyName: string | null;
  readonly project: string | null;
  readonly economicClass: string | null;
  readonly kind: SoftwareOrHardware | null;
  readonly budgetLine: string | null;
  readonly figures: BudgetFigures;
}

export const NOTHING_IN_COMMON = {
  region: null,
  agencyCode: null,
  agencyName: null,
  project: null,
  economicClass: null,
  kind: null,
  budgetLine: null,
} as const;

/** Adds up rows of the same key. */
export function mergeRows<R extends ExecutionRow>(rows: readonly R[], keyOf: (row: R) => string): readonly R[] {
  const merged = new Map<string, R>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, figures: addFigures(known.figures, row.figures) } : row);
  }
  return [...merged.values()];
}
