import { below, isFields, readObject, readString, readStrings } from '../../rules/index.ts';
import type { FormReport } from './form-words.ts';
import { hundredthsOf } from './fraction.ts';

type Validate = (body: unknown, pointer: string, report: FormReport) => void;

/** Every computation there is, and the shape of each. */
const COMPUTATIONS: ReadonlyMap<string, Validate> = new Map<string, Validate>([
  ['sum', validateNames],
  ['difference', validatePair],
  ['rate', validatePair],
  ['countRows', validateCountRows],
  ['sumRows', withParts({ names: ['section', 'cell'] })],
  ['ifYes', withParts({ names: ['cell'], points: ['points'] })],
  ['share', withParts({ names: ['part', 'whole'], points: ['points'] })],
  ['linear', validateLinear],
  ['each', withParts({ names: ['count'], points: ['points', 'cap'] })],
  ['total', validateTotal],
  ['grade', validateGrade],
]);

/** An object with one key, the name of a computation. */
export function validateComputation(value: unknown, pointer: string, report: FormReport): void {
  const entries = isFields(value) ? Object.entries(value) : [];
  const [kind = '', body] = entries[0] ?? [];
  const validate = entries.length === 1 ? COMPUTATIONS.get(kind) : undefined;
  if (validate) validate(body, below(pointer, kind), report);
  else report(pointer, 'computation.shape', [...COMPUTATIONS.keys()].join(', '));
}

function validateNames(value: unknown, pointer: string, report: FormReport): void {
  readStrings(value, pointer, report);
  if (!Array.isArray(value)) report(pointer, 'document.not_list');
  else if (value.length === 0) report(pointer, 'document.empty_list');
}

function validatePair(value: unknown, pointer: string, report: FormReport): void {
  validateNames(value, pointer, report);
  if (Array.isArray(value) && value.length !== 2) report(pointer, 'document.too_long', '2');
}

interface PartNames {
  readonly names: readonly string[];
  readonly points?: readonly string[];
}

function withParts({ names, points = [] }: PartNames): Validate {
  return (value, pointer, report) => {
    const fields = readObject(value, pointer, { required: [...names, ...points] }, report);
    if (!fields) return;
    for (const name of names) readString(fields[name], below(pointer, name), report);
    for (const key of points) validatePoints(fields[key], below(pointer, key), report);
  };
}

function validateCountRows(value: unknown, pointer: string, report: FormReport): void {
  const fields = readObject(value, pointer, { required: ['section'], optional: ['where'] }, report);
  if (fields) readString(fields.section, below(pointer, 'section'), report);
}

function validateTotal(value: unknown, pointer: string, report: FormReport): void {
  const fields = readObject(value, pointer, { required: ['items'], optional: ['deductions'] }, report);
  if (!fields) return;
  validateNames(fields.items, below(pointer, 'items'), report);
  if (fields.deductions !== undefined) readStrings(fields.deductions, below(pointer, 'deductions'), report);
}

export function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function validatePoints(value: unknown, pointer: string, report: FormReport): void {
  if (value !== undefined && hundredthsOf(value) === undefined) report(pointer, 'form.points_malformed');
}

function validateLinear(value: unknown, pointer: string, report: FormReport): void {
  const keys = { required: ['part', 'whole', 'fromPercent', 'toPercent', 'points'] };
  const fields = readObject(value, pointer, keys, report);
  if (!fields) return;
  for (const name of ['part', 'whole']) readString(fields[name], below(pointer, name), report);
  validatePoints(fields.points, below(pointer, 'points'), report);
  const { fromPercent, toPercent } = fields;
  if (!isWhole(fromPercent) || fromPercent > 99) report(below(pointer, 'fromPercent'), 'form.number_malformed', '0');
  if (!isWhole(toPercent) || toPercent > 100) report(below(pointer, 'toPercent'), 'form.number_malformed', '1');
  if (isWhole(fromPercent) && isWhole(toPercent) && fromPercent >= toPercent) {
    report(below(pointer, 'fromPercent'), 'form.bounds_reversed');
  }
}

function validateGrade(value: unknown, pointer: string, report: FormReport): void {
  const fields = readObject(value, pointer, { required: ['total', 'steps'], optional: ['veto'] }, report);
  if (!fields) return;
  readString(fields.total, below(pointer, 'total'), report);
  const steps = Array.isArray(fields.steps) ? fields.steps : [];
  if (steps.length === 0) report(below(pointer, 'steps'), 'document.empty_list');
  const bounds = steps.map((entry, index) => {
    const place = below(below(pointer, 'steps'), index);
    const step = readObject(entry, place, { required: ['atLeast', 'grade'] }, report);
    if (!step) return undefined;
    readString(step.grade, below(place, 'grade'), report);
    validatePoints(step.atLeast, below(place, 'atLeast'), report);
    return hundredthsOf(step.atLeast);
  });
  const isFalling = bounds.every((bound, index) => index === 0 || (bound ?? 0) < (bounds[index - 1] ?? 0));
  if (steps.length > 0 && (!isFalling || bounds.at(-1) !== 0)) report(below(pointer, 'steps'), 'computation.steps');
  if (fields.veto === undefined) return;
  const veto = readObject(fields.veto, below(pointer, 'veto'), { required: ['cell', 'grade'] }, report);
  if (!veto) return;
  for (const key of ['cell', 'grade']) readString(veto[key], below(below(pointer, 'veto'), key), report);
}
