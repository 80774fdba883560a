import { digestOf } from './canonical-json.ts';

/** Compatibility forms of one character may be eighteen; a number that grows beyond this is compared by its digest. */
const CHARACTERS_MAX = 200;

/**
 * How numbers that people type or scan are compared: serials, asset numbers, numbers of invoices. Width, case and blanks
 * make no other number (`ＳＮ １` is `sn1`). What is kept and shown is what was written.
 */
export function foldedNumber(number: string): string {
  const folded = number.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  return folded.length <= CHARACTERS_MAX ? folded : digestOf(folded);
}
