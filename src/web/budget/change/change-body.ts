import type { Schemas } from '../../client/operation.ts';
import { type Fen, fenOf, yuanOf } from '../../ui/fen.ts';
import { readMoney } from '../../ui/typed-values.ts';

/** What every change of a line's money states, as it is typed. */
export interface TypedChange {
  readonly amount: string;
  readonly documentNumber: string;
  readonly reason: string;
}

export const BLANK_CHANGE: TypedChange = { amount: '', documentNumber: '', reason: '' };

export type ChangeFaults = { readonly [field in keyof TypedChange]?: 'needed' | 'badAmount' };

/** The amount in fen, as far as one is typed that is above nought. */
export function amountOf({ amount }: Pick<TypedChange, 'amount'>): Fen | undefined {
  const fen = fenOf(readMoney(amount) ?? '0.00');
  return fen === 0n ? undefined : fen;
}

/** What can be sent, or what is missing. */
export function statedChange(typed: TypedChange): { readonly stated?: TypedChange; readonly faults: ChangeFaults } {
  const amount = amountOf(typed);
  const [documentNumber, reason] = [typed.documentNumber.trim(), typed.reason.trim()];
  const faults: ChangeFaults = {
    ...(amount === undefined && { amount: typed.amount.trim() === '' ? 'needed' : 'badAmount' }),
    ...(documentNumber === '' && { documentNumber: 'needed' }),
    ...(reason === '' && { reason: 'needed' }),
  };
  if (amount === undefined || Object.keys(faults).length > 0) return { faults };
  return { stated: { amount: yuanOf(amount), documentNumber, reason }, faults };
}

export type MoneyOfLine = Pick<Schemas['BudgetLine'], 'appropriation' | 'available'>;

/** What the line may spend and has left, once so much has come or gone: below nought for what goes. */
export function moneyAfter({ appropriation, available }: MoneyOfLine, by: Fen): MoneyOfLine {
  return { appropriation: yuanOf(fenOf(appropriation) + by), available: yuanOf(fenOf(available) + by) };
}

/** How much is missing for taking so much away; nothing where enough is left. */
export function missingFor({ available }: Pick<MoneyOfLine, 'available'>, by: Fen): Fen | undefined {
  const left = fenOf(available) + by;
  return by < 0n && left < 0n ? -left : undefined;
}
