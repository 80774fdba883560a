import type { Tx } from '../../db/index.ts';
import { startOfDay } from '../../kernel/index.ts';
import { findLeafIndexAt } from '../../log/index.ts';
import type { BacktestQuestion, LogPart } from '../backtest.ts';
import { countAsked, countDecisions } from './portion-repository.ts';

export interface LogWindow extends LogPart {
  /** Decisions in that part of the log. */
  readonly toDo: number;
  /** How many of them the question is about; as many as it takes are drawn from these for the reference. */
  readonly asked: number;
}

/**
 * The part of the log in which decisions on orders that were submitted from a day on can be: none was decided before. The
 * last leaf by that very moment may be of an order submitted in it.
 */
export async function findWindow(
  tx: Tx,
  question: Omit<BacktestQuestion, 'asIfOn' | 'facts'>,
  { logSize }: Pick<LogPart, 'logSize'>,
): Promise<LogWindow> {
  const fromIndex = (await findLeafIndexAt(tx, { at: startOfDay(question.from), size: logSize })) ?? 0;
  const part = { fromIndex, logSize };
  return { ...part, toDo: await countDecisions(tx, part), asked: await countAsked(tx, question, part) };
}
