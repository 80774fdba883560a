import {
  type BudgetLineFacts,
  type CheckedLine,
  type CrossedThreshold,
  checkFunding,
  crossedBetween,
} from '../../budget/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import { fen, parseYuan } from '../../kernel/index.ts';
import type { Move } from '../../ledger/index.ts';
import type { Books } from '../batch/books.ts';
import { fundingOf } from './order-citations.ts';

/** What a decision notes about a line that its moves pushed past a threshold; nothing of any other line. */
export function crossedOn(
  line: BudgetLineFacts | undefined,
  moves: readonly Move[],
): { readonly crossed?: CrossedThreshold } {
  if (!line || (line.warnPercent === null && line.availableFen > 0)) return {};
  const before = { ...line, availableFen: fen(line.availableFen + takenFrom(line.code, moves)) };
  const crossed = crossedBetween(before, line);
  return crossed === undefined ? {} : { crossed };
}

function takenFrom(code: string, moves: readonly Move[]): number {
  return moves
    .filter(({ accountKind, account }) => accountKind === 'budget-line' && account === code)
    .reduce((sum, { from, to, quantity }) => {
      return sum + (from === 'available' ? quantity : 0) - (to === 'available' ? quantity : 0);
    }, 0);
}

/** What each line that an order names would say, whatever becomes of the order. */
export function checkedLines(books: Pick<Books, 'budgetLines'>, order: OrderSubmission): readonly CheckedLine[] {
  const funding = fundingOf(order).flatMap(({ budgetLine, amount }) =>
    budgetLine ? [{ budgetLine, amountFen: amount ? parseYuan(amount) : fen(0) }] : [],
  );
  return checkFunding(books.budgetLines, order, funding);
}
