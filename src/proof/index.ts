export { parseBulk } from './projections/leaf-bulk.ts';
export { RECONCILE_LEASE, reconcileAndFreeze } from './reconcile/reconcile-job.ts';
export { openPause } from './rederive/idle-pause.ts';
export { readCursor } from './rederive/rederivations-repository.ts';
export { openJudged } from './rederive/rederive-decision.ts';
export { type ComparedDecision, hasDisagreed } from './rederive/rederive-in-background.ts';
export { type RederiveDeps, rederiveInBackground } from './rederive/rederive-job.ts';
export type { Pause, Rederivable } from './rederive/rederive-outcome.ts';
export { firstUnequal, type Unequal } from './rederive/rederive-record.ts';
