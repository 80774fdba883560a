import {
  below,
  type Fields,
  readList,
  readObject,
  readOneOf,
  readString,
  readStrings,
  readText,
} from '../../rules/index.ts';
import { validateCellShape } from './cell-shape.ts';
import {
  CELLS_MAX,
  CHECK_SEVERITIES,
  FILLERS,
  LAYOUTS,
  MATTER_SEVERITIES,
  OPENED_KINDS,
  REPORTERS,
} from './form-document.ts';
import type { FormReport } from './form-words.ts';

/** More sections, checks, matters or tests than this are a mistake or an attack. */
const SECTIONS_MAX = 40;
const LINES_MAX = 60;
const CHECKS_MAX = 200;
const OPENS_MAX = 100;
const TESTS_MAX = 200;
const DUE_DAYS_MAX = 366;

const FORM_KEYS = {
  required: [
    'schema',
    'id',
    'revision',
    'reporters',
    'title',
    'sections',
    'cells',
    'checks',
    'opens',
    'print',
    'tests',
  ],
  optional: ['annex'],
};
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const NAME = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/;

/** Reads a form part by part: every key where it belongs, every value of its kind. What the parts say of each other comes later. */
export function validateFormShape(document: unknown, report: FormReport): void {
  const form = readObject(document, '', FORM_KEYS, report);
  if (!form) return;
  if (form.schema !== 'gate-form/1') report('/schema', 'document.wrong_schema', 'gate-form/1');
  validateId(form.id, '/id', report);
  if (form.revision !== undefined && !isCount(form.revision, 1)) report('/revision', 'form.revision_malformed');
  if (form.annex !== undefined) readString(form.annex, '/annex', report);
  const reporters = readStrings(form.reporters, '/reporters', report);
  if (Array.isArray(form.reporters) && form.reporters.length === 0) report('/reporters', 'document.empty_list');
  for (const [index, reporter] of reporters.entries())
    readOneOf(reporter, below('/reporters', index), REPORTERS, report);
  readText(form.title, '/title', report);
  eachOf(form.sections, '/sections', SECTIONS_MAX, report, validateSection);
  eachOf(form.cells, '/cells', CELLS_MAX, report, validateCellShape);
  eachOf(form.checks, '/checks', CHECKS_MAX, report, validateCheck);
  eachOf(form.opens, '/opens', OPENS_MAX, report, validateOpening);
  validatePrint(form.print, report);
  eachOf(form.tests, '/tests', TESTS_MAX, report, validateTest);
  for (const list of ['sections', 'cells', 'tests'] as const) {
    if (Array.isArray(form[list]) && form[list].length === 0) report(below('', list), 'document.empty_list');
  }
}

type Validate = (entry: unknown, pointer: string, report: FormReport) => void;

function eachOf(list: unknown, pointer: string, max: number, report: FormReport, validate: Validate): void {
  const entries = readList(list, pointer, report) ?? [];
  if (entries.length > max) report(pointer, 'document.too_long', String(max));
  else for (const [index, entry] of entries.entries()) validate(entry, below(pointer, index), report);
}

function validateId(value: unknown, pointer: string, report: FormReport): void {
  const id = readString(value, pointer, report);
  if (id !== undefined && !ID.test(id)) report(pointer, 'form.id_malformed');
}

function isCount(value: unknown, min: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min;
}

const SECTION_KEYS = { required: ['id', 'by', 'layout', 'title'], optional: ['cells', 'rows', 'columns'] };

function validateSection(entry: unknown, pointer: string, report: FormReport): void {
  const section = readObject(entry, pointer, SECTION_KEYS, report);
  if (!section) return;
  validateId(section.id, below(pointer, 'id'), report);
  readOneOf(section.by, below(pointer, 'by'), FILLERS, report);
  const layout = readOneOf(section.layout, below(pointer, 'layout'), LAYOUTS, report);
  readText(section.title, below(pointer, 'title'), report);
  if (layout === undefined) return;
  const wanted = layout === 'grid' ? ['rows', 'columns'] : ['cells'];
  for (const key of ['cells', 'rows', 'columns']) {
    if (wanted.includes(key) && section[key] === undefined) report(pointer, 'document.missing_key', key);
    if (!wanted.includes(key) && section[key] !== undefined) report(below(pointer, key), 'document.unknown_key', key);
  }
  if (layout === 'grid') validateLines(section, pointer, report);
  else readStrings(section.cells, below(pointer, 'cells'), report);
}

function validateLines(section: Fields, pointer: string, report: FormReport): void {
  for (const key of ['rows', 'columns'] as const) {
    eachOf(section[key], below(pointer, key), LINES_MAX, report, (entry, place) => {
      const line = readObject(entry, place, { required: ['id', 'title'] }, report);
      if (!line) return;
      const id = readString(line.id, below(place, 'id'), report);
      if (id !== undefined && !NAME.test(id)) report(below(place, 'id'), 'cell.id_malformed');
      readText(line.title, below(place, 'title'), report);
    });
  }
}

const CHECK_KEYS = { required: ['id', 'severity', 'when', 'message'], optional: ['rows'] };

function validateCheck(entry: unknown, pointer: string, report: FormReport): void {
  const check = readObject(entry, pointer, CHECK_KEYS, report);
  if (!check) return;
  validateId(check.id, below(pointer, 'id'), report);
  readOneOf(check.severity, below(pointer, 'severity'), CHECK_SEVERITIES, report);
  if (check.rows !== undefined) readString(check.rows, below(pointer, 'rows'), report);
  readText(check.message, below(pointer, 'message'), report);
}

const OPENING_KEYS = { required: ['id', 'cell', 'when', 'kind', 'severity', 'dueDays', 'title'] };

function validateOpening(entry: unknown, pointer: string, report: FormReport): void {
  const opening = readObject(entry, pointer, OPENING_KEYS, report);
  if (!opening) return;
  validateId(opening.id, below(pointer, 'id'), report);
  readString(opening.cell, below(pointer, 'cell'), report);
  readOneOf(opening.kind, below(pointer, 'kind'), OPENED_KINDS, report);
  readOneOf(opening.severity, below(pointer, 'severity'), MATTER_SEVERITIES, report);
  const days = opening.dueDays;
  if (days !== undefined && (!isCount(days, 1) || Number(days) > DUE_DAYS_MAX)) {
    report(below(pointer, 'dueDays'), 'form.number_malformed', '1');
  }
  readText(opening.title, below(pointer, 'title'), report);
}

const PRINT_KEYS = { required: ['orientation', 'signatures'], optional: ['notes'] };

function validatePrint(value: unknown, report: FormReport): void {
  if (value === undefined) return;
  const print = readObject(value, '/print', PRINT_KEYS, report);
  if (!print) return;
  readOneOf(print.orientation, '/print/orientation', ['portrait', 'landscape'], report);
  eachOf(print.signatures, '/print/signatures', LINES_MAX, report, readText);
  eachOf(print.notes, '/print/notes', LINES_MAX, report, readText);
}

const TEST_KEYS = { required: ['says', 'expect'], optional: ['cells', 'texts', 'rows'] };
const EXPECT_KEYS = { required: [], optional: ['checks', 'missing', 'opens', 'computed'] };

function validateTest(entry: unknown, pointer: string, report: FormReport): void {
  const test = readObject(entry, pointer, TEST_KEYS, report);
  if (!test) return;
  readString(test.says, below(pointer, 'says'), report);
  const place = below(pointer, 'expect');
  const expected = readObject(test.expect, place, EXPECT_KEYS, report);
  if (!expected) return;
  for (const key of ['checks', 'missing', 'opens'] as const) {
    if (expected[key] !== undefined) readStrings(expected[key], below(place, key), report);
  }
  if (expected.computed !== undefined) readComputed(expected.computed, below(place, 'computed'), report);
  if (Object.keys(expected).length === 0) report(place, 'document.missing_key', EXPECT_KEYS.optional.join(' | '));
}

function readComputed(value: unknown, pointer: string, report: FormReport): void {
  const computed =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  if (!computed) report(pointer, 'document.not_object');
  for (const [cell, expected] of computed ?? []) {
    if (expected !== null && typeof expected !== 'string' && !isCount(expected, 0)) {
      report(below(pointer, cell), 'document.not_text');
    }
  }
}
