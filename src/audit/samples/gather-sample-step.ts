import { inSnapshot, type JobStep } from '../../db/index.ts';
import { type DrawnSample, gatherSample, type SampleWish } from './gather-sample.ts';

/** Draws what somebody asked for: of many orders that is one long read, and a sort of what it found. */
export const DRAW_SAMPLE: JobStep<SampleWish, DrawnSample> = {
  name: 'draw-audit-sample',
  open:
    ({ db }) =>
    (wish) =>
      inSnapshot(db, (tx) => gatherSample(tx, wish)),
};
