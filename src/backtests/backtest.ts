import type { CivilDate, Grant, Instant } from '../kernel/index.ts';
import type { RuleSet, Stage } from '../rules/index.ts';
import type { TallyCounts } from './report/tally.ts';

/**
 * Where the facts come from that the candidate is tried on: as they were recorded wherever the candidate leaves alone what
 * they were derived by, or always derived anew, which tries a new version of the program.
 */
export type FactsSource = 'recorded' | 'derived';

/** Which decisions are tried, and on what. */
export interface BacktestQuestion {
  /** Days of submission, both included. */
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly stages: readonly Stage[];
  /** With all agencies below it. */
  readonly agencyCode: string | null;
  /** What whoever asks may see. */
  readonly reach: Grant;
  /** Earlier orders are judged by what the candidate has in force on this day. */
  readonly asIfOn: CivilDate;
  readonly facts: FactsSource;
}

export interface Candidate extends Pick<BacktestQuestion, 'asIfOn' | 'facts'> {
  readonly ruleSet: RuleSet;
}

/** The part of the log that is looked through: leaves from the first on and before the size. */
export interface LogPart {
  readonly fromIndex: number;
  readonly logSize: number;
}

export interface Backtest extends BacktestQuestion, LogPart {
  readonly id: string;
  readonly ruleSet: { readonly number: number; readonly digest: string };
  readonly state: 'running' | 'finished' | 'cancelled';
  readonly startedBy: string | null;
  readonly startedAt: Instant;
  /** The build that has tried them; null before the first. */
  readonly build: string | null;
  /** Leaves before it are done. */
  readonly nextIndex: number;
  /** Decisions in that part of the log, also those that the question leaves out. */
  readonly toDo: number;
  /** How many of them the question is about. */
  readonly asked: number;
  readonly tally: TallyCounts;
  readonly endedAt: Instant | null;
  readonly reportDigest: string | null;
  readonly isValid: boolean | null;
  readonly logIndex: number;
}

export function backtestSubject(id: string): string {
  return `backtest/${id}`;
}
