import type { Row } from 'write-excel-file/node';
import { dayOf, type Language, text } from '../../kernel/index.ts';
import { asOfText } from '../as-of-text.ts';
import { type Append, type ReportTable, type RowPages, textIn } from '../report-table.ts';
import { COLON, SIGNATURES } from '../report-words.ts';
import { boldCell, columnWidth, workbookCell } from './workbook-cells.ts';

/**
 * The report as a workbook: what it is about, the table, its last row, notes, and places to sign; each section on a sheet
 * of its own. A workbook is one compressed whole, so it is made in memory; the caller limits it.
 * Its library is loaded with the first one, as those of PDF documents are.
 */
export async function writeWorkbook<R>(
  table: ReportTable<R>,
  { pages, language, append }: { readonly pages: RowPages<R>; readonly language: Language; readonly append: Append },
): Promise<void> {
  const bySection = new Map<string, R[]>();
  for await (const page of pages) for (const row of page) rowsOf(bySection, table.sections?.keyOf(row)).push(row);
  if (bySection.size === 0) bySection.set(SHEET[language], []);
  const last = [...bySection.keys()].at(-1);
  const sheets = [...bySection].map(([key, rows]) => {
    const isLast = key === last;
    return { ...sheetOf(table, { rows, language, isLast }), sheet: key === '' ? SHEET[language] : key };
  });
  const { default: writeExcelFile } = await import('write-excel-file/node');
  await append(await writeExcelFile(sheets).toBuffer());
}

const SHEET = text('报表', 'report');
const PRINTED = text('制表日期', 'Made on');
const HEADING_COLOR = '#E8ECF2';
const SAMPLE_ROWS = 500;

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

function sheetOf<R>(table: ReportTable<R>, { rows, language, isLast }: SheetParts<R>) {
  const { columns, total, sections } = table;
  const [first] = rows;
  const heading: Row[] = first !== undefined && sections ? [[bold(sections.headOf(first, language))], []] : [];
  const titles: Row = columns.map(({ title }) => ({ ...bold(title[language]), backgroundColor: HEADING_COLOR }));
  const above: Row[] = [...headRows(table, language), ...heading, titles];
  const cells: Row[] = rows.map((row) => columns.map((column) => workbookCell(column, row, language)));
  if (total && isLast) cells.push(columns.map((column) => boldCell(workbookCell(column, total, language))));
  const sample = rows.slice(0, SAMPLE_ROWS);
  return {
    data: [...above, ...cells, ...closingRows(table, language)],
    columns: columns.map((column) => ({ width: columnWidth(column, sample, language) })),
    orientation: 'landscape' as const,
    stickyRowsCount: above.length,
  };
}

function bold(value: string) {
  return { value, type: String, fontWeight: 'bold' } as const;
}

function headRows<R>({ title, head, printedAt }: ReportTable<R>, language: Language): Row[] {
  const lines = head.map(([label, value]) => `${label[language]}${COLON[language]}${textIn(value, language)}`);
  const printed = `${PRINTED[language]}${COLON[language]}${dayOf(printedAt)}`;
  return [[{ ...bold(title[language]), fontSize: 14 }], ...[...lines, printed].map((line) => [line]), []];
}

/** How it is to be read, and who signs it: two columns for each name. */
function closingRows<R>(table: ReportTable<R>, language: Language): Row[] {
  const notes = [...table.notes, asOfText(table)].map((note) => [note[language]]);
  const places = (table.signatures ?? SIGNATURES).flatMap((place) => [`${place[language]}${COLON[language]}`, null]);
  return [[], ...notes, [], places];
}
