import type { Tx } from '../db/index.ts';
import { type CivilDate, startOfDay } from '../kernel/index.ts';
import { findLeafIndexAt } from '../log/index.ts';
import type { LogPart } from './backtest.ts';
import { countDecisions } from './portion-repository.ts';

export interface LogWindow extends LogPart {
  /** Decisions in that part of the log. */
  readonly toDo: number;
}

/**
 * The part of the log in which decisions on orders that were submitted from a day on can be: none was decided before. The
 * last leaf by that very moment may be of an order submitted in it.
 */
export async function findWindow(
  tx: Tx,
  { from, logSize }: { readonly from: CivilDate; readonly logSize: number },
): Promise<LogWindow> {
  const fromIndex = (await findLeafIndexAt(tx, { at: startOfDay(from), size: logSize })) ?? 0;
  return { fromIndex, logSize, toDo: await countDecisions(tx, { fromIndex, logSize }) };
}
