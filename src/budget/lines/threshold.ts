import type { Fen } from '../../kernel/index.ts';

/**
 * How far a line is used: past its warning, with nothing left, or below zero. The stop is where nothing is left: BUD-02
 * refuses there, and a line has no other.
 */
export type Threshold = 'none' | 'warn' | 'stop' | 'negative';

/** What can be passed. */
export type CrossedThreshold = Exclude<Threshold, 'none'>;

const LEVELS: readonly Threshold[] = ['none', 'warn', 'stop', 'negative'];

/** A line as thresholds see it. */
export interface MeasuredLine {
  readonly appropriationFen: Fen;
  readonly availableFen: Fen;
  /** Per hundred of the appropriation; null: it does not warn. */
  readonly warnPercent: number | null;
}

export function thresholdOf({ appropriationFen, availableFen, warnPercent }: MeasuredLine): Threshold {
  if (availableFen < 0) return 'negative';
  if (availableFen === 0) return 'stop';
  if (warnPercent === null) return 'none';
  // A hundred times the largest amount is beyond what a number holds exactly.
  const used = BigInt(appropriationFen - availableFen) * 100n;
  return used >= BigInt(appropriationFen) * BigInt(warnPercent) ? 'warn' : 'none';
}

/** The threshold that a line has passed between two moments; undefined when it has passed none. */
export function crossedBetween(before: MeasuredLine, after: MeasuredLine): CrossedThreshold | undefined {
  const [had, has] = [thresholdOf(before), thresholdOf(after)];
  return has !== 'none' && LEVELS.indexOf(has) > LEVELS.indexOf(had) ? has : undefined;
}
