import { isYuan, parseYuan, type RefusedField, type Text, text } from '../../kernel/index.ts';
import { below, isCivilDay, isFields } from '../../rules/index.ts';
import { cellText } from './cell-text.ts';
import type { CellValue, CompiledForm, FiledForm, FiledRow } from './compiled-form.ts';
import { type Cell, FILES_MAX, type Filler, ROWS_MAX, type Section, TEXT_MAX } from './form-document.ts';
import { hundredthsOf } from './fraction.ts';

/** The parts of a filing's body that a form speaks of. */
export interface FilingBody {
  readonly cells?: unknown;
  readonly texts?: unknown;
  readonly rows?: unknown;
}

export type FiledReading = { readonly filed: FiledForm } | { readonly fields: readonly RefusedField[] };

export interface ReadOptions {
  /** Who files: cells of the other's sections are refused. Absent: both. */
  readonly by?: Filler;
}

type Refuse = (pointer: string, code: string, message: Text) => void;

/** Reads what was filed and refuses, cell by cell, what the form does not ask for or cannot take. Nothing is coerced. */
export function readFiledForm(form: CompiledForm, body: FilingBody, { by }: ReadOptions = {}): FiledReading {
  const fields: RefusedField[] = [];
  const refuse: Refuse = (pointer, code, message) => void fields.push({ pointer, code, message });
  const cells: Record<string, CellValue> = {};
  const texts: Record<string, string> = {};
  const rows: Record<string, readonly FiledRow[]> = {};
  for (const [id, value] of entriesOf(body.cells, '/cells', refuse)) {
    const pointer = below('/cells', id);
    const cell = askedCell(form, id, { pointer, by, refuse });
    if (!cell) continue;
    if (cell.type === 'text')
      refuse(pointer, 'cell.place', text('文本应填在 texts 中。', 'A text stands under "texts".'));
    else setCell(cells, cell, readCell(cell, value, pointer, refuse));
  }
  for (const [id, value] of entriesOf(body.texts, '/texts', refuse)) {
    const pointer = below('/texts', id);
    const cell = askedCell(form, id, { pointer, by, refuse });
    if (cell && cell.type !== 'text') {
      refuse(
        pointer,
        'cell.place',
        text('此栏不是文本，应填在 cells 中。', 'This is no text: it stands under "cells".'),
      );
    } else if (cell) setText(texts, cell, readWords(value, pointer, refuse));
  }
  for (const [id, value] of entriesOf(body.rows, '/rows', refuse)) {
    const read = readRows(form, id, value, { by, refuse });
    if (read) rows[id] = read;
  }
  return fields.length > 0 ? { fields } : { filed: { cells, texts, rows } };
}

function entriesOf(value: unknown, pointer: string, refuse: Refuse): readonly [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (isFields(value)) return Object.entries(value);
  refuse(pointer, 'cell.type', text('此处应为对象。', 'An object belongs here.'));
  return [];
}

interface Asked {
  readonly pointer: string;
  readonly by: Filler | undefined;
  readonly refuse: Refuse;
}

/** The cell, if the form asks whoever files for it, outside of rows. */
function askedCell(form: CompiledForm, id: string, { pointer, by, refuse }: Asked): Cell | undefined {
  const cell = form.cell(id);
  const section = form.sectionOf(id);
  if (!cell || !section || section.layout === 'rows') {
    refuse(pointer, 'cell.unknown', text('表样中没有这一栏。', 'The form has no such cell.'));
    return undefined;
  }
  if (cell.compute) {
    refuse(
      pointer,
      'cell.computed',
      text('此栏由系统计算，不由人填写。', 'This cell is computed and filled in by nobody.'),
    );
    return undefined;
  }
  return isAsked(section, { pointer, by, refuse }) ? cell : undefined;
}

function isAsked({ by: filler }: Section, { pointer, by, refuse }: Asked): boolean {
  if (by === undefined || filler === by) return true;
  const message =
    by === 'agency'
      ? text('此栏由主管部门填写。', 'The office fills this in.')
      : text('此栏由报送单位填写。', 'The agency fills this in.');
  refuse(pointer, 'cell.filler', message);
  return false;
}

function setCell(cells: Record<string, CellValue>, { id }: Cell, value: CellValue | undefined): void {
  if (value !== undefined) cells[id] = value;
}

function setText(texts: Record<string, string>, { id }: Cell, value: string | undefined): void {
  if (value !== undefined) texts[id] = value;
}

function readRows(
  form: CompiledForm,
  id: string,
  value: unknown,
  { by, refuse }: Omit<Asked, 'pointer'>,
): readonly FiledRow[] | undefined {
  const pointer = below('/rows', id);
  const section = form.form.sections.find((each) => each.id === id && each.layout === 'rows');
  if (!section)
    refuse(pointer, 'cell.unknown', text('表样中没有这一明细部分。', 'The form has no such section of rows.'));
  if (!section || !isAsked(section, { pointer, by, refuse }) || value === null) return undefined;
  if (!Array.isArray(value)) refuse(pointer, 'cell.type', text('此处应为列表。', 'A list belongs here.'));
  else if (value.length > ROWS_MAX) {
    refuse(pointer, 'cell.too_many', text(`明细不得超过 ${ROWS_MAX} 行。`, `There may be at most ${ROWS_MAX} rows.`));
  } else return value.map((row: unknown, at) => readRow(form, section, row, { pointer: below(pointer, at), refuse }));
  return undefined;
}

function readRow(form: CompiledForm, section: Section, row: unknown, { pointer, refuse }: Omit<Asked, 'by'>): FiledRow {
  const cells: Record<string, CellValue> = {};
  const texts: Record<string, string> = {};
  for (const [id, value] of entriesOf(row ?? 0, pointer, refuse)) {
    const place = below(pointer, id);
    const cell = form.sectionOf(id) === section ? form.cell(id) : undefined;
    if (!cell) refuse(place, 'cell.unknown', text('此明细部分中没有这一栏。', 'This section has no such cell.'));
    else if (cell.type === 'text') setText(texts, cell, readWords(value, place, refuse));
    else setCell(cells, cell, readCell(cell, value, place, refuse));
  }
  return { cells, texts };
}

/** Counts up to a thousand million and sums up to ten thousand million yuan, unless the form says less. */
export const COUNT_MAX = 1_000_000_000;
export const FEN_CELL_MAX = 1_000_000_000_000;

function readCell(cell: Cell, value: unknown, pointer: string, refuse: Refuse): CellValue | undefined {
  if (value === null || value === undefined) return undefined;
  switch (cell.type) {
    case 'count':
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) return bounded(cell, Number(value), pointer, refuse);
      return wrong(pointer, refuse, text('此处应为整数。', 'A whole number belongs here.'));
    case 'fen':
      if (typeof value === 'string' && isYuan(value)) return bounded(cell, parseYuan(value), pointer, refuse);
      return wrong(
        pointer,
        refuse,
        text(
          '此处应为以元为单位的金额文本，如 "1234.50"。',
          'An amount in yuan as a text belongs here, like "1234.50".',
        ),
      );
    case 'points': {
      const points = hundredthsOf(value);
      if (points !== undefined) return bounded(cell, points, pointer, refuse);
      return wrong(
        pointer,
        refuse,
        text('此处应为分值，最多两位小数。', 'Points belong here, with at most two places.'),
      );
    }
    case 'day':
      if (typeof value === 'string' && isCivilDay(value)) return value;
      return wrong(
        pointer,
        refuse,
        text('此处应为真实存在的日期（年-月-日）。', 'A day that exists belongs here, year-month-day.'),
      );
    case 'flag':
      if (typeof value === 'boolean') return value;
      return wrong(
        pointer,
        refuse,
        text('此处应为是或否（true 或 false）。', 'Yes or no (true or false) belongs here.'),
      );
    case 'choice':
      return readChoice(cell, value, pointer, refuse);
    case 'files':
      return readFiles(value, pointer, refuse);
    default:
      return wrong(pointer, refuse, text('此栏不能这样填写。', 'This cell is not filled in like that.'));
  }
}

function wrong(pointer: string, refuse: Refuse, message: Text): undefined {
  refuse(pointer, 'cell.type', message);
  return undefined;
}

function bounded(cell: Cell, value: number, pointer: string, refuse: Refuse): number | undefined {
  const min = cell.min ?? 0;
  const max = cell.max ?? (cell.type === 'fen' ? FEN_CELL_MAX : COUNT_MAX);
  if (value >= min && value <= max) return value;
  const bound = cellText(cell, value < min ? min : max);
  refuse(
    pointer,
    'cell.bounds',
    value < min
      ? text(`此处不得小于 ${bound}。`, `This may not be below ${bound}.`)
      : text(`此处不得大于 ${bound}。`, `This may not be above ${bound}.`),
  );
  return undefined;
}

function readChoice(cell: Cell, value: unknown, pointer: string, refuse: Refuse): string | undefined {
  const choice = cell.choices?.find(({ id }) => id === value);
  if (choice) return choice.id;
  const ids = (cell.choices ?? []).map(({ id }) => id).join(', ');
  return wrong(pointer, refuse, text(`此处只能取：${ids}。`, `One of these belongs here: ${ids}.`));
}

const DIGEST = /^[0-9a-f]{64}$/;

function readFiles(value: unknown, pointer: string, refuse: Refuse): readonly string[] | undefined {
  const files: readonly unknown[] = Array.isArray(value) ? value : [];
  const isList = Array.isArray(value) && value.length <= FILES_MAX && new Set(value).size === value.length;
  const digests = files.filter((file): file is string => typeof file === 'string' && DIGEST.test(file));
  if (!isList || digests.length !== files.length) {
    const message = text(
      `此处应为不超过 ${FILES_MAX} 个附件的 SHA-256 列表，且不得重复。`,
      `A list of at most ${FILES_MAX} different files by their SHA-256 belongs here.`,
    );
    return wrong(pointer, refuse, message) ?? undefined;
  }
  return digests.length === 0 ? undefined : digests;
}

function readWords(value: unknown, pointer: string, refuse: Refuse): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'string') return wrong(pointer, refuse, text('此处应为文本。', 'A text belongs here.'));
  if (value.length > TEXT_MAX) {
    refuse(
      pointer,
      'cell.too_long',
      text(`文本不得超过 ${TEXT_MAX} 个字符。`, `A text has at most ${TEXT_MAX} characters.`),
    );
    return undefined;
  }
  const words = value.trim();
  return words === '' ? undefined : words;
}
