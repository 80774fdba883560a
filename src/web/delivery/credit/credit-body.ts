import type { BodyOf, Schemas } from '../../client/operation.ts';
import { type Fen, fenOf, yuanOf } from '../../ui/fen.ts';
import { readDay, readMoney, readWhole } from '../../ui/typed-values.ts';
import type { PayablePart } from '../pay/payable.ts';
import type { TypedPart } from '../pay/payment-body.ts';

type Payment = Schemas['Payment'];
type Statement = BodyOf<'creditPayment'>;

/** A part of a payment, and how much of it can still be taken back. */
export interface CreditablePart {
  /** `line.1` or `item.2`. */
  readonly key: string;
  readonly of: 'line' | 'item';
  readonly number: number;
  readonly paid: number;
  readonly paidFen: Fen;
  readonly left: number;
  readonly leftFen: Fen;
}

export function creditableParts(payment: Payment): readonly CreditablePart[] {
  const back = new Map<string, { readonly count: number; readonly fen: Fen }>();
  const take = (key: string, count: number, amount: string): void => {
    const before = back.get(key) ?? { count: 0, fen: 0n };
    back.set(key, { count: before.count + count, fen: before.fen + fenOf(amount) });
  };
  for (const { lines, softwarePlan } of payment.creditNotes) {
    for (const { line, quantity, amount } of lines) take(`line.${line}`, quantity, amount);
    for (const { item, seats, amount } of softwarePlan) take(`item.${item}`, seats, amount);
  }
  const partOf = (of: CreditablePart['of'], number: number, paid: number, amount: string): CreditablePart => {
    const key = `${of}.${number}`;
    const gone = back.get(key) ?? { count: 0, fen: 0n };
    const paidFen = fenOf(amount);
    return { key, of, number, paid, paidFen, left: paid - gone.count, leftFen: paidFen - gone.fen };
  };
  return [
    ...payment.lines.map(({ line, quantity, amount }) => partOf('line', line, quantity, amount)),
    ...payment.softwarePlan.map(({ item, seats, amount }) => partOf('item', item, seats, amount)),
  ];
}

/** A credit note as it is typed: every field is a text. */
export interface TypedCredit {
  readonly number: string;
  readonly creditedOn: string;
  readonly reason: string;
  readonly parts: { readonly [key: string]: TypedPart | undefined };
}

export const BLANK_CREDIT: TypedCredit = { number: '', creditedOn: '', reason: '', parts: {} };
const BLANK_PART: TypedPart = { count: '', amount: '' };

export function creditedPart({ parts }: Pick<TypedCredit, 'parts'>, key: string): TypedPart {
  return parts[key] ?? BLANK_PART;
}

/** With a number the amount follows at the price that was paid; of all that is left it is all that is left. */
export function withCreditedCount(part: CreditablePart, count: string): TypedPart {
  const number = readWhole(count, 0);
  if (number === undefined) return { count, amount: '' };
  const each = part.paid === 0 ? 0n : (part.paidFen * BigInt(number)) / BigInt(part.paid);
  const fen = number >= part.left || each > part.leftFen ? part.leftFen : each;
  return { count, amount: yuanOf(fen) };
}

/** As much of this payment as its order is overpaid. */
export function overpaidParts(
  parts: readonly CreditablePart[],
  payable: readonly Pick<PayablePart, 'key' | 'overpaid'>[],
): TypedCredit['parts'] {
  return Object.fromEntries(
    parts.flatMap((part) => {
      const { overpaid = 0 } = payable.find(({ key }) => key === part.key) ?? {};
      const count = Math.min(overpaid, part.left);
      return count > 0 ? [[part.key, withCreditedCount(part, String(count))]] : [];
    }),
  );
}

export type CreditFault = 'missing' | 'noDay' | 'noMoney' | 'noNumber' | 'tooMany' | 'tooMuch' | 'nothing';

export interface CreditBody {
  readonly body: Statement | undefined;
  /** By the name of the field; those of parts are `line.1.amount`. */
  readonly faults: ReadonlyMap<string, CreditFault>;
  readonly totalFen: Fen;
  /** The field that a pointer into the body points at; empty where it has none. */
  readonly fieldAt: (pointer: string) => string;
}

/** The credit note as the gate takes it, or what keeps it from being one. */
export function creditBody(typed: TypedCredit, parts: readonly CreditablePart[], today: string): CreditBody {
  const faults = new Map<string, CreditFault>();
  const creditedOn = readDay(typed.creditedOn, today);
  if (typed.number.trim() === '') faults.set('number', 'missing');
  if (creditedOn === undefined) faults.set('creditedOn', typed.creditedOn.trim() === '' ? 'missing' : 'noDay');
  if (typed.reason.trim() === '') faults.set('reason', 'missing');
  const named = parts.flatMap((part) => namedPart(part, creditedPart(typed, part.key), faults));
  const totalFen = named.reduce((sum, { fen }) => sum + fen, 0n);
  if (named.length === 0 && ![...faults.keys()].some((name) => name.includes('.'))) faults.set('', 'nothing');
  const lines = named.filter(({ part }) => part.of === 'line');
  const items = named.filter(({ part }) => part.of === 'item');
  const body: Statement = {
    ...{ number: typed.number.trim(), creditedOn: creditedOn ?? '', amount: yuanOf(totalFen) },
    lines: lines.map(({ part, count, fen }) => ({ line: part.number, quantity: count, amount: yuanOf(fen) })),
    softwarePlan: items.map(({ part, count, fen }) => ({ item: part.number, seats: count, amount: yuanOf(fen) })),
    reason: typed.reason.trim(),
  };
  return { faults, totalFen, body: faults.size > 0 ? undefined : body, fieldAt };

  function fieldAt(pointer: string): string {
    const [, list, index = '', field = ''] = /^\/(lines|softwarePlan)\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
    if (list === undefined) return pointer.slice(1);
    const at = (list === 'lines' ? lines : items)[Number(index)];
    return at === undefined ? '' : `${at.part.key}.${field === 'amount' ? 'amount' : 'count'}`;
  }
}

interface NamedPart {
  readonly part: CreditablePart;
  readonly count: number;
  readonly fen: Fen;
}

function namedPart(part: CreditablePart, typed: TypedPart, faults: Map<string, CreditFault>): readonly NamedPart[] {
  const [countText, amountText] = [typed.count.trim(), typed.amount.trim()];
  if (countText === '' && amountText === '') return [];
  const count = readWhole(countText === '' ? '0' : countText, 0);
  const amount = readMoney(amountText);
  if (count === undefined) faults.set(`${part.key}.count`, 'noNumber');
  else if (count > part.left) faults.set(`${part.key}.count`, 'tooMany');
  if (amount === undefined) faults.set(`${part.key}.amount`, amountText === '' ? 'missing' : 'noMoney');
  else if (fenOf(amount) > part.leftFen) faults.set(`${part.key}.amount`, 'tooMuch');
  return count === undefined || amount === undefined ? [] : [{ part, count, fen: fenOf(amount) }];
}
