/**
 * How names of products, editions and licensees are compared: NFKC, case folded, spaces collapsed. Exact after that: no
 * fuzzy match and no regular expression ever decides what a licence covers.
 */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
