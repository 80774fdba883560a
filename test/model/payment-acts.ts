import { fundingOf, priceOf } from './body-costs.ts';
import { change, noteEver } from './decide.ts';
import { acceptedMachines, cameOf } from './goods.ts';
import { boughtItems, standingBodyOf } from './goods-acts.ts';
import { addTo, known, type Order, type Outcome, type PaidPart, type Payment, type World } from './world.ts';

export interface Invoice {
  readonly number: string;
  readonly parts: readonly PaidPart[];
  readonly isFinal: boolean;
  /** Sent a second time, under another payment. */
  readonly isUsed: boolean;
}

/** What came of a part, what of it is as contracted, and what is paid of it altogether. */
interface PartSums {
  readonly delivered: number;
  readonly accepted: number;
  readonly paid: number;
  readonly amount: number;
}

/** Why an invoice cannot be paid whatever the rules say; undefined when they are to be asked. */
export function refusalOfInvoice(order: Order, { parts, isFinal, isUsed }: Invoice): string | undefined {
  const body = standingBodyOf(order);
  if (parts.some(({ part }) => !partsOf(order).includes(part))) return 'payment.unknown_part';
  const sum = parts.reduce((total, { amount }) => total + amount, 0);
  if (sum === 0 && !isFinal) return 'payment.amounts';
  if (isUsed && sum > 0) return 'payment.invoice_used';
  const counted = parts.map((part) => ({ part, with: withInvoice(order, part) }));
  const isAbove = counted.some(
    ({ part, with: { paid, amount } }) => paid > body.quantity || amount > priceOf(body, part.part) * paid,
  );
  if (isAbove) return 'payment.above_contract';
  if (counted.some(({ with: { paid, delivered } }) => paid > delivered)) return 'payment.above_accepted';
  return settle(order, parts).short > 0 ? 'payment.above_encumbered' : undefined;
}

/** Parts that are paid by themselves. */
export function partsOf(order: Order): readonly string[] {
  return ['line/1', ...boughtItems(standingBodyOf(order)).map((item) => `item/${item}`)];
}

function withInvoice(order: Order, part: PaidPart): PartSums {
  const before = paidOf(order, part.part);
  const came = cameOfPart(order, part.part);
  return { ...came, paid: before.quantity + part.quantity, amount: before.amount + part.amount };
}

export function cameOfPart({ goods }: Order, part: string): Pick<PartSums, 'delivered' | 'accepted'> {
  const accepted = acceptedMachines(goods).length;
  if (part === 'line/1') return { delivered: accepted + goods.differing, accepted };
  const { seats, matched } = cameOf(goods, Number(part.slice('item/'.length)));
  return { delivered: seats, accepted: matched };
}

/** Of one part, less what was credited. */
export function paidOf({ payments }: Order, part: string): Omit<PaidPart, 'part'> {
  const sums = { quantity: 0, amount: 0 };
  const add = (parts: readonly PaidPart[], sign: 1 | -1): void => {
    for (const one of parts.filter((each) => each.part === part)) {
      sums.quantity += sign * one.quantity;
      sums.amount += sign * one.amount;
    }
  };
  for (const { isApproved, parts, credited } of payments) {
    if (!isApproved) continue;
    add(parts, 1);
    add(credited, -1);
  }
  return sums;
}

/** Pays an invoice as far as the rules let it: only what was accepted, and finally only when nothing is missing. */
export function payInvoice(world: World, order: Order, invoice: Invoice): Outcome {
  const { number, parts, isFinal } = invoice;
  const body = standingBodyOf(order);
  const isMissing = partsOf(order).some((part) => cameOfPart(order, part).accepted < body.quantity);
  const isUnaccepted = parts.some((part) => {
    const { paid, accepted } = withInvoice(order, part);
    return paid > accepted;
  });
  const isApproved = !isUnaccepted && !(isFinal && isMissing);
  const settled = settle(order, parts).parts;
  order.payments.push({
    ...{ number, isApproved, isFinal, credited: [] },
    parts: settled.map((part) => (isApproved ? part : { ...part, funding: new Map() })),
  });
  if (!isApproved) return 'rejected';
  for (const { funding } of settled) for (const [line, amount] of funding) spend(world, order, { line, amount });
  if (isFinal) close(world, order);
  return 'approved';
}

interface LineSpending {
  readonly line: string;
  /** Below nought: it comes back to what the order has encumbered. */
  readonly amount: number;
}

function spend(world: World, order: Order, { line, amount }: LineSpending): void {
  change(world, line, 'encumbered', -amount);
  known(world.lines, line).spent += amount;
  const holding = new Map(order.holding);
  addTo(holding, line, -amount);
  order.holding = holding;
  addTo(order.used, line, amount);
}

/** Nothing more is to be paid, and nothing more to come: what is still set aside goes back. */
function close(world: World, order: Order): void {
  for (const [account, amount] of order.holding) {
    change(world, account, 'encumbered', -amount);
    noteEver(order, account, -amount);
  }
  order.holding = new Map();
  order.state = 'closed';
}

interface PaymentSettlement {
  readonly parts: Payment['parts'];
  readonly short: number;
}

/** Each part is paid by the lines that fund it, from where its earlier payments left off, and else by what is left. */
function settle(order: Order, parts: readonly PaidPart[]): PaymentSettlement {
  const left = new Map([...order.holding].filter(([account]) => account !== standingBodyOf(order).entitlement).sort());
  let short = 0;
  const funded = parts.map((part) => {
    const funding = new Map<string, number>();
    let done = paidOf(order, part.part).amount;
    let wanted = part.amount;
    for (const [line, share] of fundingOf(standingBodyOf(order), part.part)) {
      const paidBefore = Math.min(done, share);
      done -= paidBefore;
      const due = Math.min(wanted, share - paidBefore);
      wanted -= due - take(left, { from: linesOf(order, line), amount: due, into: funding });
    }
    const missing = take(left, { from: [...left.keys()], amount: wanted, into: funding });
    short += missing;
    return { ...part, funding };
  });
  return { parts: funded, short };
}

/** The line, and wherever its money was carried. */
function linesOf({ carried }: Order, line: string): readonly string[] {
  const lines = [line];
  for (const one of lines) lines.push(...carried.filter(({ from }) => from === one).map(({ to }) => to));
  return lines;
}

interface AmountToTake {
  readonly from: readonly string[];
  readonly amount: number;
  readonly into: Map<string, number>;
}

/** Answers how much of it there was not. */
function take(left: Map<string, number>, { from, amount, into }: AmountToTake): number {
  let wanted = amount;
  for (const line of from) {
    const taken = Math.min(wanted, left.get(line) ?? 0);
    wanted -= taken;
    addTo(left, line, -taken);
    addTo(into, line, taken);
  }
  return wanted;
}

interface CreditNote {
  /** The payment's place among those of the order. */
  readonly at: number;
  readonly parts: readonly PaidPart[];
}

/** Why a credit note cannot be carried out; undefined when it can. */
export function refusalOfCredit({ payments }: Order, { at, parts }: CreditNote): string | undefined {
  const payment = payments[at];
  if (!payment?.isApproved) return 'payment.not_paid';
  const isAbove = parts.some(({ part, quantity, amount }) => {
    const left = leftOf(payment, part);
    return quantity > left.quantity || amount > left.amount;
  });
  return isAbove ? 'credit_note.above_paid' : undefined;
}

/** What of a part was paid by a payment and not taken back. */
export function leftOf({ parts, credited }: Payment, part: string): Omit<PaidPart, 'part'> {
  const sumOf = (list: readonly PaidPart[], of: 'quantity' | 'amount') =>
    list.filter((each) => each.part === part).reduce((sum, each) => sum + each[of], 0);
  return {
    quantity: sumOf(parts, 'quantity') - sumOf(credited, 'quantity'),
    amount: sumOf(parts, 'amount') - sumOf(credited, 'amount'),
  };
}

/** Takes money back, from the lines that paid last first: encumbered again, or free where nothing more is to be paid. */
export function credit(world: World, order: Order, { at, parts }: CreditNote): void {
  const payment = order.payments[at];
  if (!payment) throw new Error(`the model knows no payment ${at} of ${order.reference}`);
  const hadFinal = order.payments.some(isFinalYet);
  const wasFinal = isFinalYet(payment);
  for (const part of parts) {
    const funding = takenBack(payment, part);
    payment.credited.push({ ...part, funding });
    for (const [line, amount] of funding) spend(world, order, { line, amount: -amount });
  }
  const isReopened = wasFinal && !isFinalYet(payment);
  if (isReopened && order.state === 'closed') order.state = 'accepted';
  if (order.state === 'terminated' || (hadFinal && !isReopened)) release(world, order);
}

/** Final, approved, and not wholly taken back. */
function isFinalYet({ isApproved, isFinal, parts, credited }: Payment): boolean {
  const sum = (list: readonly PaidPart[]) => list.reduce((total, { amount }) => total + amount, 0);
  return isApproved && isFinal && (sum(parts) === 0 || sum(parts) > sum(credited));
}

function takenBack(payment: Payment, { part, amount }: PaidPart): ReadonlyMap<string, number> {
  const left = new Map(payment.parts.find((paid) => paid.part === part)?.funding);
  for (const { funding } of payment.credited.filter((one) => one.part === part)) {
    for (const [line, gone] of funding) addTo(left, line, -gone);
  }
  const back = new Map<string, number>();
  take(left, { from: [...left.keys()].reverse(), amount, into: back });
  return back;
}

function release(world: World, order: Order): void {
  for (const [account, amount] of order.holding) {
    if (!world.lines.has(account)) continue;
    change(world, account, 'encumbered', -amount);
    noteEver(order, account, -amount);
  }
  order.holding = new Map([...order.holding].filter(([account]) => !world.lines.has(account)));
}
