import type { Outcome } from '../../decisions/index.ts';
import type { Bucket, Stage } from '../../rules/index.ts';

/** A decision that would have been another one. */
export interface BacktestChange {
  readonly logIndex: number;
  readonly decisionId: string;
  readonly orderId: string;
  readonly agencyCode: string;
  readonly supplier: string | null;
  readonly stage: Stage;
  readonly bucket: Bucket;
  readonly recordedOutcome: Outcome;
  readonly candidateOutcome: Outcome;
  readonly totalFen: number | null;
  /** Rules that say something else. */
  readonly rules: readonly string[];
}
