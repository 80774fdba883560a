import { parseYuan, sumFen, ZERO_FEN } from '../../kernel/index.ts';
import type { OrderSubmission, PlanItem } from '../submission.ts';
import { buyingLine, planItemCost } from './plan-prices.ts';

export type FundingState = 'funded' | 'short' | 'none' | 'not-needed';

/**
 * Whether money stands behind a new purchase. Seats that exist already, come with a machine or are free need none, and what
 * a software line buys is paid by that line's funding. Null while the price or the seats are left out.
 */
export function fundingState(order: OrderSubmission, item: PlanItem): FundingState | null {
  if (item.provision !== 'new-purchase' || buyingLine(order, item)) return 'not-needed';
  const cost = planItemCost(order, item);
  if (cost === null) return null;
  if (cost === ZERO_FEN) return 'not-needed';
  const funding = item.funding ?? [];
  if (funding.length === 0) return 'none';
  return sumFen(funding, ({ amount }) => (amount ? parseYuan(amount) : ZERO_FEN)) < cost ? 'short' : 'funded';
}
