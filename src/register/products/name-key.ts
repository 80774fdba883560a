/**
 * How names of products, editions and licensees are compared: NFKC, case folded, spaces collapsed. Exact after that: no
 * fuzzy match and no regular expression ever decides what a licence covers.
 */
export function nameKey(name: string): string {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const key = name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  if (name.length > REMEMBERED_LENGTH) return key;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(name, key);
  return key;
}

/** Names of one order come back dozens of times, those of products and agencies in every order; a fuller memory starts anew. */
const REMEMBERED_MAX = 4_096;

/** Longer ones are free text, which does not come back and would only fill the memory. */
const REMEMBERED_LENGTH = 200;

const remembered = new Map<string, string>();
