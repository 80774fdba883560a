import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { Refusal, text } from '../kernel/index.ts';
import { textOfFile } from './csv-import.ts';
import { readXlsxRows } from './xlsx-rows.ts';

/** One row of a file; the first is row 1. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface TableFile {
  readonly bytes: Buffer;
  readonly encoding: string | undefined;
  readonly contentType: string | undefined;
  readonly rowsMax: number;
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An XLSX file is a ZIP archive, and begins as one. */
const ARCHIVE = Buffer.from('PK\u0003\u0004', 'latin1');

/** Gives each row of a CSV or XLSX file in turn; the file as a whole may be refused, also in the middle of it. */
export async function readTable(file: TableFile, take: (row: TableRow) => void): Promise<void> {
  const isSheet = isSpreadsheet(file.bytes) || file.contentType?.startsWith(XLSX) === true;
  return isSheet ? takeSheet(file, take) : takeCsv(file, take);
}

export function isSpreadsheet(bytes: Buffer): boolean {
  return bytes.subarray(0, ARCHIVE.length).equals(ARCHIVE);
}

async function takeSheet({ bytes, rowsMax }: TableFile, take: (row: TableRow) => void): Promise<void> {
  let row = 0;
  await readXlsxRows({ bytes, rowsMax }, (rows) => {
    for (const cells of rows) {
      row += 1;
      if (row > rowsMax) throw tooManyRows(rowsMax);
      take({ row, cells });
    }
  });
}

/** A few hundred rows: between two pieces everybody else has a turn. */
const CHARACTERS_AT_ONCE = 100_000;

/** In pieces, so that the rows of a large file are never all there as cells. */
async function takeCsv(file: TableFile, take: (row: TableRow) => void): Promise<void> {
  const content = textOfFile(file.bytes, file.encoding, file.contentType);
  const parser = parse({ bom: true, relax_column_count: true });
  let row = 0;
  parser.on('readable', () => {
    try {
      for (let cells: unknown = parser.read(); cells !== null; cells = parser.read()) {
        row += 1;
        if (row > file.rowsMax) throw tooManyRows(file.rowsMax);
        take({ row, cells: cells as readonly string[] });
      }
    } catch (error) {
      parser.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
  const failed = new Promise<never>((_resolve, reject) => {
    parser.on('error', (error) => reject(error instanceof CsvError ? notCsv(error) : error));
  });
  for (let at = 0; at < content.length; at += CHARACTERS_AT_ONCE) {
    await Promise.race([written(parser, content.slice(at, at + CHARACTERS_AT_ONCE)), failed]);
    await nextTurn();
  }
  const ended = once(parser, 'end');
  parser.end();
  await Promise.race([ended, failed]);
}

function written(parser: { write(piece: string, then: () => void): unknown }, piece: string): Promise<void> {
  return new Promise((resolve) => parser.write(piece, resolve));
}

function notCsv({ message }: CsvError): Refusal {
  const says = text(`文件不是有效的 CSV：${message}`, `The file is not CSV: ${message}`);
  return new Refusal('invalid', 'import.not_csv', says, [{ pointer: '', message: '' }]);
}

function tooManyRows(rowsMax: number): Refusal {
  const message = text(`一次最多导入 ${rowsMax} 行。`, `A file has at most ${rowsMax} rows.`);
  return new Refusal('invalid', 'import.too_many_rows', message, [{ pointer: '', message: '' }]);
}
