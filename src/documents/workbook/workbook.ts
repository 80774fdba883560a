import type { CellObject, Row } from 'write-excel-file/node';
import { dayOf, type Language, text } from '../../kernel/index.ts';
import { asOfText } from '../as-of-text.ts';
import {
  type Append,
  type Column,
  columnRuns,
  hasMoney,
  type ReportTable,
  type RowPages,
  type TablePart,
  textIn,
} from '../report-table.ts';
import { COLON, NOTHING, NUMBER, SIGNATURES, UNIT } from '../report-words.ts';
import { printSetup } from './print-setup.ts';
import { columnWidth, headingCell, numberCell, totalCell, wideRow, workbookCell } from './workbook-cells.ts';

/**
 * The report as a workbook that prints as it is filed: what it is about, the numbered table in its frame, its last row, notes,
 * and places to sign; each section on a sheet of its own. A workbook is one compressed whole, so it is made in memory; the
 * caller limits it. Its library is loaded with the first one, as those of PDF documents are.
 */
export async function writeWorkbook<R>(
  table: ReportTable<R>,
  { pages, language, append }: { readonly pages: RowPages<R>; readonly language: Language; readonly append: Append },
): Promise<void> {
  const bySection = new Map<string, R[]>();
  for await (const page of pages) for (const row of page) rowsOf(bySection, table.sections?.keyOf(row)).push(row);
  if (bySection.size === 0) bySection.set(SHEET[language], []);
  const last = [...bySection.keys()].at(-1);
  await append(
    await workbookOf(
      [...bySection].map(([key, rows]) => {
        const isLast = key === last;
        return { ...sheetOf(table, { rows, language, isLast }), sheet: key === '' ? SHEET[language] : key };
      }),
      language,
    ),
  );
}

/** A sheet of a workbook, by its name. */
export interface NamedSheet {
  readonly sheet: string;
  readonly data: Row[];
  readonly columns: { readonly width: number }[];
  readonly stickyRowsCount: number;
}

/** The library is loaded with the first one. */
export async function workbookOf(sheets: NamedSheet[], language: Language): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const features = [printSetup(language, await import('write-excel-file/utility'))];
  return writeExcelFile(sheets, { features }).toBuffer();
}

const SHEET = text('报表', 'report');
const PRINTED = text('制表日期', 'Made on');
export const SAMPLE_ROWS = 500;
export const NUMBER_WIDTH = 6;

function rowsOf<R>(bySection: Map<string, R[]>, key = ''): R[] {
  const rows = bySection.get(key) ?? [];
  if (rows.length === 0) bySection.set(key, rows);
  return rows;
}

interface SheetParts<R> {
  readonly rows: readonly R[];
  readonly language: Language;
  readonly isLast: boolean;
}

export function sheetOf<R>(table: ReportTable<R>, { rows, language, isLast }: SheetParts<R>) {
  const { columns, total, sections } = table;
  const [first] = rows;
  const sample = [...rows.slice(0, SAMPLE_ROWS), ...(total ? [total] : [])];
  const widths = [NUMBER_WIDTH, ...columns.map((column) => columnWidth(column, sample, language))];
  const heading: Row[] =
    first !== undefined && sections ? [wideRow(sections.headOf(first, language), widths, { fontWeight: 'bold' })] : [];
  const above: Row[] = [...headRows(table, widths, language), ...heading, ...titleRows(columns, language)];
  const cells = tableRows({ columns, rows, total: isLast ? total : null }, widths, language);
  return {
    data: [...above, ...cells, ...closingRows(table, widths, language)],
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: above.length,
  };
}

/** The rows below the titles, numbered, and their sum. */
export function tableRows<R>(
  { columns, rows, total }: Pick<TablePart<R>, 'columns' | 'rows' | 'total'>,
  widths: readonly number[],
  language: Language,
): Row[] {
  const cells: Row[] = rows.map((row, at) => [
    numberCell(at + 1),
    ...columns.map((column) => workbookCell(column, row, language)),
  ]);
  if (rows.length === 0) return [wideRow(NOTHING[language], widths, { align: 'center' })];
  if (!total) return cells;
  const sums = columns.map((column) => workbookCell(column, total, language));
  return [...cells, [numberCell(null), ...sums].map(totalCell)];
}

/** The titles of the columns; where some have a name above them, in two rows. */
export function titleRows<R>(columns: readonly Column<R>[], language: Language): Row[] {
  const runs = columnRuns(columns);
  const titles = columns.map(({ title }) => headingCell(title[language]));
  const number = headingCell(NUMBER[language]);
  if (!runs) return [[number, ...titles]];
  const tall = (cell: CellObject | undefined): CellObject => ({ ...headingCell(''), ...cell, rowSpan: 2 });
  let at = 0;
  const names = runs.flatMap(({ group, columns: count }): Row => {
    const first = titles[at];
    at += count;
    if (!group) return [tall(first)];
    const rest = Array.from({ length: count - 1 }, () => null);
    return [{ ...headingCell(group[language]), columnSpan: count }, ...rest];
  });
  const below = columns.map(({ group }, place) => (group === undefined ? null : (titles[place] ?? null)));
  return [
    [tall(number), ...names],
    [null, ...below],
  ];
}

const TITLE = { fontWeight: 'bold', fontSize: 14, align: 'center' } as const;
const SMALL = { fontSize: 9 } as const;

export function headRows<R>(
  { title, head, columns, printedAt }: ReportTable<R>,
  widths: readonly number[],
  language: Language,
): Row[] {
  const lines = head.map(([label, value]) => `${label[language]}${COLON[language]}${textIn(value, language)}`);
  const printed = `${PRINTED[language]}${COLON[language]}${dayOf(printedAt)}`;
  return [
    wideRow(title[language], widths, TITLE),
    ...[...lines, printed].map((line) => wideRow(line, widths)),
    hasMoney(columns) ? wideRow(UNIT[language], widths, { align: 'right' }) : [],
  ];
}

const LINE = '＿'.repeat(8);

/** How it is to be read, and who signs it. */
export function closingRows<R>(table: ReportTable<R>, widths: readonly number[], language: Language): Row[] {
  const notes = [...table.notes, asOfText(table)].map((note) => wideRow(note[language], widths, SMALL));
  const places = (table.signatures ?? SIGNATURES).map((place) => `${place[language]}${COLON[language]}${LINE}`);
  return [[], ...notes, [], wideRow(places.join('\u3000'), widths)];
}
