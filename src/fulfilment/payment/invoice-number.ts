import { foldedNumber, type RefusedField, text } from '../../kernel/index.ts';

/** An invoice of a supplier, by its number as it was written. */
export interface SupplierInvoice {
  /** The supplier's credit code; empty where the order names none. */
  readonly supplier: string;
  readonly number: string;
}

/** What people write around the number of an invoice: Chinese words, `No.`, `INV`, and signs between the digits. */
const AROUND = /INVOICE|INV|NUMBER|NO|FP|SN|\p{Script=Han}|[^\p{L}\p{N}]/gu;

/**
 * The digits of a tax invoice: a number of eight behind a code of ten or twelve, a number of eight alone, or one of
 * twenty. Anything else that is written as a number (`FP-2026-7`) is compared as it stands.
 */
const TAX_INVOICE = /^(\d{10}|\d{12}|)(\d{8})$/;

/** A tax invoice is looked up by its last eight digits, because its code is often left out. Null of any other number. */
export function lastDigitsKey({ supplier, number }: SupplierInvoice): string | null {
  const digits = digitsOf(number);
  return digits && `${supplier}/${digits.last}`;
}

/**
 * Whether both are one invoice or credit note: written alike but for width, case, blanks, signs and words, or with its code
 * at one of them only. Those of two codes may have the same eight digits and are two.
 */
export function isSameInvoice(one: SupplierInvoice, other: SupplierInvoice): boolean {
  if (one.supplier !== other.supplier) return false;
  if (foldedNumber(one.number) === foldedNumber(other.number)) return true;
  const [ofOne, ofOther] = [digitsOf(one.number), digitsOf(other.number)];
  if (ofOne === null || ofOther === null || ofOne.last !== ofOther.last) return false;
  return ofOne.code === ofOther.code || ofOne.code === '' || ofOther.code === '';
}

/** How a number that is used already can be written where it is of another invoice: one that lacks its code is told so. */
export function usedNumber(pointer: string, number: string): RefusedField {
  if (digitsOf(number)?.code !== '') return { pointer, message: '' };
  const message = text(
    '若为另一张发票，请连同发票代码填写，数电票请填写全部20位号码。',
    'If it is another invoice, write it with its code, or with all twenty digits.',
  );
  return { pointer, message };
}

function digitsOf(number: string): { readonly code: string; readonly last: string } | null {
  const [, code = '', last] = TAX_INVOICE.exec(foldedNumber(number).replaceAll(AROUND, '')) ?? [];
  return last === undefined ? null : { code, last };
}
