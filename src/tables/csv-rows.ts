import { once } from 'node:events';
import { CsvError, parse } from 'csv-parse';
import { Refusal, type Text, text } from '../kernel/index.ts';
import type { Rows } from './cell-limits.ts';
import { piecesOfText, type TextFile } from './text-file.ts';

/** The rows of a CSV file, a few hundred at a time; its cells may be separated by tabs or semicolons as well. */
export async function* csvRows(file: TextFile): AsyncGenerator<Rows> {
  const pieces = piecesOfText(file);
  const { value: first = '' } = pieces.next();
  const parser = parse({ bom: true, relax_column_count: true, delimiter: delimiterOf(first) });
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
    for (const piece of withFirst(first, pieces)) {
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

function* withFirst(first: string, others: Iterable<string>): Generator<string> {
  yield first;
  yield* others;
}

const HEADING_LINES_MAX = 10;

/** What separates the cells: a tab or a semicolon where the first lines have more of them than commas, outside of quotes. */
function delimiterOf(text: string): string {
  const counts = { ',': 0, '\t': 0, ';': 0 };
  let isQuoted = false;
  let lines = 0;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === ',' || character === '\t' || character === ';') counts[character] += 1;
    else if (character === '\n') lines += 1;
    if (lines >= HEADING_LINES_MAX) break;
  }
  const [most, other] = counts['\t'] >= counts[';'] ? (['\t', ';'] as const) : ([';', '\t'] as const);
  return counts[most] > Math.max(counts[','], counts[other], 1) ? most : ',';
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
