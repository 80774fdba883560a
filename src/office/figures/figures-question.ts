import type { CivilDate, Instant } from '../../kernel/index.ts';

/** Days from the first to the last. */
export interface Period {
  readonly from: CivilDate;
  readonly until: CivilDate;
}

export interface FiguresQuestion {
  /** Only these; all of the catalogue where it is absent. */
  readonly names?: readonly string[];
  readonly on: CivilDate;
  /** For figures that sum up what happened. */
  readonly period: Period;
  /** Now: which rule set is in force, and which day is today. */
  readonly at: Instant;
}
