/** Whole fen, never a fraction. Built only by `fen` and `parseYuan`, so that no float ever enters a budget. */
export type Fen = number & { readonly unit: 'fen' };

/** Accepts a safe integer and nothing else. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not whole fen inside the safe range: ${amount}`);
  return amount as Fen;
}

export const ZERO_FEN = fen(0);

/** The contract writes no larger amounts. */
export const FEN_MAX = fen(999_999_999_999_999);

const PLAIN_DECIMAL = /^(?:0|[1-9]\d{0,12})(?:\.\d{1,2})?$/;

/** Reads yuan as the contract writes them: `"4999.00"`. Exponents, signs, spaces and a third decimal place are refused. */
export function parseYuan(text: string): Fen {
  if (!PLAIN_DECIMAL.test(text)) throw new RangeError(`not a plain decimal amount in yuan: ${text}`);
  const point = text.indexOf('.');
  if (point < 0) return fen(Number(text) * 100);
  return fen(Number(text.slice(0, point)) * 100 + Number(text.slice(point + 1).padEnd(2, '0')));
}

/** Whether a text is an amount in yuan as the contract writes them. */
export function isYuan(text: string): boolean {
  return PLAIN_DECIMAL.test(text);
}

/** `499900` becomes `"4999.00"`; a negative amount keeps its sign. */
export function formatYuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** As screens and papers write amounts for people: 1,234,567.89. */
export function groupedYuan(amount: Fen): string {
  const [whole = '', cents] = formatYuan(amount).split('.');
  const [sign, digits] = whole.startsWith('-') ? ['-', whole.slice(1)] : ['', whole];
  const first = digits.length % GROUP || GROUP;
  const groups = [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += GROUP) groups.push(digits.slice(at, at + GROUP));
  return `${sign}${groups.join(',')}.${cents}`;
}

const GROUP = 3;

export function addFen(...amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce<number>((sum, amount) => sum + amount, 0));
}

export function subtractFen(from: Fen, amount: Fen): Fen {
  return fen(from - amount);
}

export function timesFen(amount: Fen, quantity: number): Fen {
  return fen(amount * quantity);
}

export function sumFen<T>(items: readonly T[], amountOf: (item: T) => Fen): Fen {
  return fen(items.reduce<number>((sum, item) => sum + amountOf(item), 0));
}
