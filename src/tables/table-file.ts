import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { hasPlainCharacters, Refusal, type Text, text } from '../kernel/index.ts';
import { piecesOfText, type TextFile } from './text-file.ts';
import { readXlsxRows } from './xlsx-rows.ts';

/** One row of a file; the first is row 1. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface TableFile extends TextFile {
  readonly rowsMax: number;
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An XLSX file is a ZIP archive, and begins as one. */
const ARCHIVE = Buffer.from('PK\u0003\u0004', 'latin1');

/**
 * The rows of a CSV or XLSX file, a few hundred at a time, so that those of a large file are never all there; the file as
 * a whole may be refused, also in the middle of it.
 */
export function tableRows(file: TableFile): AsyncGenerator<readonly TableRow[]> {
  return numbered(isSheetFile(file) ? readXlsxRows(file) : csvRows(file), file);
}

/** The same of what can only be CSV. */
export function csvTableRows(file: TableFile): AsyncGenerator<readonly TableRow[]> {
  return numbered(csvRows(file), file);
}

type Rows = readonly (readonly string[])[];

async function* numbered(source: AsyncIterable<Rows>, { rowsMax }: TableFile): AsyncGenerator<readonly TableRow[]> {
  let row = 0;
  for await (const rows of source) {
    yield rows.map((cells): TableRow => {
      row += 1;
      if (row > rowsMax) throw tooManyRows(rowsMax);
      if (!cells.every(hasPlainCharacters)) throw notText(row);
      return { row, cells };
    });
    // What is read without ever waiting would keep everybody else from their turn.
    await nextTurn();
  }
}

/** Whether it is read as a spreadsheet, whose rows end with their last cell that says something. */
export function isSheetFile({ bytes, contentType }: Pick<TableFile, 'bytes' | 'contentType'>): boolean {
  return isSpreadsheet(bytes) || contentType?.startsWith(XLSX) === true;
}

export function isSpreadsheet(bytes: Buffer): boolean {
  return bytes.subarray(0, ARCHIVE.length).equals(ARCHIVE);
}

async function* csvRows(file: TextFile): AsyncGenerator<Rows> {
  const parser = parse({ bom: true, relax_column_count: true });
  const ready: (readonly string[])[] = [];
  parser.on('readable', () => {
    for (let cells: unknown = parser.read(); cells !== null; cells = parser.read()) {
      ready.push(cells as readonly string[]);
    }
  });
  const failed = new Promise<never>((_resolve, reject) => {
    parser.on('error', (error) => reject(error instanceof CsvError ? notCsv(error) : error));
  });
  // Whoever waits for a piece hears of it; between two pieces nobody may be waiting.
  failed.catch(() => undefined);
  try {
    for (const piece of piecesOfText(file)) {
      await Promise.race([written(parser, piece), failed]);
      if (ready.length > 0) yield ready.splice(0);
    }
    const ended = once(parser, 'end');
    parser.end();
    await Promise.race([ended, failed]);
    if (ready.length > 0) yield ready.splice(0);
  } finally {
    parser.destroy();
  }
}

function written(parser: { write(piece: string, then: () => void): unknown }, piece: string): Promise<void> {
  return new Promise((resolve) => parser.write(piece, resolve));
}

/** The library speaks English only, and quotes the cell; the row is the one that a spreadsheet shows. */
function notCsv({ code, records }: CsvError): Refusal {
  const what = whatIsWrong(code, Number(records) + 1);
  const says = text(`文件不是有效的 CSV：${what['zh-CN']}。`, `The file is not CSV: ${what.en}.`);
  return new Refusal('invalid', 'import.not_csv', says, [{ pointer: '', message: '' }]);
}

/** Neither a table nor a text has such characters: the file is damaged, or not what it seems. */
function notText(row: number): Refusal {
  const message = text(
    `第 ${row} 行含有控制字符或无效字符，请检查文件。`,
    `Row ${row} holds control characters or characters that do not exist. Please look at the file.`,
  );
  return new Refusal('invalid', 'import.characters', message, [{ pointer: '', message: '' }]);
}

function whatIsWrong(code: CsvError['code'], row: number): Text {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return text(`第 ${row} 行开始的引号没有结束`, `the quote that row ${row} opens is never closed`);
    case 'INVALID_OPENING_QUOTE':
      return text(
        `第 ${row} 行有引号出现在单元格中间；含引号的单元格应整体加引号，其中的引号写两次`,
        `row ${row} has a quote in the middle of a cell; such a cell stands in quotes, and its own are written twice`,
      );
    case 'CSV_INVALID_CLOSING_QUOTE':
      return text(
        `第 ${row} 行的引号之后还有文字；单元格中的引号应写两次`,
        `text follows a closing quote in row ${row}; a quote inside a cell is written twice`,
      );
    default:
      return text(`第 ${row} 行无法读取`, `row ${row} cannot be read`);
  }
}

function tooManyRows(rowsMax: number): Refusal {
  const message = text(`一次最多导入 ${rowsMax} 行。`, `A file has at most ${rowsMax} rows.`);
  return new Refusal('invalid', 'import.too_many_rows', message, [{ pointer: '', message: '' }]);
}
