import { sha256 } from '../kernel/index.ts';

/**
 * How names of products, editions and licensees are compared: NFKC, case folded, spaces collapsed. Exact after that: no
 * fuzzy match and no regular expression ever decides what a licence covers.
 */
export function nameKey(name: string): string {
  const key = name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return key.length <= KEY_LENGTH_MAX ? key : `sha256:${sha256(key).toString('hex')}`;
}

/** What the column holds. One character may become eighteen by NFKC, so a name that fits can have a key that does not. */
const KEY_LENGTH_MAX = 255;
