import { addFen, type Fen, subtractFen } from '../../kernel/index.ts';
import type { BudgetLineFacts } from '../facts-of-budget.ts';
import { type CrossedThreshold, crossedBetween, type Threshold, thresholdOf } from './threshold.ts';

/** Money that is asked of a line. */
export interface Funding {
  readonly budgetLine: string;
  readonly amountFen: Fen;
}

/** Whose money it would be, and of which year. */
export interface Spender {
  readonly agencyCode: string;
  readonly fiscalYear: number;
}

/** What a line would say to what is asked of it. Of one that is unknown, or another agency's, nothing else is told. */
export type CheckedLine =
  | (Funding & { readonly state: 'unknown' })
  | (Funding & {
      readonly state: 'open' | 'closed' | 'frozen';
      readonly fiscalYear: number;
      readonly isOfYear: boolean;
      readonly availableFen: Fen;
      readonly availableAfterFen: Fen;
      readonly warnPercent: number | null;
      readonly threshold: Threshold;
      readonly crossed: CrossedThreshold | null;
    });

/** Looks at each line once, with all that is asked of it, in the order in which lines are first named. */
export function checkFunding(
  lines: ReadonlyMap<string, BudgetLineFacts>,
  spender: Spender,
  funding: readonly Funding[],
): readonly CheckedLine[] {
  const asked = new Map<string, Fen>();
  for (const { budgetLine, amountFen } of funding) {
    const before = asked.get(budgetLine);
    asked.set(budgetLine, before === undefined ? amountFen : addFen(before, amountFen));
  }
  return [...asked].map(([budgetLine, amountFen]) =>
    checkLine(lines.get(budgetLine), spender, { budgetLine, amountFen }),
  );
}

function checkLine(line: BudgetLineFacts | undefined, spender: Spender, funding: Funding): CheckedLine {
  if (!line || line.agencyCode !== spender.agencyCode) return { ...funding, state: 'unknown' };
  const availableAfterFen = subtractFen(line.availableFen, funding.amountFen);
  const after = { ...line, availableFen: availableAfterFen };
  return {
    ...funding,
    state: line.isFrozen ? 'frozen' : line.isClosed ? 'closed' : 'open',
    fiscalYear: line.fiscalYear,
    isOfYear: line.fiscalYear === spender.fiscalYear,
    availableFen: line.availableFen,
    availableAfterFen,
    warnPercent: line.warnPercent,
    threshold: thresholdOf(after),
    crossed: crossedBetween(line, after) ?? null,
  };
}

/** Whether a line can bear what is asked of it now. */
export function canBear(line: CheckedLine): boolean {
  return line.state === 'open' && line.isOfYear && line.availableAfterFen >= 0;
}
