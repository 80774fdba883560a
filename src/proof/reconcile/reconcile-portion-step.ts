import { inSnapshot, type JobStep } from '../../db/index.ts';
import type { RuleSets } from '../rederive/rederive-rule-sets.ts';
import { openTally, type ReconcilePlace, reconcileFrom, type StepResult } from './reconcile-gate.ts';

export interface ReconcileWish {
  readonly from: ReconcilePlace;
  /** Begins no part any more after so long. */
  readonly msMax: number;
}

/**
 * The next parts of a reconciliation, each in a snapshot of its own. It ends with the first that finds something, because
 * what does not add up is frozen at once.
 */
export const RECONCILE_PORTION: JobStep<ReconcileWish, StepResult> = {
  name: 'reconcile-portion',
  open: ({ db, pause }) => {
    const known: RuleSets = new Map();
    return async ({ from, msMax }) => {
      const until = performance.now() + msMax;
      const tally = openTally();
      for (let place = from; ; ) {
        const result = await inSnapshot(db, (tx) => reconcileFrom(tx, place, known));
        tally.add(result);
        const { unreconciled, next } = result;
        if (next === null || unreconciled.length > 0 || performance.now() >= until) {
          const { accounts, moves, orders } = tally.result();
          return { accounts, moves, orders, unreconciled, next };
        }
        place = next;
        await pause();
      }
    };
  },
};
