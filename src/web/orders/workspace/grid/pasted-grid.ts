import type { CopiedTable } from '../../../table/table-of-text.ts';
import { type Fen, fenOf } from '../../../ui/fen.ts';
import { addDays } from '../../../ui/time.ts';
import { readMoney } from '../../../ui/typed-values.ts';
import { GRID_CELLS, kindOf } from '../body/fields.ts';
import type { GridName } from '../body/order-draft.ts';
import { lineAmount } from '../body/order-sums.ts';
import { isSumWord, kindNamedIn, plain, unitNamedIn } from './pasted-words.ts';

/** A value of a row by its name. */
export interface PastedCell {
  readonly row: number;
  readonly name: string;
  readonly value: string;
}

/** A row that was not read, by its number in the table that was copied. */
export interface SkippedRow {
  readonly row: number;
  readonly why: 'title' | 'blank' | 'sum';
}

/** A column of the table: what stands above it, and the field that it fills; nothing of one that is not read. */
export interface PastedColumn {
  readonly heading: string;
  readonly name: string | undefined;
}

export interface Pasted {
  readonly cells: readonly PastedCell[];
  readonly rows: number;
  readonly columns: readonly PastedColumn[];
  /** Columns that are none of the grid's: their headings, or their numbers where there are none. */
  readonly ignored: readonly string[];
  /** Numbers that stand once for several rows: how they are shared is for people to say. */
  readonly merged: readonly { readonly row: number; readonly name: string }[];
  readonly skipped: readonly SkippedRow[];
  /** Rows whose kind is what their name says, because no column says it. */
  readonly kindsByName: number;
}

interface Target {
  readonly grid: GridName;
  /** The name of the field that is pasted into: without headings its column is the first. */
  readonly name: string;
  /** What columns may be called, by the name of their field, the likeliest first. */
  readonly headings: ReadonlyMap<string, readonly string[]>;
  /** Words of choices and what they stand for, by the name of the field. */
  readonly choices: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What was said of the columns by hand, from the first on. */
  readonly assigned?: readonly (string | undefined)[] | undefined;
}

type Columns = readonly (string | undefined)[];

/** What a table that was copied out of a spreadsheet puts into a grid, or nothing if it is one text. What cannot be read is told, not left out. */
export function readPasted(table: CopiedTable, target: Target): Pasted | undefined {
  const rows = table.map((row) => row.map(({ text, ...cell }) => ({ ...cell, text: text.trim() })));
  const [first = []] = rows;
  if (rows.length === 0 || (rows.length === 1 && first.length === 1)) return undefined;
  const head = headOf(rows, target);
  const names = target.assigned ?? head.names;
  // Which rows count is settled by the table itself, so that a column that is assigned moves no row.
  const { body, skipped } = bodyBelow(rows, head);
  const all = body.flatMap((cells, row) =>
    cells.flatMap((cell, at) => {
      const name = names[at];
      return name === undefined
        ? []
        : [{ row, name, at, cell, isShared: isNumber(name) && isOfSeveral(body, row, at) }];
    }),
  );
  const read = all
    .filter(({ isShared }) => !isShared)
    .map(({ row, name, at, cell }) => ({
      row,
      name,
      value: meantBy(name, cell.text, { target, unit: head.units[at] }),
    }));
  const kinds = kindsByName(read, names, target);
  const columns = columnsOf(body, head.texts, names);
  return {
    ...{ cells: [...read, ...kinds], rows: body.length, columns, skipped, kindsByName: kinds.length },
    ignored: columns
      .filter(({ name }, at) => name === undefined && body.some((row) => (row[at]?.text ?? '') !== ''))
      .map(({ heading }) => heading),
    merged: all.filter(({ isShared }) => isShared).map(({ row, name }) => ({ row, name })),
  };
}

interface Head {
  /** In which row the headings stand; -1 where there are none. */
  readonly at: number;
  readonly names: Columns;
  readonly texts: readonly string[];
  readonly units: readonly (string | undefined)[];
}

/** Titles may stand above the headings, as many rows as an office would write. */
const TITLE_ROWS_MAX = 10;

function headOf(rows: CopiedTable, target: Target): Head {
  for (const [at, cells] of rows.slice(0, TITLE_ROWS_MAX).entries()) {
    const texts = cells.map(({ text }) => text);
    const names = withCodes(headingsOf(texts, target), rows.slice(at + 1));
    if (names === undefined) continue;
    const ofAll = rows.slice(0, at).flatMap((row) => row.map(({ text }) => unitNamedIn(text)));
    const unit = ofAll.find((one) => one !== undefined);
    return { at, names, texts, units: texts.map((text) => unitNamedIn(text) ?? unit) };
  }
  const cells = GRID_CELLS[target.grid];
  return { at: -1, names: cells.slice(cells.indexOf(target.name)), texts: [], units: [] };
}

/** A row of which at least two cells, and half of those with a text, are names of fields. A field is filled by the likeliest column. */
function headingsOf(texts: readonly string[], { headings }: Target): Columns | undefined {
  const found = texts.map((text) => {
    for (const [name, called] of headings) {
      const rank = called.findIndex((one) => plain(one) === plain(text));
      if (rank >= 0) return { name, rank };
    }
    return undefined;
  });
  const known = found.filter((one) => one !== undefined).length;
  if (known < 2 || known * 2 < texts.filter((text) => text !== '').length) return undefined;
  const isBest = (name: string, rank: number, at: number): boolean =>
    found.every((other, place) => other?.name !== name || other.rank > rank || (other.rank === rank && place >= at));
  return found.map((one, at) => (one !== undefined && isBest(one.name, one.rank, at) ? one.name : undefined));
}

/** The rows of goods, and those that are none: titles and headings, blank ones, and sums. */
function bodyBelow(rows: CopiedTable, { at: head, names }: Head) {
  const skipped: SkippedRow[] = [];
  const body: (typeof rows)[number][] = [];
  for (const [at, cells] of rows.entries()) {
    const isBlank = cells.every(({ text }) => text === '');
    if (at === head) continue;
    if (isBlank) skipped.push({ row: at + 1, why: 'blank' });
    else if (at < head) skipped.push({ row: at + 1, why: 'title' });
    else if (isSum(textsOf(cells), names, () => costOf(body.map(textsOf), names)))
      skipped.push({ row: at + 1, why: 'sum' });
    else body.push(cells);
  }
  return { body, skipped };
}

function textsOf(cells: CopiedTable[number]): readonly string[] {
  return cells.map(({ text }) => text);
}

/** What rows of goods cost together. */
function costOf(rows: readonly (readonly string[])[], names: Columns): Fen {
  const textIn = (texts: readonly string[], wanted: readonly string[]): string =>
    texts.find((_text, at) => wanted.includes(names[at] ?? '')) ?? '';
  return rows
    .map((texts) => lineAmount({ quantity: textIn(texts, COUNTS), unitPrice: textIn(texts, ['unitPrice']) }) ?? 0n)
    .reduce((sum, fen) => sum + fen, 0n);
}

const COUNTS = ['quantity', 'seats'];

/**
 * A sum begins with a word for it, and has nothing of what is bought by itself: no other text in the columns that are read, and
 * no price but what the rows above cost, which a table without a column of amounts has there.
 */
function isSum(texts: readonly string[], names: Columns, cost: () => Fen): boolean {
  const first = texts.findIndex((text) => text !== '' && !/^\d+$/.test(text));
  if (first < 0 || !isSumWord(texts[first] ?? '')) return false;
  return texts.every((text, at) => {
    const name = names[at];
    if (at === first || text === '' || name === undefined || isSumWord(text)) return true;
    return name === 'unitPrice' ? isCost(text, cost()) : isNumber(name);
  });
}

function isCost(text: string, cost: Fen): boolean {
  const yuan = readMoney(text);
  return yuan !== undefined && cost > 0n && fenOf(yuan) === cost;
}

/** A column of the catalogue may have names of goods or their codes, which only its cells tell. */
function withCodes(names: Columns | undefined, body: CopiedTable): Columns | undefined {
  const hasCodes = (at: number): boolean => body.some((row) => /^[A-C]\d{4,}/i.test(row[at]?.text ?? ''));
  const isTaken = names?.includes('catalogue.code');
  return names?.map((name, at) => (name === 'kind' && !isTaken && hasCodes(at) ? 'catalogue.code' : name));
}

/** Whether a cell is part of one that goes over several rows, be it the first of them. */
function isOfSeveral(body: CopiedTable, row: number, at: number): boolean {
  return body[row]?.[at]?.isRepeated === true || body[row + 1]?.[at]?.isRepeated === true;
}

function isNumber(name: string): boolean {
  return ['money', 'whole', 'count'].includes(kindOf(name));
}

function columnsOf(body: CopiedTable, texts: readonly string[], names: Columns): readonly PastedColumn[] {
  const count = Math.max(texts.length, ...body.map((row) => row.length));
  return Array.from({ length: count }, (_column, at) => ({ heading: texts[at] || `#${at + 1}`, name: names[at] }));
}

/** Where no column says the kind of a line, its name often does. */
function kindsByName(cells: readonly PastedCell[], names: Columns, { grid, choices }: Target): readonly PastedCell[] {
  if (grid !== 'lines' || names.includes('kind') || !choices.has('kind')) return [];
  return cells.flatMap(({ row, name, value }) => {
    const kind = name === 'description' ? kindNamedIn(value) : undefined;
    return kind === undefined ? [] : [{ row, name: 'kind', value: kind }];
  });
}

function meantBy(name: string, cell: string, { target, unit }: { target: Target; unit: string | undefined }): string {
  if (kindOf(name) === 'date') return dayOfSerial(cell) ?? cell;
  if (kindOf(name) === 'money') return inUnit(cell, unit);
  const words = target.choices.get(name);
  if (kindOf(name) === 'code') return /^[A-C]\d{2,10}/i.exec(cell)?.[0] ?? cell;
  return words === undefined ? cell : (words.get(plain(cell)) ?? words.get(cell) ?? cell);
}

/** A sum in the unit that stands above it. Ten thousands are read; of another unit the sum is no amount, and is told at its field. */
function inUnit(cell: string, unit: string | undefined): string {
  const isBare = /^[¥\d.,\s]+$/.test(cell.normalize('NFKC'));
  if (!isBare || unit === undefined || unit === '元') return cell;
  return `${cell}${unit === '万元' ? '万' : unit}`;
}

/** Spreadsheets count days from 1899-12-30. These are the years 2000 to 2099: other numbers are no days of an order. */
const SERIAL = { first: 36_526, last: 73_050, from: '1899-12-30' };

/** `46352`, as a cell says that has lost its format, is 2026-11-26. */
function dayOfSerial(cell: string): string | undefined {
  const serial = Number(/^\d{5}(?=(?:\.\d+)?$)/.exec(cell.normalize('NFKC'))?.[0]);
  return serial >= SERIAL.first && serial <= SERIAL.last ? addDays(SERIAL.from, serial) : undefined;
}

/** The words of choices in the form in which a cell is compared with them. */
export function byWord(choices: { readonly [value: string]: string }): ReadonlyMap<string, string> {
  return new Map(Object.entries(choices).flatMap(([value, word]) => [[plain(word), value] as const, [value, value]]));
}
