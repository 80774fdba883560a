const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Checks a unified social credit code: 18 characters, the last one a checksum modulo 31 (GB 32100-2015, 4.3 and annex A). */
export function isCreditCode(code: string): boolean {
  return code.length === 18 && code.at(-1) === creditCodeChecksum(code.slice(0, 17));
}

/** The check character for the first 17; undefined when one of them is outside the alphabet. */
export function creditCodeChecksum(first17: string): string | undefined {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) {
    const value = ALPHABET.indexOf(first17.charAt(index));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
