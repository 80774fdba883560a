import type { Tx } from '../../db/index.ts';
import { countNegativeRows, listNegativeRows } from '../budget-repository.ts';

/** A line of which more is used elsewhere than it may spend. */
export interface NegativeLine {
  readonly code: string;
  readonly agencyCode: string;
  /** Below zero. */
  readonly availableFen: number;
}

/** More of them make a line of the log that nobody reads. */
const LINES_MAX = 100;

export function listNegativeLines(tx: Tx): Promise<readonly NegativeLine[]> {
  return listNegativeRows(tx, LINES_MAX);
}

export function countNegativeLines(tx: Tx): Promise<number> {
  return countNegativeRows(tx);
}
