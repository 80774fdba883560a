/** The price of several of a thing, in yuan with two digits. Whole fen are counted, so nothing is rounded. */
export function amountOf(unitPrice: string, quantity: number): string {
  const fen = BigInt(unitPrice.replace('.', '')) * BigInt(quantity);
  const digits = fen.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
