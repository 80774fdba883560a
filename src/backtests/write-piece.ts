import type { Tx } from '../db/index.ts';
import type { BacktestChange } from './backtest.ts';
import { insertChanges, moveBacktest, type Step } from './backtests-repository.ts';

/**
 * Keeps what a piece has found; false when the back-test does not stand where the piece began, and nothing is kept then. It
 * touches nothing that decides, so it needs no head; what all pieces add up to is a leaf.
 */
export async function writePiece(tx: Tx, step: Step, changes: readonly BacktestChange[]): Promise<boolean> {
  const isOurs = await moveBacktest(tx, step);
  if (isOurs) await insertChanges(tx, step.id, changes);
  return isOurs;
}
