/** How headings and words of foreign files are compared: full-width forms, spaces, line breaks and stars make no other word. */
export function plainWord(word: string): string {
  return word.normalize('NFKC').replaceAll(/[\s*]/g, '').toLowerCase();
}

const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** A number as it may be written: with full-width digits, grouped, with a sign or in percent. */
const NUMBER_LIKE = /^[\d０-９.．,，+＋\-－−%％¥￥\s]*$/;

/** `1,234.50` of a sheet is `1234.50`, and so is `１，２３４．５０`. What is no number stays as it is. */
export function plainDigits(cell: string): string {
  const narrow = NUMBER_LIKE.test(cell) ? cell.normalize('NFKC').trim() : cell;
  return GROUPED.test(narrow) ? narrow.replaceAll(',', '') : narrow;
}

/** How accountants write that there is nothing. */
const ACCOUNTING_ZERO = /^[-−–—]{1,2}$/;

/** An amount of a sheet as digits: `￥1,234.50` is `1234.50`, and a dash by itself is `0`. */
export function plainAmount(cell: string): string {
  const amount = plainDigits(cell.trim().replace(/^[¥￥]\s*/, ''));
  return ACCOUNTING_ZERO.test(amount) ? '0' : amount;
}
