import type { Language } from '../../kernel/index.ts';
import { type Column, columnRuns, type Titled } from '../report-table.ts';
import { NUMBER } from '../report-words.ts';
import { shownCell } from '../shown-cell.ts';
import { type ColumnWish, columnWidths, squeezedWidths } from './pdf-columns.ts';
import type { PdfFont, PdfFonts } from './pdf-font.ts';
import { headingLinesOf, linesOf, widestPiece, widestWord } from './pdf-lines.ts';
import { leading, type Sheet } from './pdf-sheet.ts';

/** How the rows of a table stand on paper: the same on every sheet. */
export interface Grid {
  readonly size: number;
  /** Of the number of the row first, then of each column. */
  readonly widths: readonly number[];
  readonly aligned: readonly ('left' | 'right')[];
  /** Whether a cell is broken between words only: half a day, half a telephone number or half a code says something else. */
  readonly whole: readonly boolean[];
}

/** A row as it is drawn: its cells in lines. */
export type DrawnRow = readonly (readonly string[])[];

const PADDING = { x: 3, y: 2.6 };
/** A sheet with many columns takes smaller letters rather than words that are cut in two. */
const SIZES = [8.5, 8, 7.5, 7, 6.5];
/** One with more still has texts in more lines, and then letters that are smaller yet. */
const CROWDED_SIZES = [7.5, 7, 6.5, 6, 5.5];
const SMALLEST = 5.5;
/** In widths of a Chinese character: one stray long word does not make the other columns narrow. */
const LEAST_TEXT = 6;
const LEAST_CROWDED = 3;
const LEAST_MOST = 14;
const LEAST_TITLE = 4;
const NATURAL_MOST = 30;
const PROSE_MOST = 60;
/** A label has this much room although the rows that were looked at need less, and is not broken before it is longer. */
const LABEL_LEAST = 6;
const LABEL_MOST = 11;
const WIDEST_NUMBER = '00000';

export interface GridParts<R> {
  readonly columns: readonly Column<R>[];
  /** The rows by which the widths are chosen; texts of later ones are broken into more lines where they need it. */
  readonly sample: readonly R[];
  /** The last row, in bold. */
  readonly total: R | null;
  readonly language: Language;
  readonly fonts: PdfFonts;
  readonly width: number;
}

/** Chooses the size of the letters and the widths of the columns. */
export function gridFor<R>(parts: GridParts<R>): Grid {
  const { columns, language, fonts, width } = parts;
  const number = fonts.bold.widthOf(NUMBER[language], 1);
  const first = Math.max(number, fonts.regular.widthOf(WIDEST_NUMBER, 1));
  const wishesOf = (leastText: number): readonly ColumnWish[] => [
    { least: first, natural: first },
    ...columns.map((column) => wishOf(column, parts, leastText)),
  ];
  const aligned = ['right', ...columns.map(({ kind }) => sideOf(kind))] as const;
  const whole = [true, ...columns.map(({ kind }) => kind === 'code' || kind === 'day' || kind === 'instant')];
  for (const [leastText, sizes] of [
    [LEAST_TEXT, SIZES],
    [LEAST_CROWDED, CROWDED_SIZES],
  ] as const) {
    const wishes = wishesOf(leastText);
    for (const size of sizes) {
      const widths = columnWidths(wishesAt(wishes, size), width);
      if (widths) return { size, widths, aligned, whole };
    }
  }
  const widths = squeezedWidths(wishesAt(wishesOf(LEAST_CROWDED), SMALLEST), width);
  return { size: SMALLEST, widths, aligned, whole };
}

function wishesAt(wishes: readonly ColumnWish[], size: number): readonly ColumnWish[] {
  const padded = (ems: number): number => ems * size + 2 * PADDING.x + 0.5;
  return wishes.map(({ least, natural }) => ({ least: padded(least), natural: padded(natural) }));
}

/** In widths of a Chinese character, at any size. */
function wishOf<R>(column: Column<R>, parts: GridParts<R>, leastText: number): ColumnWish {
  const { sample, total, language, fonts } = parts;
  const bold = (text: string): number => fonts.bold.widthOf(text, 1);
  const regular = (text: string): number => fonts.regular.widthOf(text, 1);
  const title = column.title[language];
  const word = widestWord(title, bold);
  const cells = sample.map((row) => fonts.regular.drawable(shownCell(column, row, language)));
  const sum = total === null ? '' : fonts.bold.drawable(shownCell(column, total, language));
  const widest = Math.min(
    column.kind === 'prose' ? PROSE_MOST : NATURAL_MOST,
    Math.max(bold(sum), ...cells.map(regular)),
  );
  const floor = column.kind === 'label' && leastText === LEAST_TEXT ? LABEL_LEAST : Math.min(bold(title), LEAST_TEXT);
  const natural = Math.max(widest, floor, word);
  if (column.kind !== 'text' && column.kind !== 'prose' && column.kind !== 'label') {
    // Several telephone numbers in a cell may stand below each other, each of them whole.
    const longest = column.kind === 'code' ? Math.max(...cells.map((cell) => widestWord(cell, regular)), 0) : widest;
    return { least: Math.max(Math.min(widest, longest), word, Math.min(bold(title), LEAST_TITLE)), natural };
  }
  const pieces = [...cells.map((cell) => widestPiece(cell, regular)), widestPiece(sum, bold)];
  const shortest = Math.min(natural, column.kind === 'label' && leastText === LEAST_TEXT ? LABEL_MOST : leastText);
  return { least: Math.max(shortest, word, ...pieces.map((piece) => Math.min(piece, LEAST_MOST))), natural };
}

function sideOf(kind: Column<unknown>['kind']): 'left' | 'right' {
  return ['money', 'rate', 'count', 'points'].includes(kind) ? 'right' : 'left';
}

/** The texts of a row, in lines that fit their columns; a number is one line. */
export function drawnRow(cells: readonly string[], { widths, aligned, whole, size }: Grid, font: PdfFont): DrawnRow {
  return cells.map((cell, at) => {
    const width = (widths[at] ?? 0) - 2 * PADDING.x;
    if (aligned[at] === 'right') return [cell];
    const broken = whole[at] ? headingLinesOf : linesOf;
    return broken(font.drawable(cell), width, (text) => font.widthOf(text, size));
  });
}

/** The titles of the columns, in lines that break between words. */
function drawnHeading(titles: readonly string[], { widths, size }: Grid, font: PdfFont): DrawnRow {
  return titles.map((title, at) => {
    const width = (widths[at] ?? 0) - 2 * PADDING.x;
    return headingLinesOf(font.drawable(title), width, (text) => font.widthOf(text, size));
  });
}

export function heightOfRow(row: DrawnRow, { size }: Grid): number {
  return Math.max(1, ...row.map((lines) => lines.length)) * leading(size) + 2 * PADDING.y;
}

/** How many lines of a row fit into what is left of a sheet. */
export function linesLeft(sheet: Sheet, { size }: Grid): number {
  return Math.floor((sheet.bottom - sheet.y - 2 * PADDING.y) / leading(size));
}

export interface RowStyle {
  readonly font: PdfFont;
  readonly shade?: string;
  readonly isHeading?: boolean;
}

/** Draws a row with its frame, and moves the sheet on. */
export function addRow(sheet: Sheet, row: DrawnRow, grid: Grid, style: RowStyle): void {
  const { paper } = sheet.document;
  const height = heightOfRow(row, grid);
  if (style.shade !== undefined)
    paper.rect(sheet.left, sheet.y, sheet.width, height).fill(style.shade).fillColor('#000');
  let x = sheet.left;
  paper.lineWidth(0.5).rect(x, sheet.y, sheet.width, height);
  for (const width of grid.widths.slice(0, -1)) {
    x += width;
    paper.moveTo(x, sheet.y).lineTo(x, sheet.y + height);
  }
  paper.stroke('#000');
  x = sheet.left;
  for (const [at, lines] of row.entries()) {
    const width = grid.widths[at] ?? 0;
    addCell(sheet, lines, { x, width, height, size: grid.size, align: alignOf(style, grid.aligned[at]), style });
    x += width;
  }
  sheet.y += height;
}

export interface TableHeading {
  /** The title of the number of the row. */
  readonly first: string;
  readonly columns: readonly Titled[];
  readonly language: Language;
}

/** Draws the titles of the columns; where some have a name above them, this stands over all of its columns. */
export function addHeading(
  sheet: Sheet,
  { first, columns, language }: TableHeading,
  grid: Grid,
  style: RowStyle,
): void {
  const titles = drawnHeading([first, ...columns.map(({ title }) => title[language])], grid, style.font);
  const runs = columnRuns(columns);
  if (!runs) {
    addRow(sheet, titles, grid, style);
    return;
  }
  const { widths, size } = grid;
  const named = leading(size) + 2 * PADDING.y;
  const heights = titles.map((lines, at) => heightOfRow([lines], grid) + (columns[at - 1]?.group ? named : 0));
  const height = Math.max(2 * named, ...heights);
  const box = (lines: readonly string[], { x, y, width, high }: HeadingBox): void => {
    const { paper } = sheet.document;
    paper
      .lineWidth(0.5)
      .rect(x, sheet.y + y, width, high)
      .fillAndStroke(style.shade ?? '#fff', '#000')
      .fillColor('#000');
    addCell({ ...sheet, y: sheet.y + y }, lines, { x, width, height: high, size, align: 'center', style });
  };
  let x = sheet.left;
  let at = 0;
  for (const { group, columns: count } of [{ group: undefined, columns: 1 }, ...runs]) {
    const own = widths.slice(at, at + count);
    const width = own.reduce((sum, one) => sum + one, 0);
    if (group) box([style.font.drawable(group[language])], { x, y: 0, width, high: named });
    for (const [place, one] of own.entries()) {
      box(titles[at + place] ?? [], { x, y: group ? named : 0, width: one, high: group ? height - named : height });
      x += one;
    }
    at += count;
  }
  sheet.y += height;
}

interface HeadingBox {
  readonly x: number;
  /** Below the top of the heading. */
  readonly y: number;
  readonly width: number;
  readonly high: number;
}

/** Draws a heading over the width of the table. */
export function addBand(sheet: Sheet, written: string, { size, font, shade }: BandStyle): void {
  const height = leading(size) + 2 * PADDING.y;
  const { paper } = sheet.document;
  paper.rect(sheet.left, sheet.y, sheet.width, height).fillAndStroke(shade, '#000').fillColor('#000');
  sheet.document.line(written, { x: sheet.left + PADDING.x, y: sheet.y + PADDING.y, size, font });
  sheet.y += height;
}

interface BandStyle {
  readonly size: number;
  readonly font: PdfFont;
  readonly shade: string;
}

function alignOf({ isHeading }: RowStyle, side: 'left' | 'right' | undefined): 'left' | 'center' | 'right' {
  return isHeading ? 'center' : (side ?? 'left');
}

interface CellPlace {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly align: 'left' | 'center' | 'right';
  readonly style: RowStyle;
}

/** A number that is wider than its column, as one far behind the rows that were looked at may be, takes smaller letters. */
function addCell(sheet: Sheet, lines: readonly string[], place: CellPlace): void {
  const { x, width, height, align, style } = place;
  const room = width - 2 * PADDING.x;
  const widest = Math.max(...lines.map((line) => style.font.widthOf(line, place.size)));
  const size = widest > room ? (place.size * room) / widest : place.size;
  let y = sheet.y + (height - lines.length * leading(size)) / 2 + (leading(size) - lineBox(size, style.font)) / 2;
  for (const line of lines) {
    const free = room - style.font.widthOf(line, size);
    const before = align === 'center' ? free / 2 : align === 'right' ? free : 0;
    sheet.document.line(line, { x: x + PADDING.x + before, y, size, font: style.font });
    y += leading(size);
  }
}

/** From the top of the highest letter to the bottom of the lowest. */
function lineBox(size: number, { font }: PdfFont): number {
  return ((font.ascent - font.descent) * size) / font.unitsPerEm;
}
