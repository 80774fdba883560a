import writeExcelFile, { type Cell, type Row } from 'write-excel-file/node';
import { dayOf, type Fen, type Language, text } from '../kernel/index.ts';
import { asOfText } from './as-of-text.ts';
import { type Append, type Column, type ReportTable, type RowPages, textIn } from './report-table.ts';

const MONEY_FORMAT = '#,##0.00';
const RATE_FORMAT = '0.00';

/**
 * The report as one sheet of a workbook: what it is about, the table, its last row and notes. Amounts are numbers, texts
 * are texts whatever they begin with. A workbook is one compressed whole, so it is made in memory; the caller limits it.
 */
export async function writeWorkbook<R>(
  table: ReportTable<R>,
  { pages, language, append }: { readonly pages: RowPages<R>; readonly language: Language; readonly append: Append },
): Promise<void> {
  const { columns, total } = table;
  const rows: Row[] = [...headRows(table, language)];
  rows.push(columns.map(({ title }) => ({ value: title[language], fontWeight: 'bold', backgroundColor: '#E8ECF2' })));
  for await (const page of pages)
    rows.push(...page.map((row) => columns.map((column) => cellOf(column, row, language))));
  if (total) rows.push(columns.map((column) => bold(cellOf(column, total, language))));
  rows.push([], ...[...table.notes, asOfText(table)].map((note) => [note[language]]));
  const widths = columns.map(({ kind }) => ({ width: kind === 'text' ? 26 : 18 }));
  await append(await writeExcelFile(rows, { columns: widths, sheet: SHEET[language] }).toBuffer());
}

const SHEET = text('报表', 'report');

function headRows<R>({ title, head, printedAt }: ReportTable<R>, language: Language): Row[] {
  const lines = head.map(([label, value]) => `${label[language]}${COLON[language]}${textIn(value, language)}`);
  const printed = `${PRINTED[language]}${COLON[language]}${dayOf(printedAt)}`;
  return [
    [{ value: title[language], fontWeight: 'bold', fontSize: 14 }],
    ...[...lines, printed].map((line) => [line]),
    [],
  ];
}

const COLON = text('：', ': ');
const PRINTED = text('制表日期', 'Made on');

function cellOf<R>(column: Column<R>, row: R, language: Language): Cell {
  switch (column.kind) {
    case 'money':
      return moneyCell(column.of(row));
    case 'rate': {
      const rate = column.of(row);
      return rate === null
        ? { value: '—', align: 'right' }
        : { value: Number(rate), type: Number, format: RATE_FORMAT };
    }
    case 'count': {
      const count = column.of(row);
      return count === null ? null : { value: count, type: Number };
    }
    default: {
      const value = column.kind === 'instant' ? column.of(row) : column.of(row, language);
      return value === null || value === '' ? null : { value, type: String };
    }
  }
}

/** Fen over a hundred is exact to the fen as far as fen are whole numbers. */
function moneyCell(amount: Fen | null): Cell {
  return amount === null ? null : { value: amount / 100, type: Number, format: MONEY_FORMAT };
}

function bold(cell: Cell): Cell {
  return typeof cell === 'object' && cell !== null && 'value' in cell ? { ...cell, fontWeight: 'bold' } : cell;
}
