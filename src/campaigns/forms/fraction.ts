import type { Points } from './form-document.ts';

/** An exact share of two whole numbers; the denominator is above zero. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** The whole number next to a fraction that is not negative; a half goes up. */
export function halfUp({ top, bottom }: Fraction): bigint {
  return (2n * top + bottom) / (2n * bottom);
}

const POINTS = /^(?:0|[1-9]\d{0,5})(?:\.\d{1,2})?$/;

/** Points in hundredths: `7` and `"7.00"` are 700; undefined for what is no number of points. */
export function hundredthsOf(points: unknown): number | undefined {
  if (typeof points === 'number' && Number.isSafeInteger(points) && points >= 0) return points * 100;
  if (typeof points !== 'string' || !POINTS.test(points)) return undefined;
  const [whole = '0', places = ''] = points.split('.');
  return Number(whole) * 100 + Number(places.padEnd(2, '0'));
}

/** Points of a form that was checked. */
export function pointsOf(points: Points): bigint {
  return BigInt(hundredthsOf(points) ?? 0);
}

/** `8872` becomes `"88.72"`. */
export function hundredthsText(hundredths: number): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
