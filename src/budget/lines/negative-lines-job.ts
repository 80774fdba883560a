import { type Database, inSnapshot } from '../../db/index.ts';
import { every } from '../../kernel/index.ts';
import { countNegativeLines, listNegativeLines, type NegativeLine } from './find-negative-lines.ts';

export interface NegativeLinesParts {
  readonly db: Database;
  /** Lines that were not below zero when it looked before. */
  readonly onNegative: (lines: readonly NegativeLine[]) => void;
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
}

export interface NegativeLinesWatch {
  /** Looks now, and not only when its time has come. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const EVERY_MS = 60_000;

/** How many lines have less than nothing; for the metric. */
export function negativeLinesNow(db: Database): Promise<number> {
  return inSnapshot(db, countNegativeLines);
}

/**
 * Tells once of each line that what was used elsewhere has pushed below zero. The gate itself never does that, and stops
 * reserving there; somebody has to find the money.
 */
export function watchNegativeLines(parts: NegativeLinesParts): NegativeLinesWatch {
  let told: ReadonlySet<string> = new Set();
  const look = async (): Promise<void> => {
    const lines = await inSnapshot(parts.db, listNegativeLines);
    const fresh = lines.filter(({ code }) => !told.has(code));
    told = new Set(lines.map(({ code }) => code));
    if (fresh.length > 0) parts.onNegative(fresh);
  };
  const looking = every(parts.everyMs ?? EVERY_MS, look, parts.onError);
  looking.turn();
  return { look, stop: looking.stop };
}
