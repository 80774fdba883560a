import {
  buyingLine,
  type GatheredPaidPart,
  isOwnPurchase,
  itemOfPart,
  linesPricedIn,
  numberIn,
  type OrderLine,
  type OrderSubmission,
  type PlanItem,
} from '../../facts/index.ts';
import { categoryOf, kindOf, software } from '../../goods/index.ts';
import { isStillToCome } from '../../orders/index.ts';
import { wholeGoods } from '../delivery/delivery-progress.ts';
import { NOTHING_CAME, type OrderProgress, type PartProgress } from '../delivery/progress.ts';
import { NOTHING_PAID, type PaidPart, type PaidSums } from './payment.ts';

/** A part of an order as a payment names it. */
export interface AskedPart extends PaidPart {
  /** Into the statement: `/lines/0`. */
  readonly pointer: string;
}

export interface PartsToPay {
  readonly body: OrderSubmission;
  readonly progress: OrderProgress;
  readonly paid: PaidSums;
  readonly parts: readonly AskedPart[];
}

/** Each part with what was contracted, what came and what was paid before; a part that the order does not have is left out. */
export function paidParts({ body, progress, paid, parts }: PartsToPay): readonly GatheredPaidPart[] {
  return parts.flatMap((asked) => {
    const quantity = asked.quantity + (paid.get(asked.part) ?? NOTHING_PAID).quantity;
    const line = body.lines.find((each) => asked.part === `line/${each.line}`);
    if (line) return [{ pointer: asked.pointer, ...paidLine({ body, progress, line, quantity }) }];
    const item = itemOfPart(body, asked.part);
    if (!item || !isOwnPurchase(body, item)) return [];
    return [{ pointer: asked.pointer, ...partOf(item, quantity, progress.items.get(numberIn(body, item))) }];
  });
}

interface LineToPay {
  readonly body: OrderSubmission;
  readonly progress: OrderProgress;
  readonly line: OrderLine;
  readonly quantity: number;
}

/** A software line is paid as the seats of the plan items that it buys: half of the line is half of the seats. */
function paidLine({ body, progress, line, quantity }: LineToPay): Omit<GatheredPaidPart, 'pointer'> {
  const items = (body.softwarePlan ?? []).filter((item) => buyingLine(body, item) === line);
  const [first] = items;
  if (!first) {
    const [inside] = linesPricedIn(body, line);
    const { goods } = inside ?? line;
    const counted = { contracted: line.quantity, paid: quantity, ...cameWhole({ body, progress, line }) };
    return { scope: 'line', goods, category: categoryOf(inside ?? line), ...counted };
  }
  const came = items.map((item) => progress.items.get(numberIn(body, item)) ?? NOTHING_CAME);
  const seats = sumOf(items, (item) => item.seats ?? 0);
  return {
    scope: 'plan-item',
    goods: software.name,
    category: first.category ?? null,
    contracted: seats,
    paid: Math.ceil((quantity * seats) / line.quantity),
    delivered: sumOf(came, ({ delivered }) => delivered),
    accepted: sumOf(came, ({ accepted }) => accepted),
    proven: sumOf(came, ({ proven }) => proven),
  };
}

/** Goods with machines inside them are judged as these machines. */
function cameWhole({ body, progress, line }: Omit<LineToPay, 'quantity'>): Omit<PartProgress, 'registered'> {
  const whole = (of: (came: PartProgress) => number): number =>
    wholeGoods(body, line, (number) => of(progress.lines.get(number) ?? NOTHING_CAME));
  return {
    delivered: whole(({ delivered }) => delivered),
    accepted: whole(({ accepted }) => accepted),
    proven: whole(({ proven }) => proven),
  };
}

function partOf(
  item: PlanItem,
  quantity: number,
  came: PartProgress = NOTHING_CAME,
): Omit<GatheredPaidPart, 'pointer'> {
  const { registered: _registered, ...counts } = came;
  const counted = { contracted: item.seats ?? 0, paid: quantity, ...counts };
  return { scope: 'plan-item', goods: software.name, category: item.category ?? null, ...counted };
}

/** What the register still lacks of an order: machines, and seats of licences that were to come. */
export function unregisteredOf(body: OrderSubmission, { lines, items }: OrderProgress) {
  const machines = body.lines.filter((line) => kindOf(line).isSerialised);
  const licences = (body.softwarePlan ?? []).filter(isStillToCome);
  return {
    devices: sumOf(machines, ({ line, quantity }) => lacking(quantity, lines.get(line))),
    seats: sumOf(licences, (item) => lacking(item.seats ?? 0, items.get(numberIn(body, item)))),
  };
}

/** Lines of other goods, which no register has, of which something is still to come. */
export function outstandingLines(body: OrderSubmission, { lines }: OrderProgress): readonly OrderLine[] {
  return body.lines.filter((line) => {
    const isInPlan = body.softwarePlan?.some((item) => buyingLine(body, item) === line);
    if (kindOf(line).isSerialised || isInPlan) return false;
    return (lines.get(line.line) ?? NOTHING_CAME).delivered < line.quantity;
  });
}

function lacking(wanted: number, { registered }: PartProgress = NOTHING_CAME): number {
  return Math.max(0, wanted - registered);
}

function sumOf<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}
