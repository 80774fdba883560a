import {
  below,
  type Fields,
  readBoolean,
  readList,
  readObject,
  readOneOf,
  readString,
  readStrings,
  readText,
} from '../../rules/index.ts';
import { isWhole, validateComputation } from './computation-shape.ts';
import { CELL_TYPES, type CellType, SUMS } from './form-document.ts';
import type { FormReport } from './form-words.ts';

const CELL_KEYS = {
  required: ['id', 'type', 'title'],
  optional: [
    ...[
      'unit',
      'required',
      'requiredIf',
      'min',
      'max',
      'sum',
      'choices',
      'prefill',
      'tolerance',
      'headings',
      'compute',
    ],
    'appliesIf',
  ],
};
const CELL_ID = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/;

/** Which further keys a cell of each type may have; all others are of no use to it. */
const KEYS_OF_TYPE: Readonly<Record<CellType, readonly string[]>> = {
  count: ['min', 'max', 'sum', 'prefill', 'tolerance', 'compute'],
  fen: ['min', 'max', 'sum', 'prefill', 'tolerance', 'compute'],
  day: [],
  flag: ['prefill'],
  choice: ['choices', 'compute'],
  text: [],
  files: [],
  rate: ['compute'],
  points: ['max', 'compute', 'appliesIf'],
};
const KEYS_OF_SOME = ['min', 'max', 'sum', 'choices', 'prefill', 'tolerance', 'compute', 'appliesIf'];

/** Reads one cell: which keys its type has, and the shape of each. */
export function validateCellShape(entry: unknown, pointer: string, report: FormReport): void {
  const cell = readObject(entry, pointer, CELL_KEYS, report);
  if (!cell) return;
  const id = readString(cell.id, below(pointer, 'id'), report);
  if (id !== undefined && !CELL_ID.test(id)) report(below(pointer, 'id'), 'cell.id_malformed');
  const type = readOneOf(cell.type, below(pointer, 'type'), CELL_TYPES, report);
  readText(cell.title, below(pointer, 'title'), report);
  if (cell.unit !== undefined) readText(cell.unit, below(pointer, 'unit'), report);
  if (cell.required !== undefined) readBoolean(cell.required, below(pointer, 'required'), report);
  if (cell.headings !== undefined) readStrings(cell.headings, below(pointer, 'headings'), report);
  validateNumbers(cell, pointer, report);
  if (cell.choices !== undefined) validateChoices(cell.choices, below(pointer, 'choices'), report);
  if (cell.prefill !== undefined) validatePrefill(cell.prefill, below(pointer, 'prefill'), report);
  if (cell.sum !== undefined) readOneOf(cell.sum, below(pointer, 'sum'), SUMS, report);
  if (cell.compute !== undefined) validateComputation(cell.compute, below(pointer, 'compute'), report);
  if (type !== undefined) validateKeysOfType(cell, type, pointer, report);
}

function validateNumbers(cell: Fields, pointer: string, report: FormReport): void {
  for (const key of ['min', 'max', 'tolerance'] as const) {
    const value = cell[key];
    if (value === undefined) continue;
    if (!isWhole(value)) report(below(pointer, key), 'form.number_malformed', '0');
  }
  if (isWhole(cell.min) && isWhole(cell.max) && cell.min > cell.max)
    report(below(pointer, 'min'), 'form.bounds_reversed');
}

function validateKeysOfType(cell: Fields, type: CellType, pointer: string, report: FormReport): void {
  for (const key of KEYS_OF_SOME) {
    if (cell[key] !== undefined && !KEYS_OF_TYPE[type].includes(key))
      report(below(pointer, key), 'cell.key_unwanted', key);
  }
  const wanted: string[] = [];
  if (type === 'choice') wanted.push('choices');
  if (type === 'rate') wanted.push('compute');
  if (type === 'points' && cell.compute === undefined) wanted.push('max');
  for (const key of wanted) if (cell[key] === undefined) report(pointer, 'cell.key_wanted', key);
  if (cell.tolerance !== undefined && cell.prefill === undefined) report(pointer, 'cell.key_wanted', 'prefill');
  if (cell.compute === undefined) return;
  for (const key of ['required', 'requiredIf', 'min', 'max', 'prefill', 'tolerance', 'headings']) {
    if (cell[key] !== undefined) report(below(pointer, key), 'cell.computed_required');
  }
}

function validateChoices(value: unknown, pointer: string, report: FormReport): void {
  const choices = readList(value, pointer, report) ?? [];
  if (Array.isArray(value) && value.length === 0) report(pointer, 'document.empty_list');
  const ids = new Set<string>();
  for (const [index, entry] of choices.entries()) {
    const place = below(pointer, index);
    const choice = readObject(entry, place, { required: ['id', 'title'] }, report);
    if (!choice) continue;
    const id = readString(choice.id, below(place, 'id'), report);
    if (id !== undefined && ids.has(id)) report(below(place, 'id'), 'document.duplicate', id);
    if (id !== undefined) ids.add(id);
    readText(choice.title, below(place, 'title'), report);
  }
}

function validatePrefill(value: unknown, pointer: string, report: FormReport): void {
  const prefill = readObject(value, pointer, { required: ['figure'], optional: ['of'] }, report);
  if (!prefill) return;
  readString(prefill.figure, below(pointer, 'figure'), report);
  if (prefill.of !== undefined) readString(prefill.of, below(pointer, 'of'), report);
}
