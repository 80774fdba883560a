import type { BodyOf } from '../../client/operation.ts';
import { fenOf, yuanOf } from '../../ui/fen.ts';
import { readDay, readMoney, readWhole } from '../../ui/typed-values.ts';
import { costOf, type PayablePart, sumOf } from './payable.ts';

type Statement = BodyOf<'payOrder'>;

/** What of a part an invoice is for; both fields are empty where it is for none of it. */
export interface TypedPart {
  readonly count: string;
  readonly amount: string;
}

/** An invoice as it is typed: every field is a text. */
export interface TypedPayment {
  readonly invoiceNumber: string;
  readonly invoiceOn: string;
  readonly isFinal: boolean;
  readonly parts: { readonly [key: string]: TypedPart | undefined };
}

export type PaymentFault = 'missing' | 'noDay' | 'noMoney' | 'noNumber' | 'nothing';

export interface PaymentBody {
  readonly body: Statement | undefined;
  /** By the name of the field; those of parts are `line.1.amount`. */
  readonly faults: ReadonlyMap<string, PaymentFault>;
  /** The sum of the amounts that can be read, in yuan. */
  readonly total: string;
  /** The field that a pointer into the body points at; empty where it has none. */
  readonly fieldAt: (pointer: string) => string;
}

export const BLANK_PAYMENT: TypedPayment = { invoiceNumber: '', invoiceOn: '', isFinal: false, parts: {} };
const BLANK_PART: TypedPart = { count: '', amount: '' };

export function typedPart({ parts }: TypedPayment, key: string): TypedPart {
  return parts[key] ?? BLANK_PART;
}

/** All that has come and is not paid yet. */
export function allPayable(parts: readonly PayablePart[]): TypedPayment['parts'] {
  return Object.fromEntries(
    parts
      .filter(({ payable }) => payable > 0)
      .map(({ key, payable, payableFen }) => [key, { count: String(payable), amount: yuanOf(payableFen) }]),
  );
}

/** With a number the amount follows at the contract's price; it may be overwritten. */
export function withCount(part: PayablePart, count: string): TypedPart {
  const number = readWhole(count, 0);
  return { count, amount: number === undefined ? '' : yuanOf(costOf(part, number)) };
}

/** The payment as the gate takes it, or what keeps it from being one. */
export function paymentBody(typed: TypedPayment, payable: readonly PayablePart[], today: string): PaymentBody {
  const faults = new Map<string, PaymentFault>();
  const named = payable.flatMap((part) => {
    const { count, amount } = typedPart(typed, part.key);
    if (count.trim() === '' && amount.trim() === '') return [];
    const number = readWhole(count === '' ? '0' : count, 0);
    const money = readMoney(amount);
    if (number === undefined) faults.set(`${part.key}.count`, 'noNumber');
    if (money === undefined) faults.set(`${part.key}.amount`, amount.trim() === '' ? 'missing' : 'noMoney');
    return number === undefined || money === undefined ? [] : [{ part, number, money }];
  });
  const total = sumOf(named.map(({ money }) => fenOf(money)));
  const hasMoney = total !== '0.00';
  const invoiceOn = readDay(typed.invoiceOn, today);
  if (hasMoney && typed.invoiceNumber.trim() === '') faults.set('invoiceNumber', 'missing');
  if (invoiceOn === undefined && typed.invoiceOn.trim() !== '') faults.set('invoiceOn', 'noDay');
  else if (invoiceOn === undefined && hasMoney) faults.set('invoiceOn', 'missing');
  if (!hasMoney && !typed.isFinal && faults.size === 0) faults.set('', 'nothing');
  const lines = named.filter(({ part }) => part.of === 'line');
  const items = named.filter(({ part }) => part.of === 'item');
  const body: Statement = {
    ...{ invoiceNumber: typed.invoiceNumber.trim() || null, invoiceOn: invoiceOn ?? null },
    ...{ amount: total, final: typed.isFinal },
    lines: lines.map(({ part, number, money }) => ({ line: part.number, quantity: number, amount: money })),
    softwarePlan: items.map(({ part, number, money }) => ({ item: part.number, seats: number, amount: money })),
  };
  return { faults, total, body: faults.size > 0 ? undefined : body, fieldAt };

  function fieldAt(pointer: string): string {
    const [, list, index = '', field = ''] = /^\/(lines|softwarePlan)\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
    if (list === undefined) return pointer.slice(1);
    const at = (list === 'lines' ? lines : items)[Number(index)];
    return at === undefined ? '' : `${at.part.key}.${field === 'amount' ? 'amount' : 'count'}`;
  }
}
