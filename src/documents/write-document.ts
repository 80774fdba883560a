import { type Language, Refusal, text } from '../kernel/index.ts';
import { writeCsv } from './csv-table.ts';
import { type DocumentFile, writeDocumentFile } from './document-file.ts';
import { writePage } from './page/print-page.ts';
import { writePageOfParts } from './page/print-parts.ts';
import { writePdfOfParts } from './pdf/pdf-parts.ts';
import { writePdf } from './pdf/pdf-table.ts';
import type { DocumentFormat, ReportTable, RowPages } from './report-table.ts';
import { writeWorkbook } from './workbook/workbook.ts';
import { writeWorkbookOfParts } from './workbook/workbook-parts.ts';

/**
 * A page that nobody can read helps nobody, a workbook is made in memory, and sheets of PDF are drawn at ten thousand rows a
 * second by the process that also decides orders.
 */
const ROWS_MAX: Readonly<Record<DocumentFormat, number>> = { csv: 200_000, xlsx: 20_000, html: 5_000, pdf: 100_000 };

const WRITERS = { csv: writeCsv, xlsx: writeWorkbook, html: writePage, pdf: writePdf } as const;

/** Several tables say of each row what one would say in a row of its own. */
const PARTS_SHARE = 4;
const WRITERS_OF_PARTS = { xlsx: writeWorkbookOfParts, html: writePageOfParts, pdf: writePdfOfParts } as const;

export interface DocumentWish<R> {
  readonly format: DocumentFormat;
  readonly language: Language;
  readonly table: ReportTable<R>;
  readonly pages: RowPages<R>;
}

/** Writes a whole report to a file while the snapshot lasts; it is sent when nobody waits for the snapshot any more. */
export async function writeDocument<R>({ format, language, table, pages }: DocumentWish<R>): Promise<DocumentFile> {
  const { parts } = table;
  if (parts && format !== 'csv') {
    const rowsMax = ROWS_MAX[format] / PARTS_SHARE;
    if (parts.list.some(({ rows }) => rows.length > rowsMax)) throw tooLarge(rowsMax);
    return writeDocumentFile((append) => WRITERS_OF_PARTS[format]({ ...table, parts }, { language, append }));
  }
  const some = limited(pages, ROWS_MAX[format]);
  return writeDocumentFile((append) => WRITERS[format](table, { pages: some, language, append }));
}

async function* limited<R>(pages: RowPages<R>, rowsMax: number): RowPages<R> {
  let count = 0;
  for await (const rows of pages) {
    count += rows.length;
    if (count > rowsMax) throw tooLarge(rowsMax);
    yield rows;
  }
}

function tooLarge(rowsMax: number): Refusal {
  const message = text(
    `超过 ${rowsMax} 行，请缩小范围，或改用 csv 格式。`,
    `There are more than ${rowsMax} rows; ask for less, or for csv.`,
  );
  return new Refusal('unprocessable', 'report.too_large', message);
}
