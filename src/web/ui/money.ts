/** Made once: to make it takes longer than to write a hundred amounts. */
const IN_THOUSANDS = new Intl.NumberFormat('en-US');

const AMOUNT = /^(-?)(\d+)\.(\d{2})$/;

/** `113400.00` as `113,400.00`. Amounts are strings of yuan with two digits from the gate to the screen, and never floats. */
export function writeMoney(amount: string): string {
  const [, sign = '', yuan = '', fen = ''] = AMOUNT.exec(amount) ?? [];
  if (yuan === '') throw new RangeError(`${amount} is no amount of the contract`);
  return `${sign === '-' ? '−' : ''}${IN_THOUSANDS.format(BigInt(yuan))}.${fen}`;
}
