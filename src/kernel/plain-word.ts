/** How headings and words of foreign files are compared: full-width forms, spaces, line breaks and stars make no other word. */
export function plainWord(word: string): string {
  return word.normalize('NFKC').replaceAll(/[\s*]/g, '').toLowerCase();
}

const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** `1,234.50` of a sheet is `1234.50`. */
export function plainDigits(cell: string): string {
  return GROUPED.test(cell) ? cell.replaceAll(',', '') : cell;
}
