import type { Row } from 'write-excel-file/node';
import type { Language } from '../../kernel/index.ts';
import type { Append, ReportTable, TablePart, TableParts } from '../report-table.ts';
import {
  closingRows,
  headRows,
  type NamedSheet,
  NUMBER_WIDTH,
  SAMPLE_ROWS,
  sheetOf,
  tableRows,
  titleRows,
  workbookOf,
} from './workbook.ts';
import { columnWidth, wideRow } from './workbook-cells.ts';

type TableOfParts<R> = ReportTable<R> & { readonly parts: TableParts<R> };

/** A report of several tables as a workbook: each on a sheet of its own, or all of them on one, below each other. */
export async function writeWorkbookOfParts<R>(
  table: TableOfParts<R>,
  { language, append }: { readonly language: Language; readonly append: Append },
): Promise<void> {
  const sheets = table.parts.stand === 'apart' ? sheetsApart(table, language) : [sheetOfAll(table, language)];
  await append(await workbookOf(sheets, language));
}

function sheetsApart<R>(table: TableOfParts<R>, language: Language): NamedSheet[] {
  const names = new Set<string>();
  return table.parts.list.map((part): NamedSheet => {
    const { columns, rows, total, title } = part;
    const sections = { keyOf: () => '', headOf: () => title[language], columns: [] };
    const sheet = sheetOf({ ...table, columns, total, sections }, { rows, language, isLast: true });
    return { ...sheet, sheet: sheetName(title[language], names) };
  });
}

/** Spreadsheets allow 31 characters, and not these. */
const FORBIDDEN = /[\\/*?:[\]]/g;
const NAME_MAX = 28;

function sheetName(title: string, taken: Set<string>): string {
  const base = title.replace(FORBIDDEN, ' ').trim().slice(0, NAME_MAX).trim() || '1';
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base} ${number}`;
  taken.add(name.toLowerCase());
  return name;
}

/** No column is as wide as the texts of one table would have it: the numbers of another stand below. */
const WIDEST = 22;

function sheetOfAll<R>(table: TableOfParts<R>, language: Language): NamedSheet {
  const { list } = table.parts;
  const widths = [NUMBER_WIDTH, ...widthsOf(list, language)];
  const columns = list.flatMap((part) => part.columns);
  const above = headRows({ ...table, columns }, widths, language);
  const cells = list.flatMap((part): Row[] => [
    wideRow(part.title[language], widths, { fontWeight: 'bold' }),
    ...titleRows(part.columns, language),
    ...tableRows(part, widths, language),
    [],
  ]);
  return {
    sheet: sheetName(table.title[language], new Set()),
    data: [...above, ...cells, ...closingRows(table, widths, language)],
    columns: widths.map((width) => ({ width })),
    // The heading of the paper is too tall to stay while one scrolls.
    stickyRowsCount: 1,
  };
}

/** Of the columns that stand below each other the widest counts. */
function widthsOf<R>(list: readonly TablePart<R>[], language: Language): readonly number[] {
  const places = Math.max(...list.map(({ columns }) => columns.length));
  return Array.from({ length: places }, (_, place) => {
    const wished = list.map(({ columns, rows }) => {
      const column = columns[place];
      return column ? columnWidth(column, rows.slice(0, SAMPLE_ROWS), language) : 0;
    });
    return Math.min(WIDEST, Math.max(...wished));
  });
}
