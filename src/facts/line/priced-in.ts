import { type Fen, parseYuan } from '../../kernel/index.ts';
import type { OrderLine, OrderSubmission } from '../submission.ts';

/** Machines that are paid in a line of other goods have no price, no funding and no cap of their own. */
export function isPricedElsewhere({ pricedIn }: Pick<OrderLine, 'pricedIn'>): boolean {
  return (pricedIn ?? null) !== null;
}

/** What one piece of a line costs by itself; null while it is left out, and where it is paid in another line. */
export function unitPriceOf(line: Pick<OrderLine, 'pricedIn' | 'unitPrice'>): Fen | null {
  return line.unitPrice && !isPricedElsewhere(line) ? parseYuan(line.unitPrice) : null;
}

/** The price of a machine as others have one; null for the rent of a month, and where there is no price. */
export function comparablePrice(line: Pick<OrderLine, 'pricedIn' | 'unitPrice' | 'leaseMonths'>): Fen | null {
  return (line.leaseMonths ?? null) === null ? unitPriceOf(line) : null;
}

/** The line that pays for another. */
export function payingLine({ lines }: OrderSubmission, line: OrderLine): OrderLine | undefined {
  return isPricedElsewhere(line) ? lines.find((each) => each.line === line.pricedIn) : undefined;
}

/** The machines that a line pays for beside its own goods. */
export function linesPricedIn({ lines }: OrderSubmission, { line }: OrderLine): readonly OrderLine[] {
  return lines.filter(({ pricedIn }) => pricedIn === line);
}
