/** Part ÷ whole in percent with two places, rounded half up; null where there is nothing to divide by. */
export function percentOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const [numerator, denominator] = [BigInt(part) * 10_000n, BigInt(whole)];
  const isNegative = numerator < 0n !== denominator < 0n;
  const [top, bottom] = [absolute(numerator), absolute(denominator)];
  const hundredths = (2n * top + bottom) / (2n * bottom);
  const digits = hundredths.toString().padStart(3, '0');
  const sign = isNegative && hundredths > 0n ? '-' : '';
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
