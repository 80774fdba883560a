import type { Schemas } from '../client/operation.ts';

export type MonthFigures = Pick<
  Schemas['RuleMonth'],
  'month' | 'passed' | 'fired' | 'indeterminate' | 'waived' | 'waiversGranted'
>;

/** What agencies have in a month, added up; the months in their order. */
export function byMonth(rows: readonly MonthFigures[]): readonly MonthFigures[] {
  const sums = new Map<string, MonthFigures>();
  for (const row of rows) {
    const before = sums.get(row.month);
    sums.set(row.month, before === undefined ? row : sumOf(before, row));
  }
  return [...sums.values()].sort((one, other) => (one.month < other.month ? -1 : 1));
}

function sumOf(one: MonthFigures, other: MonthFigures): MonthFigures {
  return {
    month: one.month,
    passed: one.passed + other.passed,
    fired: one.fired + other.fired,
    indeterminate: one.indeterminate + other.indeterminate,
    waived: one.waived + other.waived,
    waiversGranted: one.waiversGranted + other.waiversGranted,
  };
}
