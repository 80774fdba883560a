import { partsOfPointer } from '../client/pointer.ts';

/** What budget rules are called. */
const OF_BUDGET = /^BUD-/;

/** The budget lines that a finding of a budget rule is about: those named at the place it points to, below it, or around it. */
export function budgetLinesAt(
  { rule, pointer }: { readonly rule: string; readonly pointer: string },
  order: object,
): readonly string[] {
  if (!OF_BUDGET.test(rule)) return [];
  let place: unknown = order;
  const way: unknown[] = [order];
  for (const part of partsOfPointer(pointer)) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, part)) break;
    place = (place as Record<string, unknown>)[part];
    way.push(place);
  }
  const found = [...way].reverse().map((one) => [...new Set(namedIn(one))]);
  return found.find((lines) => lines.length > 0) ?? [];
}

function namedIn(place: unknown): readonly string[] {
  if (typeof place !== 'object' || place === null) return [];
  return Object.entries(place).flatMap(([name, value]) =>
    name === 'budgetLine' && typeof value === 'string' ? [value] : namedIn(value),
  );
}
