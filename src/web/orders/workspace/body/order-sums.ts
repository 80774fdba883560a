import { type Fen, fenOf } from '../../../ui/fen.ts';
import { readMoney, readWhole } from '../../../ui/typed-values.ts';
import type { ItemDraft, LineDraft, OrderDraft } from './order-draft.ts';

/** What so many cost; nothing while number or price is not typed. */
function amountOf(count: string, price: string): Fen | undefined {
  const number = readWhole(count, 1);
  const yuan = readMoney(price);
  return number === undefined || yuan === undefined ? undefined : BigInt(number) * fenOf(yuan);
}

export function lineAmount({ quantity, unitPrice }: Pick<LineDraft, 'quantity' | 'unitPrice'>): Fen | undefined {
  return amountOf(quantity, unitPrice);
}

export function itemAmount({ seats, unitPrice }: Pick<ItemDraft, 'seats' | 'unitPrice'>): Fen | undefined {
  return amountOf(seats, unitPrice);
}

/** The sum of the lines and of the new purchases of the plan that no line buys, as the contract states a total. */
export function orderTotal({ lines, softwarePlan }: Pick<OrderDraft, 'lines' | 'softwarePlan'>): Fen {
  const bought = lines.map((line) => lineAmount(line) ?? 0n);
  const planned = softwarePlan.filter(isBoughtByItself).map((item) => itemAmount(item) ?? 0n);
  return [...bought, ...planned].reduce((sum, amount) => sum + amount, 0n);
}

export function isBoughtByItself({ provision, orderLine }: Pick<ItemDraft, 'provision' | 'orderLine'>): boolean {
  return provision === 'new-purchase' && orderLine.trim() === '';
}
