import type { Language, Text } from '../../kernel/index.ts';
import { asOfText, clockTime } from '../as-of-text.ts';
import { type Append, hasMoney, type ReportTable, type RowPages, textIn } from '../report-table.ts';
import { COLON, CONTINUED, NOTHING, NUMBER, PRINTED, SIGNATURES, UNIT } from '../report-words.ts';
import { shownCell } from '../shown-cell.ts';
import { openPdf, type PdfDocument } from './pdf-document.ts';
import { addFlowingRow } from './pdf-flow.ts';
import { addBand, addHeading, drawnRow, type Grid, gridFor, heightOfRow, type RowStyle } from './pdf-grid.ts';
import { addParagraph, addSheet, heightOf, leading, type Sheet } from './pdf-sheet.ts';

const TITLE_SIZE = 16;
const HEAD_SIZE = 9;
const NOTE_SIZE = 7.5;
const SHADE = '#e8ecf2';
const TOTAL_SHADE = '#f7f8fa';
export const SAMPLE_ROWS = 500;

/**
 * A report as sheets of A4 across, to be signed, sealed and filed: the heading of the table on every sheet, its number and
 * how many there are at the foot. Sheets are written out as they are filled, so that a hundred thousand rows take as much
 * memory as one sheet.
 */
export async function writePdf<R>(
  table: ReportTable<R>,
  { pages, language, append }: { readonly pages: RowPages<R>; readonly language: Language; readonly append: Append },
): Promise<void> {
  const filling = await openTable(table, { language, append });
  const { document } = filling;
  let count = 0;
  const last: R[] = [];
  for await (const rows of pages) {
    filling.grid ??= openGrid(filling, rows.slice(0, SAMPLE_ROWS));
    last.push(...rows);
    for (const row of last.splice(0, last.length - ROWS_WITH_CLOSING)) {
      count += 1;
      const before = filling.sheet;
      addNumbered(filling, row, count);
      if (filling.sheet !== before) await document.flush();
    }
  }
  if (count + last.length === 0) addNothing(filling);
  else addLastRows(filling, last, count);
  addClosing(filling);
  for (const entry of filling.contents) entry.say('—');
  await document.close();
}

/** Begins the first sheet: what the report is about. */
export async function openTable<R>(
  table: ReportTable<R>,
  { language, append }: { readonly language: Language; readonly append: Append },
): Promise<UnfinishedTable<R>> {
  const { title, printedAt, gate } = table;
  const facts = { title: title[language], language, layout: 'landscape', madeAt: printedAt, gate } as const;
  const document = await openPdf(facts, append);
  const filling: UnfinishedTable<R> = {
    table,
    language,
    document,
    sheet: addSheet(document),
    grid: undefined,
    ...{ section: '', sections: 0, contents: [] },
  };
  addOpening(filling);
  return filling;
}

/** So many rows at least stand on the sheet that is signed: signatures below no row could be put to any table. */
export const ROWS_WITH_CLOSING = 2;

export function addNumbered<R>(filling: UnfinishedTable<R>, row: R, number: number): void {
  startSection(filling, row, number === 1);
  addTableRow(filling, [String(number), ...cellsOf(filling, row)], { font: filling.document.fonts.regular });
}

export function cellsOf<R>({ table, language }: UnfinishedTable<R>, row: R): readonly string[] {
  return table.columns.map((column) => shownCell(column, row, language));
}

/** The last rows and the total, on the sheet where their signatures have room. */
export function addLastRows<R>(filling: UnfinishedTable<R>, rows: readonly R[], before: number): void {
  const { table, grid, document } = filling;
  const { regular, bold } = document.fonts;
  if (grid && before > 0) {
    const drawn = rows.map((row) => drawnRow(['', ...cellsOf(filling, row)], grid, regular));
    if (table.total) drawn.push(drawnRow(['', ...cellsOf(filling, table.total)], grid, bold));
    const height = drawn.reduce((sum, row) => sum + heightOfRow(row, grid), closingHeight(filling));
    const isOneSection = rows.every((row) => (table.sections?.headOf(row, filling.language) ?? '') === filling.section);
    if (isOneSection && filling.sheet.y + height > filling.sheet.bottom) nextSheet(filling);
  }
  for (const [at, row] of rows.entries()) addNumbered(filling, row, before + at + 1);
  if (table.total) addTotal(filling, table.total);
}

/** A report of which the last sheet is not full yet. */
export interface UnfinishedTable<R> {
  readonly table: ReportTable<R>;
  readonly language: Language;
  readonly document: PdfDocument;
  sheet: Sheet;
  grid: Grid | undefined;
  /** Heading of the rows that stand on the sheet. */
  section: string;
  /** How many headings there were. */
  sections: number;
  /** The entries of the list of contents whose sheets are still to come. */
  contents: readonly ContentsEntry[];
}

export function openGrid<R>({ table, language, document, sheet }: UnfinishedTable<R>, sample: readonly R[]): Grid {
  return gridFor({
    columns: table.columns,
    sample,
    total: table.total,
    language,
    fonts: document.fonts,
    width: sheet.width,
  });
}

function addOpening<R>(filling: UnfinishedTable<R>): void {
  const { table, language, document, sheet } = filling;
  const { bold } = document.fonts;
  addParagraph(sheet, table.title[language], { size: TITLE_SIZE, font: bold, align: 'center' });
  sheet.y += 4;
  const facts = table.head.map(([label, value]) => `${label[language]}${COLON[language]}${textIn(value, language)}`);
  const printed = `${PRINTED[language]}${COLON[language]}${clockTime(table.printedAt)}`;
  addParagraph(sheet, [...facts, printed].join('\u3000\u3000'), { size: HEAD_SIZE, keepsWords: true });
  const { flow } = table.sections ?? {};
  if (flow) addContents(filling, flow.contents());
  if (hasMoney(table.columns)) addParagraph(sheet, UNIT[language], { size: HEAD_SIZE, align: 'right' });
  sheet.y += 3;
}

interface ContentsEntry {
  readonly heading: string;
  readonly say: (page: string) => void;
}

const CONTENTS_ACROSS = 3;
/** More would leave no room for the first section. */
const CONTENTS_MAX = 45;

/** What stands on which sheet, in columns below the heading. */
function addContents<R>(filling: UnfinishedTable<R>, headings: readonly Text[]): void {
  const contents = headings.slice(0, CONTENTS_MAX);
  const { language, document, sheet } = filling;
  const width = sheet.width / CONTENTS_ACROSS;
  const down = Math.ceil(contents.length / CONTENTS_ACROSS);
  filling.contents = contents.map((text, at) => {
    const heading = text[language];
    const x = sheet.left + Math.floor(at / down) * width;
    const y = sheet.y + (at % down) * leading(HEAD_SIZE);
    document.line(heading, { x, y, size: HEAD_SIZE });
    return { heading, say: document.later({ x: x + width - 40, y, size: HEAD_SIZE }) };
  });
  sheet.y += down * leading(HEAD_SIZE) + 4;
}

/** On every sheet but the first: what it is a part of. */
export function turn<R>(filling: UnfinishedTable<R>): void {
  const { table, language, document } = filling;
  filling.sheet = addSheet(document);
  const { sheet } = filling;
  const [, scope] = table.head.map(([, value]) => textIn(value, language));
  const whose = table.head.length > 0 ? textIn(table.head[0]?.[1] ?? '', language) : '';
  addParagraph(sheet, [`${table.title[language]}${CONTINUED[language]}`, whose, scope ?? ''].join('\u3000'), {
    size: NOTE_SIZE,
  });
  sheet.y += 2;
}

/** A group of rows begins a sheet of its own, unless groups flow; the first one stands below the heading of the report. */
function startSection<R>(filling: UnfinishedTable<R>, row: R, isFirst: boolean): void {
  const { sections } = filling.table;
  const head = sections?.headOf(row, filling.language) ?? '';
  if (!isFirst && head === filling.section) return;
  filling.section = head;
  filling.sections += 1;
  const isFlowing = sections?.flow !== undefined && filling.sections > 2;
  const hasRoom = filling.sheet.y + BAND_ROOM <= filling.sheet.bottom;
  if (isFlowing && hasRoom) {
    addBand(filling.sheet, head, { size: HEAD_SIZE, font: filling.document.fonts.bold, shade: SHADE });
  } else {
    if (!isFirst) turn(filling);
    addTableHead(filling, head);
  }
  tellPage(filling, head);
}

/** A heading at the foot of a sheet would stand alone. */
export const BAND_ROOM = 60;

function tellPage<R>(filling: UnfinishedTable<R>, head: string): void {
  filling.contents.find(({ heading }) => heading === head)?.say(String(filling.sheet.page));
  filling.contents = filling.contents.filter(({ heading }) => heading !== head);
}

function addTableHead<R>(filling: UnfinishedTable<R>, section: string): void {
  const { table, language, document, sheet, grid } = filling;
  if (!grid) return;
  const { bold } = document.fonts;
  if (section !== '') {
    addParagraph(sheet, section, { size: HEAD_SIZE + 0.5, font: bold });
    sheet.y += 2;
  }
  addHeading(sheet, { first: NUMBER[language], columns: table.columns, language }, grid, {
    ...{ font: bold, shade: SHADE, isHeading: true },
  });
}

function addTableRow<R>(filling: UnfinishedTable<R>, cells: readonly string[], style: RowStyle): void {
  const { grid } = filling;
  if (grid) addFlowingRow(filling, cells, { grid, style, next: () => nextSheet(filling) });
}

function nextSheet<R>(filling: UnfinishedTable<R>): void {
  turn(filling);
  const { section } = filling;
  addTableHead(filling, section === '' ? '' : `${section}${CONTINUED[filling.language]}`);
}

export function addTotal<R>(filling: UnfinishedTable<R>, total: R): void {
  addTableRow(filling, ['', ...cellsOf(filling, total)], { font: filling.document.fonts.bold, shade: TOTAL_SHADE });
}

export function addNothing<R>(filling: UnfinishedTable<R>): void {
  const { language } = filling;
  filling.grid ??= openGrid(filling, []);
  addTableHead(filling, '');
  filling.sheet.y += 10;
  addParagraph(filling.sheet, NOTHING[language], { size: HEAD_SIZE, align: 'center' });
}

/** How it is to be read, by what it can be checked, and who signs it: these stay together. */
export function addClosing<R>(filling: UnfinishedTable<R>): void {
  if (filling.sheet.y + closingHeight(filling) > filling.sheet.bottom) turn(filling);
  const { sheet } = filling;
  sheet.y += 6;
  for (const line of closingLines(filling)) addParagraph(sheet, line, { size: NOTE_SIZE });
  addSignatures(filling);
}

export function closingHeight<R>(filling: UnfinishedTable<R>): number {
  const heights = closingLines(filling).map((line) => heightOf(filling.sheet, line, { size: NOTE_SIZE }));
  return heights.reduce((sum, height) => sum + height, 6 + SIGNATURES_HEIGHT);
}

function closingLines<R>({ table, language }: UnfinishedTable<R>): readonly string[] {
  const notes = table.notes.map((note, at) => `${at + 1}. ${note[language]}`);
  return [...notes, asOfText(table)[language]];
}

const SIGNATURES_HEIGHT = 70;

function addSignatures<R>({ table, language, document, sheet }: UnfinishedTable<R>): void {
  const places = table.signatures ?? SIGNATURES;
  const gap = 24;
  const width = (sheet.width - gap * (places.length - 1)) / places.length;
  const y = sheet.y + 16;
  for (const [at, place] of places.entries()) {
    const x = sheet.left + at * (width + gap);
    document.line(`${place[language]}${COLON[language]}`, { x, y, size: HEAD_SIZE });
    document.paper
      .lineWidth(0.5)
      .moveTo(x, y + leading(HEAD_SIZE) + 26)
      .lineTo(x + width, y + leading(HEAD_SIZE) + 26)
      .stroke('#000');
  }
}
