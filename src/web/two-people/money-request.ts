import type { BodyOf } from '../client/operation.ts';
import { reviseBudgetLine, transferBudget } from '../client/operations.generated.ts';
import type { Proposal } from './proposal.ts';

/** A change of the money of budget lines: which one gives and which one gets it. */
export interface MoneyRequest {
  readonly asked: Pick<BodyOf<'transferBudget'>, 'amount' | 'documentNumber' | 'reason'>;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What a request says that gives a line more money or less, or to another line. What the gate kept passed its schema. */
export function moneyRequestOf({
  operation,
  request,
}: Pick<Proposal, 'operation' | 'request'>): MoneyRequest | undefined {
  if (!request?.body) return undefined;
  if (operation === transferBudget.id) {
    const { from, to, ...asked } = request.body as BodyOf<'transferBudget'>;
    return { asked, from, to };
  }
  if (operation !== reviseBudgetLine.id) return undefined;
  const { budgetLine, direction, ...asked } = request.body as BodyOf<'reviseBudgetLine'>;
  const isMore = direction === 'increase';
  return { asked, from: isMore ? undefined : budgetLine, to: isMore ? budgetLine : undefined };
}
