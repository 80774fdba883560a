interface PlaceWords {
  readonly line: (number: number) => string;
  readonly plan: (number: number) => string;
  readonly whole: string;
}

/** Where in the order a pointer points, as a person would say it: `/lines/0/quantity` is in line 1. */
export function placeOf(pointer: string, words: PlaceWords): string {
  const [, list, index] = /^\/(lines|softwarePlan)\/(\d+)/.exec(pointer) ?? [];
  if (index === undefined) return words.whole;
  return list === 'lines' ? words.line(Number(index) + 1) : words.plan(Number(index) + 1);
}
