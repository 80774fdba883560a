import {
  addFen,
  type Fen,
  formatYuan,
  parseYuan,
  Refusal,
  type RefusedField,
  type Text,
  text,
  ZERO_FEN,
} from '../kernel/index.ts';
import type { Contribution } from './contribution.ts';
import { fundingOf } from './gather-order.ts';
import type { OrderSubmission } from './submission.ts';

interface Done {
  readonly contribution: Pick<Contribution, 'spent'> | null;
}

/** Why a supplement cannot be judged: it takes away what was paid already. What rules judge is no matter of this. */
export function refusalOfSupplement({ contribution }: Done, body: OrderSubmission): Refusal | undefined {
  const errors = [...(contribution?.spent ?? [])].flatMap(([budgetLine, spent]) => belowSpent(body, budgetLine, spent));
  return errors.length > 0 ? new Refusal('unprocessable', 'order.below_spent', BELOW_SPENT, errors) : undefined;
}

const BELOW_SPENT = text(
  '变更后的资金来源少于已付款金额。已付款的部分请仍列原预算指标。',
  'The funding would be less than what was paid already. Go on naming the budget line for what it has paid.',
);

function belowSpent(body: OrderSubmission, budgetLine: string, spent: Fen): readonly RefusedField[] {
  const entries = fundingOf(body).filter((entry) => entry.budgetLine === budgetLine);
  const named = addFen(...entries.map(({ amount }) => (amount ? parseYuan(amount) : ZERO_FEN)));
  return named < spent ? [{ pointer: '/lines', message: belowText(budgetLine, spent) }] : [];
}

function belowText(budgetLine: string, spent: Fen): Text {
  const paid = formatYuan(spent);
  return text(`预算指标 ${budgetLine} 已付款 ${paid} 元。`, `${paid} yuan of the budget line ${budgetLine} are paid.`);
}
