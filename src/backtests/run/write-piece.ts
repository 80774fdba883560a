import type { Tx } from '../../db/index.ts';
import type { Backtest } from '../backtest.ts';
import { beginAnew, moveBacktest, type Step } from '../backtests-repository.ts';
import type { BacktestChange } from '../report/backtest-change.ts';
import { insertChanges } from '../report/changes-repository.ts';
import { NOTHING_COUNTED } from '../report/tally.ts';

/**
 * Keeps what a piece has found; false when the back-test does not stand where the piece began, and nothing is kept then. It
 * touches nothing that decides, so it needs no head; what all pieces add up to is a leaf.
 */
export async function writePiece(tx: Tx, step: Step, changes: readonly BacktestChange[]): Promise<boolean> {
  const isOurs = await moveBacktest(tx, step);
  if (isOurs) await insertChanges(tx, step.id, changes);
  return isOurs;
}

/**
 * What another build has found is not ours to add to: its report would name one build and rest on two. Answers the
 * back-test as it is gone on with; undefined when it has ended meanwhile.
 */
export async function takeOverBacktest(tx: Tx, backtest: Backtest, build: string): Promise<Backtest | undefined> {
  if (backtest.build === build) return backtest;
  if (!(await beginAnew(tx, { id: backtest.id, build }))) return undefined;
  return { ...backtest, build, nextIndex: backtest.fromIndex, tally: NOTHING_COUNTED };
}
