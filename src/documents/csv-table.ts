import { stringify } from 'csv-stringify/sync';
import { fen, formatYuan, type Language } from '../kernel/index.ts';
import { type Append, type Column, fullTitle, type ReportTable, type RowPages } from './report-table.ts';

/** Spreadsheets take a file without it for one in the encoding of the machine. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Header and rows as CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it (= + - @, tab,
 * return, and their full-width forms); amounts are numbers of ours and stay so, also below zero.
 */
export async function writeCsv<R>(
  table: Pick<ReportTable<R>, 'columns' | 'sections'>,
  { pages, language, append }: { readonly pages: RowPages<R>; readonly language: Language; readonly append: Append },
): Promise<void> {
  const columns = [...(table.sections?.columns ?? []), ...table.columns];
  await append(BYTE_ORDER_MARK + csvOf([columns.map((column) => fullTitle(column, language))]));
  for await (const rows of pages) {
    if (rows.length > 0) await append(csvOf(rows.map((row) => columns.map((column) => cellOf(column, row, language)))));
  }
}

type CsvCell = string | number | bigint | null;

function csvOf(records: readonly (readonly CsvCell[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    {
      record_delimiter: 'windows',
      escape_formulas: true,
      // Amounts and rates travel as bigints of hundredths, so that a minus sign is not taken for the start of a formula.
      cast: { bigint: (hundredths) => formatYuan(fen(Number(hundredths))) },
    },
  );
}

function cellOf<R>(column: Column<R>, row: R, language: Language): CsvCell {
  if (column.kind === 'money') {
    const amount = column.of(row);
    return amount === null ? null : BigInt(amount);
  }
  if (column.kind === 'rate') {
    const rate = column.of(row);
    return rate === null ? '—' : BigInt(rate.replace('.', ''));
  }
  return column.of(row, language);
}
