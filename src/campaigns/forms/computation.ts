import type { FactCatalogue } from '../../rules/index.ts';
import type { CellValue, FiledRow } from './compiled-form.ts';
import type { Cell, Computation, GradeScore, LinearScore } from './form-document.ts';
import { type CellCondition, compileCellCondition, type ValueAt } from './form-facts.ts';
import type { FormIndex } from './form-index.ts';
import { halfUp, hundredthsOf, pointsOf } from './fraction.ts';

/** What came of a cell. `applies` is false for a scored item that is left out; its value is null then too. */
export interface Outcome {
  readonly value: bigint | string | null;
  readonly applies: boolean;
}

export const EMPTY_OUTCOME: Outcome = { value: null, applies: true };
const NOT_APPLICABLE: Outcome = { value: null, applies: false };

/** What stands in the form so far: filed cells and the computed ones before this. */
export interface Reading {
  readonly valueAt: ValueAt;
  readonly applies: (id: string) => boolean;
  readonly rows: (section: string) => readonly FiledRow[] | undefined;
}

export type Compute = (reading: Reading) => Outcome;

/** Turns a computation into a function. Whole numbers are added exactly; a quotient is rounded once, half up. */
export function compileComputation(cell: Cell, index: FormIndex): Compute {
  const compute = cell.compute ? computationOf(cell.compute, index) : asFiled(cell.id);
  const { appliesIf } = cell;
  if (!appliesIf) return compute;
  const applies = compileCellCondition(appliesIf, index.facts);
  return (reading) => {
    const does = applies(reading.valueAt);
    if (does === undefined) return EMPTY_OUTCOME;
    return does ? compute(reading) : NOT_APPLICABLE;
  };
}

function computationOf(compute: Computation, index: FormIndex): Compute {
  if ('sum' in compute) return sumOf(compute.sum);
  if ('difference' in compute) return differenceOf(compute.difference);
  if ('rate' in compute) return rateOf(compute.rate);
  if ('countRows' in compute) return countRows(compute.countRows, index.rowFacts);
  if ('sumRows' in compute) return sumRows(compute.sumRows);
  if ('ifYes' in compute) return ifYes(compute.ifYes.cell, pointsOf(compute.ifYes.points));
  if ('share' in compute) return shareOf(compute.share.part, compute.share.whole, pointsOf(compute.share.points));
  if ('linear' in compute) return linearOf(compute.linear);
  if ('each' in compute) return each(compute.each.count, pointsOf(compute.each.points), pointsOf(compute.each.cap));
  if ('total' in compute) return totalOf(compute.total, index);
  return gradeOf(compute.grade);
}

function whole(value: CellValue | null): bigint | null {
  return typeof value === 'number' ? BigInt(value) : null;
}

function known(value: bigint | string | null): Outcome {
  return { value, applies: true };
}

/** Points that a person gives: they stand as they were filed. */
function asFiled(id: string): Compute {
  return ({ valueAt }) => known(whole(valueAt(id)));
}

/** Parts that do not apply are left out; one empty part leaves the sum empty. */
function sumOf(parts: readonly string[]): Compute {
  return ({ valueAt, applies }) => {
    const counted = parts.filter(applies);
    if (counted.length === 0) return NOT_APPLICABLE;
    let sum = 0n;
    for (const id of counted) {
      const value = whole(valueAt(id));
      if (value === null) return EMPTY_OUTCOME;
      sum += value;
    }
    return known(sum);
  };
}

function differenceOf([from, less]: readonly [string, string]): Compute {
  return ({ valueAt }) => {
    const [a, b] = [whole(valueAt(from)), whole(valueAt(less))];
    if (a === null || b === null) return EMPTY_OUTCOME;
    return known(a > b ? a - b : 0n);
  };
}

/** Hundredths of a percent; nothing where there is nothing to divide by. */
function rateOf([part, of]: readonly [string, string]): Compute {
  return ({ valueAt }) => {
    const [top, bottom] = [whole(valueAt(part)), whole(valueAt(of))];
    if (top === null || bottom === null || bottom === 0n) return EMPTY_OUTCOME;
    return known(halfUp({ top: top * 10_000n, bottom }));
  };
}

/** One row that cannot be judged leaves the count empty. */
function countRows(
  { section, where }: Extract<Computation, { countRows: unknown }>['countRows'],
  rowFacts: ReadonlyMap<string, FactCatalogue>,
): Compute {
  const facts = rowFacts.get(section);
  const holds: CellCondition = where && facts ? compileCellCondition(where, facts) : () => true;
  return ({ rows }) => {
    const verdicts = rows(section)?.map(({ cells }) => holds((id) => cells[id] ?? null));
    if (!verdicts || verdicts.includes(undefined)) return EMPTY_OUTCOME;
    return known(BigInt(verdicts.filter(Boolean).length));
  };
}

function sumRows({ section, cell }: { readonly section: string; readonly cell: string }): Compute {
  return ({ rows }) => {
    const values = rows(section)?.map(({ cells }) => whole(cells[cell] ?? null));
    if (!values) return EMPTY_OUTCOME;
    let sum = 0n;
    for (const value of values) {
      if (value === null) return EMPTY_OUTCOME;
      sum += value;
    }
    return known(sum);
  };
}

function ifYes(cell: string, points: bigint): Compute {
  return ({ valueAt }) => {
    const value = valueAt(cell);
    return typeof value === 'boolean' ? known(value ? points : 0n) : EMPTY_OUTCOME;
  };
}

/** Where the whole is 0 there was nothing to do, and the item does not apply. */
function scored(part: string, of: string, pointsFor: (top: bigint, bottom: bigint) => bigint): Compute {
  return ({ valueAt }) => {
    const [top, bottom] = [whole(valueAt(part)), whole(valueAt(of))];
    if (bottom === 0n) return NOT_APPLICABLE;
    if (top === null || bottom === null) return EMPTY_OUTCOME;
    return known(pointsFor(top, bottom));
  };
}

function shareOf(part: string, of: string, points: bigint): Compute {
  return scored(part, of, (top, bottom) => (top >= bottom ? points : halfUp({ top: points * top, bottom })));
}

/** Between two percentages; the rate goes in as an exact fraction and is rounded with the points, not before. */
function linearOf({ part, whole: of, fromPercent, toPercent, points }: LinearScore): Compute {
  const [from, to, best] = [BigInt(fromPercent), BigInt(toPercent), pointsOf(points)];
  return scored(part, of, (top, bottom) => {
    const above = top * 100n - from * bottom;
    if (above <= 0n) return 0n;
    const range = (to - from) * bottom;
    return above >= range ? best : halfUp({ top: best * above, bottom: range });
  });
}

function each(count: string, points: bigint, cap: bigint): Compute {
  return ({ valueAt }) => {
    const value = whole(valueAt(count));
    if (value === null) return EMPTY_OUTCOME;
    return known(value * points < cap ? value * points : cap);
  };
}

/** Earned ÷ possible × 100 over the items that apply, less deductions, never below 0. */
function totalOf(
  { items, deductions = [] }: Extract<Computation, { total: unknown }>['total'],
  { cells }: FormIndex,
): Compute {
  const possible = new Map(items.map((id) => [id, pointsPossible(cells.get(id))]));
  return ({ valueAt, applies }) => {
    let [earned, outOf] = [0n, 0n];
    for (const id of items.filter(applies)) {
      const value = whole(valueAt(id));
      if (value === null) return EMPTY_OUTCOME;
      earned += value;
      outOf += possible.get(id) ?? 0n;
    }
    if (outOf === 0n) return NOT_APPLICABLE;
    let total = halfUp({ top: earned * 10_000n, bottom: outOf });
    for (const id of deductions.filter(applies)) {
      const value = whole(valueAt(id));
      if (value === null) return EMPTY_OUTCOME;
      total -= value;
    }
    return known(total > 0n ? total : 0n);
  };
}

function pointsPossible(cell: Cell | undefined): bigint {
  const compute = cell?.compute;
  if (!compute) return BigInt(cell?.max ?? 0);
  if ('ifYes' in compute) return pointsOf(compute.ifYes.points);
  if ('share' in compute) return pointsOf(compute.share.points);
  return 'linear' in compute ? pointsOf(compute.linear.points) : 0n;
}

/** A veto sets the grade and leaves the score; a veto nobody has answered leaves no grade. */
function gradeOf({ total, steps, veto }: GradeScore): Compute {
  return ({ valueAt, applies }) => {
    if (!applies(total)) return NOT_APPLICABLE;
    const score = valueAt(total);
    const vetoed = veto ? valueAt(veto.cell) : false;
    if (typeof score !== 'number' || vetoed === null) return EMPTY_OUTCOME;
    if (veto && vetoed === true) return known(veto.grade);
    return known(steps.find(({ atLeast }) => score >= (hundredthsOf(atLeast) ?? 0))?.grade ?? null);
  };
}
