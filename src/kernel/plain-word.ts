/** How headings and words of foreign files are compared: full-width forms, spaces, line breaks and stars make no other word. */
export function plainWord(word: string): string {
  return word.normalize('NFKC').replaceAll(/[\s*]/g, '').toLowerCase();
}
