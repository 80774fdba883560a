/** What a column of a table wants, in points at one size of letters. */
export interface ColumnWish {
  /** Narrower, and a number or a word would be cut in two. */
  readonly least: number;
  /** Wide enough for everything that was looked at, in one line. */
  readonly natural: number;
}

/** The width of each column, so that all of them fill a width; undefined when even the least is too much. */
export function columnWidths(wishes: readonly ColumnWish[], width: number): readonly number[] | undefined {
  const least = sumOf(wishes.map((wish) => wish.least));
  const natural = sumOf(wishes.map((wish) => wish.natural));
  if (least > width) return undefined;
  // Wide columns give most of what is missing, and get most of what is left over.
  if (natural <= width) return wishes.map((wish) => (wish.natural * width) / natural);
  const share = (width - least) / (natural - least);
  return wishes.map((wish) => wish.least + (wish.natural - wish.least) * share);
}

/** The last resort: as wide as the sheet allows, in proportion, with words cut in two. */
export function squeezedWidths(wishes: readonly ColumnWish[], width: number): readonly number[] {
  const least = sumOf(wishes.map((wish) => wish.least));
  return wishes.map((wish) => (wish.least * width) / least);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
