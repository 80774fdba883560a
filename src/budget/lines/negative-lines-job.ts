import { type Database, inSnapshot, type Job } from '../../db/index.ts';
import { countNegativeLines, listNegativeLines, type NegativeLine } from '../budget-repository.ts';

export interface NegativeLinesParts {
  readonly db: Database;
  /** Lines that were not below zero when it looked before. */
  readonly onNegative: (lines: readonly NegativeLine[]) => void;
}

const LOOK_EVERY_MS = 60_000;
/** More of them make a line of the log that nobody reads. */
const LINES_MAX = 100;

/** How many lines have less than nothing; for the metric. */
export function negativeLinesNow(db: Database): Promise<number> {
  return inSnapshot(db, countNegativeLines);
}

/**
 * Tells once of each line that what was used elsewhere has pushed below zero. The gate itself never does that, and stops
 * reserving there; somebody has to find the money.
 */
export function negativeLinesJob({ db, onNegative }: NegativeLinesParts): Job {
  let told: ReadonlySet<string> = new Set();
  return {
    ...{ name: 'negative-lines', when: { everyMs: LOOK_EVERY_MS, firstMs: 0 }, doneBy: 'every-process' },
    work: async () => {
      const lines = await inSnapshot(db, (tx) => listNegativeLines(tx, LINES_MAX));
      const fresh = lines.filter(({ code }) => !told.has(code));
      told = new Set(lines.map(({ code }) => code));
      if (fresh.length > 0) onNegative(fresh);
    },
  };
}
