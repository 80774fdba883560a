import { kindOf } from '../../goods/index.ts';
import { type Fen, parseYuan, timesFen } from '../../kernel/index.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../submission.ts';

/**
 * The software line that buys a plan item. A number that no line has, or one of a line that buys something else, buys
 * nothing: otherwise any number would spare an item its money.
 */
export function buyingLine(order: OrderSubmission, item: PlanItem): OrderLine | undefined {
  if (item.orderLine === null || item.orderLine === undefined) return undefined;
  return order.lines.find((line) => line.line === item.orderLine && kindOf(line).isLicence && isFor(line, item));
}

/** What leaves its category out is of any. */
function isFor({ software }: OrderLine, { category }: PlanItem): boolean {
  return !software?.category || !category || software.category === category;
}

/** The price of one seat: the item's own, else that of the line that buys it; null when neither states one. */
export function planItemPrice(order: OrderSubmission, item: PlanItem): Fen | null {
  const price = item.unitPrice ?? buyingLine(order, item)?.unitPrice;
  return price === null || price === undefined ? null : parseYuan(price);
}

/** What the item costs; null while its price or its seats are left out. */
export function planItemCost(order: OrderSubmission, item: PlanItem): Fen | null {
  const price = planItemPrice(order, item);
  return price === null || !item.seats ? null : timesFen(price, item.seats);
}
