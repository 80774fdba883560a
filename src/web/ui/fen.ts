/** Whole fen. Sums that are shown are never floats. */
export type Fen = bigint;

/** `4999.00` in fen. */
export function fenOf(yuan: string): Fen {
  const [whole = '0', fraction = ''] = yuan.split('.');
  return BigInt(`${whole}${fraction.padEnd(2, '0')}`);
}

/** Fen as yuan with two digits, as the contract writes them. */
export function yuanOf(fen: Fen): string {
  if (fen < 0n) return `-${yuanOf(-fen)}`;
  const digits = fen.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
