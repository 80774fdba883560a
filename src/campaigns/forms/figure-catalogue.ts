import type { Text } from '../../kernel/index.ts';

export const FIGURE_UNITS = ['count', 'fen', 'flag'] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

/** `any-day`: for every past day. `period`: sums of what happened between two days. `now`: counters of today alone. */
export const FIGURE_HISTORIES = ['any-day', 'period', 'now'] as const;
export type FigureHistory = (typeof FIGURE_HISTORIES)[number];

/** A number that the gate can count for a unit as of a day. */
export interface FigureDefinition {
  readonly name: string;
  readonly unit: FigureUnit;
  readonly history: FigureHistory;
  /** The parts that it is broken down by; absent for a single number. */
  readonly of?: readonly string[];
  readonly title: Text;
}

export interface FigureCatalogue {
  readonly figures: readonly FigureDefinition[];
  readonly find: (name: string) => FigureDefinition | undefined;
}
