import type { Disagreement } from '../../decisions/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import type { Screening } from '../../rules/index.ts';
import type { BatchCacheKeeper } from './batch-cache.ts';

/** What deciding needs from outside. */
export interface DecideDeps extends GovernedDeps {
  /** How long a clearance and a referral last, in days (`GATE_CLEARANCE_DAYS`, `GATE_REFERRAL_DAYS`). */
  readonly clearanceDays: number;
  readonly referralDays: number;
  /** How long a platform that has redeemed a certificate has until the contract (`GATE_CONTRACT_DAYS`). */
  readonly contractDays: number;
  /** Which build of the program decides; named in every record. */
  readonly build: string;
  /** What this process remembers between batches. */
  readonly batchCache: BatchCacheKeeper;
  /** The compiled evaluator of this program: what screens, and what a set is compared with the reference by. */
  readonly closures: Screening;
  /** Closures, until a disagreement with the reference was seen. */
  readonly screening: () => Screening;
  /** Rings the alarm: from then on the reference alone decides. */
  readonly onDisagreement: (disagreements: readonly Disagreement[]) => void;
}
