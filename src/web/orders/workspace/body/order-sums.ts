import { type Fen, fenOf } from '../../../ui/fen.ts';
import { readMoney, readWhole } from '../../../ui/typed-values.ts';
import { onceFor } from './once-for.ts';
import type { ItemDraft, LineDraft, OrderDraft } from './order-draft.ts';

/** What so many cost; nothing while number or price is not typed. */
function amountOf(count: string, price: string): Fen | undefined {
  const number = readWhole(count, 1);
  const yuan = readMoney(price);
  return number === undefined || yuan === undefined ? undefined : BigInt(number) * fenOf(yuan);
}

type Priced = Pick<LineDraft, 'quantity' | 'unitPrice'> & Partial<Pick<LineDraft, 'leaseMonths'>>;

/** Of a lease the price is the rent of a month. */
export function lineAmount({ quantity, unitPrice, leaseMonths = '' }: Priced): Fen | undefined {
  const amount = amountOf(quantity, unitPrice);
  const months = leaseMonths.trim() === '' ? 1 : readWhole(leaseMonths, 1);
  return amount === undefined || months === undefined ? undefined : amount * BigInt(months);
}

/** Computers inside other goods are paid with those. */
export function isPricedElsewhere({ kind, pricedIn }: Pick<LineDraft, 'kind' | 'pricedIn'>): boolean {
  return pricedIn.trim() !== '' && !['', 'software', 'other'].includes(kind.trim());
}

export function itemAmount({ seats, unitPrice }: Pick<ItemDraft, 'seats' | 'unitPrice'>): Fen | undefined {
  return amountOf(seats, unitPrice);
}

/** The sum of the lines and of the new purchases of the plan that no line buys, as the contract states a total. */
export function orderTotal({ lines, softwarePlan }: Pick<OrderDraft, 'lines' | 'softwarePlan'>): Fen {
  const bought = lines.map(countedOfLine);
  const planned = softwarePlan.map(countedOfItem);
  return [...bought, ...planned].reduce((sum, { fen }) => sum + fen, 0n);
}

/** What a row adds to the total, and whether it states a number or a price that adds nothing. */
interface RowSum {
  readonly fen: Fen;
  readonly isOpen: boolean;
}

const countedOfLine = onceFor(
  (line: LineDraft): RowSum => ({
    fen: lineAmount(line) ?? 0n,
    isOpen: !isPricedElsewhere(line) && isHalfStated(line.quantity, line.unitPrice),
  }),
);

const countedOfItem = onceFor((item: ItemDraft): RowSum => {
  if (!isBoughtByItself(item)) return { fen: 0n, isOpen: false };
  return { fen: itemAmount(item) ?? 0n, isOpen: isHalfStated(item.seats, item.unitPrice) };
});

/** How many rows state a number or a price, and come to no amount: the total is without them. */
export function rowsNotCounted({ lines, softwarePlan }: Pick<OrderDraft, 'lines' | 'softwarePlan'>): number {
  return [...lines.map(countedOfLine), ...softwarePlan.map(countedOfItem)].filter(({ isOpen }) => isOpen).length;
}

function isHalfStated(count: string, price: string): boolean {
  return `${count}${price}`.trim() !== '' && amountOf(count, price) === undefined;
}

export function isBoughtByItself({ provision, orderLine }: Pick<ItemDraft, 'provision' | 'orderLine'>): boolean {
  return provision === 'new-purchase' && orderLine.trim() === '';
}
