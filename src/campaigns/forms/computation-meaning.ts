import { below } from '../../rules/index.ts';
import { validateCellCondition } from './cell-condition.ts';
import { partsOf } from './computation-parts.ts';
import type { Cell, CellType, Computation } from './form-document.ts';
import { type FormIndex, isRowCell } from './form-index.ts';
import type { FormReport } from './form-words.ts';

/** What may be computed how. */
const RESULT_TYPES: Readonly<Record<string, readonly CellType[]>> = {
  sum: ['count', 'fen', 'points'],
  difference: ['count', 'fen'],
  rate: ['rate'],
  countRows: ['count'],
  sumRows: ['count', 'fen'],
  ifYes: ['points'],
  share: ['points'],
  linear: ['points'],
  each: ['points'],
  total: ['points'],
  grade: ['choice'],
};

/** Holds every computation against the cells it names: that they exist, stand in the form once, and are of a type that fits. */
export function validateComputations(index: FormIndex, report: FormReport): void {
  for (const [at, cell] of index.form.cells.entries()) {
    if (!cell.compute) continue;
    const pointer = below(below('/cells', at), 'compute');
    const [kind = ''] = Object.keys(cell.compute);
    if (RESULT_TYPES[kind]?.includes(cell.type) !== true) report(pointer, 'computation.type', cell.type);
    validateParts(cell, cell.compute, { index, pointer: below(pointer, kind) }, report);
    validateRows(cell, cell.compute, { index, pointer: below(pointer, kind) }, report);
    if ('total' in cell.compute) validateItems(cell.compute.total, { index, pointer: below(pointer, kind) }, report);
    if ('grade' in cell.compute) validateGrades(cell, cell.compute.grade, below(pointer, kind), report);
    if (cell.appliesIf && !isScored(cell)) report(pointer, 'computation.not_scored', cell.id);
  }
}

interface Place {
  readonly index: FormIndex;
  readonly pointer: string;
}

function validateParts(cell: Cell, compute: Computation, { index, pointer }: Place, report: FormReport): void {
  const first = partsOf(compute)[0];
  const alike = first ? index.cells.get(first.cell)?.type : undefined;
  for (const { cell: id, path, fits } of partsOf(compute)) {
    const place = path.reduce<string>(below, pointer);
    const part = index.cells.get(id);
    if (!part) report(place, 'cell.unknown', id);
    else if (isRowCell(index, id)) report(place, 'cell.in_rows', id);
    else if (fits === 'own' ? part.type !== cell.type : !fits.includes(part.type))
      report(place, 'computation.type', id);
    else if (fits !== 'own' && fits.length > 1 && part.type !== alike) report(place, 'computation.type', id);
  }
}

function validateRows(cell: Cell, compute: Computation, { index, pointer }: Place, report: FormReport): void {
  if ('countRows' in compute) {
    const { section, where } = compute.countRows;
    const facts = index.rowFacts.get(section);
    if (!facts) report(below(pointer, 'section'), 'section.rows_wanted', section);
    else if (where) validateCellCondition(where, below(pointer, 'where'), { index, facts }, report);
  }
  if (!('sumRows' in compute)) return;
  const { section, cell: id } = compute.sumRows;
  if (!index.rowFacts.has(section)) report(below(pointer, 'section'), 'section.rows_wanted', section);
  else if (index.sectionOf.get(id)?.id !== section) report(below(pointer, 'cell'), 'cell.unknown', id);
  else if (index.cells.get(id)?.type !== cell.type) report(below(pointer, 'cell'), 'computation.type', id);
}

/** An item brings the points it is out of; a sum or a deduction has none. */
export function isScored({ type, compute }: Cell): boolean {
  if (type !== 'points') return false;
  return compute === undefined || 'ifYes' in compute || 'share' in compute || 'linear' in compute;
}

function validateItems(
  { items }: { readonly items: readonly string[] },
  { index, pointer }: Place,
  report: FormReport,
): void {
  for (const [at, id] of items.entries()) {
    const item = index.cells.get(id);
    if (item && !isScored(item)) report(below(below(pointer, 'items'), at), 'computation.not_scored', id);
  }
}

function validateGrades(
  { choices = [] }: Cell,
  { steps, veto }: Extract<Computation, { grade: unknown }>['grade'],
  pointer: string,
  report: FormReport,
): void {
  const known = new Set(choices.map(({ id }) => id));
  const all = choices.map(({ id }) => id).join(', ');
  for (const [at, { grade }] of steps.entries()) {
    if (!known.has(grade)) report(below(below(below(pointer, 'steps'), at), 'grade'), 'document.not_one_of', all);
  }
  if (veto && !known.has(veto.grade)) report(below(below(pointer, 'veto'), 'grade'), 'document.not_one_of', all);
}
