export { parseBulk } from './projections/leaf-bulk.ts';
export { openPause } from './rederive/idle-pause.ts';
export { readCursor } from './rederive/rederivations-repository.ts';
export { openJudged } from './rederive/rederive-decision.ts';
export { hasDisagreed } from './rederive/rederive-in-background.ts';
export type { Pause, Rederivable } from './rederive/rederive-outcome.ts';
export { firstUnequal, type Unequal } from './rederive/rederive-record.ts';
