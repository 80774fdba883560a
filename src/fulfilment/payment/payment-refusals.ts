import {
  isOwnPurchase,
  isPricedElsewhere,
  itemOfPart,
  lineAmount,
  type OrderSubmission,
  planItemCost,
} from '../../facts/index.ts';
import {
  addFen,
  type CivilDate,
  type Fen,
  fen,
  formatYuan,
  groupedYuan,
  Refusal,
  type RefusedField,
  type Text,
  text,
  ZERO_FEN,
} from '../../kernel/index.ts';
import type { PayableOrder, PaymentRequest } from './decide-payment.ts';
import { usedNumber } from './invoice-number.ts';
import { type AskedPart, outstandingLines, paidParts } from './paid-parts.ts';
import { NOTHING_PAID, type PaidSums } from './payment.ts';
import type { Settlement } from './settlement.ts';

export interface PaymentToValidate {
  readonly asked: PaymentRequest;
  readonly payable: PayableOrder;
  readonly settlement: Settlement;
  /** The supplier's invoice was paid before, for whatever order. */
  readonly isInvoiceUsed: boolean;
  /** Budget lines that do not reconcile, among those that would pay or get something back. */
  readonly frozen: readonly string[];
  readonly on: CivilDate;
}

/**
 * Why a payment cannot be judged: it is for something that was not contracted or has not come, does not add up, was paid
 * before, or has no money set aside. What rules judge, the proof and what differs from the contract, is no matter of this.
 */
export function refusalOfPayment(payment: PaymentToValidate): Refusal | undefined {
  const checks: readonly (readonly [Code, readonly RefusedField[]])[] = [
    ['invoice_missing', missingInvoice(payment)],
    ['invoice_on', futureInvoice(payment)],
    ['unknown_part', unknownParts(payment)],
    ['amounts', unbalanced(payment)],
    ['invoice_used', usedInvoice(payment)],
    ['above_contract', aboveContract(payment)],
    ['above_accepted', aboveAccepted(payment)],
    ['above_encumbered', aboveEncumbered(payment)],
    ['not_delivered', notDelivered(payment)],
  ];
  const found = checks.find(([, errors]) => errors.length > 0);
  if (found) return refusal(...found);
  return payment.frozen.length > 0 ? frozen(payment.frozen) : undefined;
}

const TEXTS = {
  invoice_missing: text('付款须写明发票号码和开票日期。', 'A payment names its invoice and the day of it.'),
  invoice_on: text('开票日期不能晚于今天。', 'An invoice cannot be of a day to come.'),
  unknown_part: text(
    '付款中有订单没有的、重复的或不单独付款的明细或计划项。',
    'The payment names a line or plan item that the order does not have, does not pay by itself, or names twice.',
  ),
  amounts: text(
    '付款金额勾稽不符：合计应等于各部分之和，且须有付款内容；仅办结时可为零。',
    'The amounts do not add up: the sum is that of all parts, and only a final payment may be for nothing.',
  ),
  invoice_used: text('该供应商的此张发票已付款。', 'This invoice of the supplier was paid before.'),
  above_contract: text(
    '累计付款超过合同数量或按合同单价计算的金额。',
    'With what was paid before it is more than was contracted, in number or at the contract’s price.',
  ),
  above_accepted: text('累计付款数量超过到货数量。', 'With what was paid before it is for more than has come.'),
  above_encumbered: text('付款金额超过该订单的占用余额。', 'The payment needs more than is encumbered for the order.'),
  not_delivered: text(
    '尚有明细未到货，不能作为最后一笔付款。不再交货的，请终止合同。',
    'Something is still to come, so this cannot be the last payment. If it will never come, terminate the contract.',
  ),
} as const satisfies Record<string, Text>;

type Code = keyof typeof TEXTS;

function refusal(code: Code, errors: readonly RefusedField[]): Refusal {
  return new Refusal('unprocessable', `payment.${code}`, TEXTS[code], errors);
}

function frozen(lines: readonly string[]): Refusal {
  const named = lines.join(', ');
  const says = text(
    `预算指标 ${named} 对账不符，已冻结，暂不能付款。`,
    `The budget line ${named} does not reconcile and is frozen; nothing is paid from it now.`,
  );
  return new Refusal('conflict', 'account.frozen', says);
}

function at(pointer: string): readonly RefusedField[] {
  return [{ pointer, message: '' }];
}

/** Without money there is no invoice; with money there is one. */
function missingInvoice({ asked }: PaymentToValidate): readonly RefusedField[] {
  if (asked.amountFen === ZERO_FEN) return [];
  return [
    ...(asked.invoiceNumber === null ? at('/invoiceNumber') : []),
    ...(asked.invoiceOn === null ? at('/invoiceOn') : []),
  ];
}

function futureInvoice({ asked, on }: PaymentToValidate): readonly RefusedField[] {
  return asked.invoiceOn !== null && asked.invoiceOn > on ? at('/invoiceOn') : [];
}

/** An invoice that is another has a code of its own: written with it, it is paid. */
function usedInvoice({ asked, isInvoiceUsed }: PaymentToValidate): readonly RefusedField[] {
  if (!isInvoiceUsed || asked.invoiceNumber === null) return [];
  return [usedNumber('/invoiceNumber', asked.invoiceNumber)];
}

function unknownParts({ asked, payable }: PaymentToValidate): readonly RefusedField[] {
  const { parts } = asked;
  return parts
    .filter(({ part }, index) => {
      const isTwice = parts.findIndex((each) => each.part === part) !== index;
      return isTwice || costOf(payable.standing.body, part) === undefined;
    })
    .map(({ pointer }) => ({ pointer, message: '' }));
}

function unbalanced({ asked }: PaymentToValidate): readonly RefusedField[] {
  const { parts, amountFen, isFinal } = asked;
  const sum = addFen(ZERO_FEN, ...parts.map((part) => part.amountFen));
  if (sum !== amountFen) return at('/amount');
  return amountFen === ZERO_FEN && !isFinal ? at('/amount') : [];
}

interface Cost {
  readonly quantity: number;
  readonly totalFen: Fen;
}

/** What a line or a plan item that is paid by itself was contracted for; undefined for every other name. */
function costOf(body: OrderSubmission, part: string): Cost | undefined {
  const line = body.lines.find((each) => part === `line/${each.line}`);
  // What another line pays for is paid with it.
  if (line && isPricedElsewhere(line)) return undefined;
  if (line) return { quantity: line.quantity, totalFen: lineAmount(line) ?? ZERO_FEN };
  const item = itemOfPart(body, part);
  if (!item || !isOwnPurchase(body, item)) return undefined;
  return { quantity: item.seats ?? 0, totalFen: planItemCost(body, item) ?? ZERO_FEN };
}

/** Of each part altogether: not more pieces than were contracted, and for so many not more than they cost. */
function aboveContract({ asked, payable }: PaymentToValidate): readonly RefusedField[] {
  return asked.parts.flatMap((part) => {
    const cost = costOf(payable.standing.body, part.part);
    if (!cost) return [];
    const { quantity, amountFen } = withPaid(part, payable.paid);
    if (quantity > cost.quantity)
      return [{ pointer: `${part.pointer}${quantityName(part)}`, message: contracted(cost) }];
    const most = BigInt(cost.totalFen) * BigInt(quantity);
    const isDear = BigInt(amountFen) * BigInt(cost.quantity) > most;
    if (!isDear) return [];
    return [{ pointer: `${part.pointer}/amount`, message: mostFor(quantity, most / BigInt(cost.quantity)) }];
  });
}

function withPaid(part: AskedPart, paid: PaidSums) {
  const before = paid.get(part.part) ?? NOTHING_PAID;
  return { quantity: part.quantity + before.quantity, amountFen: addFen(part.amountFen, before.amountFen) };
}

function quantityName({ part }: AskedPart): string {
  return part.startsWith('item/') ? '/seats' : '/quantity';
}

function contracted({ quantity, totalFen }: Cost): Text {
  const yuan = groupedYuan(totalFen);
  return text(`合同为 ${quantity}，共 ${yuan} 元。`, `${quantity} were contracted, for ${yuan} yuan.`);
}

/** With what was paid before; a fen that no piece has for itself is left out. */
function mostFor(quantity: number, most: bigint): Text {
  const yuan = groupedYuan(fen(Number(most)));
  return text(
    `连同已付共 ${quantity} 件（套），按合同单价最多 ${yuan} 元。`,
    `With what was paid before it is for ${quantity}, which are at most ${yuan} yuan at the contract’s price.`,
  );
}

/** What has not come cannot be paid; what has come and differs, or lacks its proof, is for the rules. */
function aboveAccepted({ asked, payable }: PaymentToValidate): readonly RefusedField[] {
  const { standing, progress, paid } = payable;
  return asked.parts.flatMap((part) => {
    const [counted] = paidParts({ body: standing.body, progress, paid, parts: [part] });
    if (!counted || counted.paid <= counted.delivered) return [];
    const says = text(`已到货 ${counted.delivered}。`, `${counted.delivered} have come.`);
    return [{ pointer: `${part.pointer}${quantityName(part)}`, message: says }];
  });
}

function aboveEncumbered({ settlement }: PaymentToValidate): readonly RefusedField[] {
  const { shortFen } = settlement;
  if (shortFen === ZERO_FEN) return [];
  const yuan = formatYuan(shortFen);
  return [{ pointer: '/amount', message: text(`差额 ${yuan} 元。`, `${yuan} yuan are missing.`) }];
}

/** Machines and licences must be in the registers by then, which a rule looks after; other goods must have come. */
function notDelivered({ asked, payable }: PaymentToValidate): readonly RefusedField[] {
  if (!asked.isFinal || outstandingLines(payable.standing.body, payable.progress).length === 0) return [];
  return [{ pointer: '/final', message: '' }];
}
