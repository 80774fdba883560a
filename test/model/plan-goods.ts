import { priceOf } from './body-costs.ts';
import { acceptedMachines, cameOf } from './goods.ts';
import { boughtItems, type DeliveredItem, type Delivery, standingBodyOf } from './goods-acts.ts';
import { cameOfPart, type Invoice, leftOf, paidOf, partsOf } from './payment-acts.ts';
import type { Step } from './steps.ts';
import type { Order, PaidPart, Wish, World } from './world.ts';

/**
 * Mostly all that is outstanding, or some of it; now and then with a machine that differs, a proof that is short or made
 * out to somebody else, one too many, or something that does not come.
 */
export function planDelivery(order: Order, { index, quantity: dice, who, share }: Step): Delivery {
  const body = standingBodyOf(order);
  const left = body.quantity - acceptedMachines(order.goods).length;
  const count = who === 0 ? left + 1 : who < 6 ? left : Math.floor(share * (left + 1));
  // Half of those that went back were repaired and come again.
  const repaired = dice % 2 === 0 ? order.goods.machines.filter(({ place }) => place === 'returned') : [];
  const serials = Array.from({ length: count }, (_, place) => repaired[place]?.serial ?? `SN-${index}-${place}`);
  const items = dice === 10 ? [] : boughtItems(body).flatMap((item) => planItem(order, item, { dice, share }));
  const isUnknown = dice === 14 && body.flavour === 'spare';
  return {
    serials,
    differing: dice === 3 ? serials.slice(0, 1) : [],
    items: isUnknown ? [{ item: 1, seats: 1, proof: 1, isForeign: false }, ...items] : items,
  };
}

function planItem(
  order: Order,
  item: number,
  { dice, share }: { readonly dice: number; readonly share: number },
): readonly DeliveredItem[] {
  const left = standingBodyOf(order).quantity - cameOf(order.goods, item).matched;
  const seats = dice === 11 ? Math.floor(share * (left + 1)) : left;
  if (seats === 0) return [];
  return [{ item, seats, proof: dice === 12 && seats > 1 ? seats - 1 : seats, isForeign: dice === 13 && item === 2 }];
}

/** Some of the machines that came; now and then one that did not. */
export function planReturn({ goods }: Order, { quantity: dice, pick, index }: Step): readonly string[] {
  const accepted = acceptedMachines(goods);
  if (dice === 14 || accepted.length === 0) return [`SN-${index}-none`];
  const first = pick % accepted.length;
  return accepted.slice(first, first + 1 + (dice % 3)).map(({ serial }) => serial);
}

/** Mostly all that may be paid, or some of it; now and then one too many, a fen too much, or what nobody pays by itself. */
export function planInvoice(order: Order, { index, quantity: dice, who, share, pick }: Step): Invoice {
  const body = standingBodyOf(order);
  const parts = partsOf(order).flatMap((part): PaidPart[] => {
    const left = cameOfPart(order, part).accepted - paidOf(order, part).quantity;
    const some = who < 7 ? left : Math.floor(share * (left + 1));
    const isBeforeItComes = dice >= 6 && dice <= 8 && part === 'line/1' && order.state === 'contracted';
    const isTooMany = dice === 12 || isBeforeItComes;
    const quantity = Math.max(0, some) + (isTooMany ? 1 : 0);
    const odd = dice === 13 ? 1 : dice === 11 ? -1 - (pick % 1_000) : 0;
    return quantity === 0 ? [] : [{ part, quantity, amount: quantity * priceOf(body, part) + odd }];
  });
  const isStrange = dice === 10 && body.flavour === 'spare';
  const used = order.payments.find((payment) => payment.isApproved && payment.parts.length > 0);
  const isUsed = dice === 9 && used !== undefined;
  return {
    number: isUsed ? used.number : `FP-${index}`,
    parts: isStrange ? [...parts, { part: 'item/1', quantity: 1, amount: 1 }] : parts,
    ...{ isUsed, isFinal: who % 3 === 0 },
  };
}

export function isPayable(order: Order): boolean {
  const isUnderContract = order.state === 'contracted' || order.state === 'accepted';
  return (
    isUnderContract && partsOf(order).some((part) => cameOfPart(order, part).accepted > paidOf(order, part).quantity)
  );
}

/** A part of what was paid, or all of it; now and then more than that, or of what was never paid. */
export function planCredit({ orders }: World, { pick, other, quantity: dice, who, share }: Step): Wish | undefined {
  const paid = [...orders.values()].filter(({ payments }) =>
    payments.some(({ isApproved, parts }) => parts.length > 0 && (isApproved || who === 0)),
  );
  const order = paid[pick % Math.max(1, paid.length)];
  if (!order) return undefined;
  const possible = order.payments.flatMap(({ parts, isApproved }, at) =>
    parts.length > 0 && (isApproved || who === 0) ? [at] : [],
  );
  const at = possible[other % possible.length] ?? 0;
  const payment = order.payments[at];
  const parts = (payment?.parts ?? []).flatMap(({ part }): PaidPart[] => {
    const left = payment ? leftOf(payment, part) : { quantity: 0, amount: 0 };
    const isAll = dice <= 5;
    const quantity = isAll ? left.quantity : Math.ceil(share * left.quantity);
    const amount = isAll ? left.amount : Math.floor((left.amount * quantity) / Math.max(1, left.quantity));
    const odd = dice === 14 ? 1 : 0;
    return quantity === 0 || amount + odd === 0 ? [] : [{ part, quantity, amount: amount + odd }];
  });
  return parts.length === 0 ? undefined : { kind: 'credit', order: order.reference, payment: at, parts };
}
