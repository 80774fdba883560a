import { inSnapshot, type JobStep, type TakeStep } from '../../db/index.ts';
import type { DrawPlace } from './gather-drawn-orders.ts';
import { type DrawnSample, gatherSamplePortion, type SamplePortion, type SampleWish } from './gather-sample.ts';

export interface SamplePortionWish {
  readonly wish: SampleWish;
  /** Null: the first. */
  readonly from: DrawPlace | null;
  /** Begins no page any more after so long. */
  readonly msMax: number;
}

/** Draws what somebody asked for, or a portion of it, in a snapshot of its own: of many orders each is scored anew. */
export const DRAW_SAMPLE: JobStep<SamplePortionWish, SamplePortion> = {
  name: 'draw-audit-sample',
  open:
    ({ db, pause }) =>
    ({ wish, from, msMax }) => {
      const until = performance.now() + msMax;
      return inSnapshot(db, (tx) => gatherSamplePortion(tx, wish, { from, until, pause }));
    },
};

/** Between two portions jobs have their turn. */
const PORTION_MS_MAX = 500;

/** Draws a sample, however many portions that takes. */
export async function gatherSample(
  takeStep: TakeStep,
  wish: SampleWish,
  msMax: number = PORTION_MS_MAX,
): Promise<DrawnSample> {
  for (let from: DrawPlace | null = null; ; ) {
    const portion: SamplePortion = await takeStep(DRAW_SAMPLE, { wish, from, msMax });
    if (portion.next === null) return portion.sample;
    from = portion.next;
  }
}
