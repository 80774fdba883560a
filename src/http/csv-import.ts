import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { type FieldError, type Language, Refusal, type Text, text } from '../kernel/index.ts';
import { gateContract } from './contract.ts';
import { once } from './once.ts';
import { schemaCompiler } from './schema-compiler.ts';
import { schemaMessages } from './schema-messages.ts';

/** A column that a file may have. */
export interface CsvColumn {
  readonly name: string;
  readonly isRequired: boolean;
  /** The value of a cell; what cannot be read stays a text, and the schema refuses it. */
  readonly fromText: (cell: string) => unknown;
}

/** One row as a body, with what is wrong with it. The heading is row 1. */
export interface CsvRow {
  readonly row: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly errors: readonly RowError[];
}

export interface RowError {
  readonly column: string | null;
  readonly message: string;
}

export interface CsvQuestion {
  readonly columns: readonly CsvColumn[];
  /** What the contract says of one body: empty when all is well. */
  readonly check: (body: unknown, language: Language) => readonly FieldError[];
  readonly language: Language;
}

const ROWS_MAX = 20_000;

/** Turns a file into bodies. The file as a whole is refused with 400; a row that is wrong says so itself. */
export function bodiesOfCsv(file: string, { columns, check, language }: CsvQuestion): readonly CsvRow[] {
  const [heading = [], ...lines] = cellsOf(file);
  const names = heading.map((name) => name.trim());
  const known = new Map(columns.map((column) => [column.name, column]));
  refuseHeading(names, columns);
  if (lines.length > ROWS_MAX) throw tooManyRows();
  return lines.flatMap((cells, at) => {
    // What a spreadsheet leaves behind below its last row is no row.
    if (cells.every((cell) => cell === '')) return [];
    const row = at + 2;
    if (cells.length !== names.length)
      return [{ row, body: {}, errors: [wrongLength(cells.length, names.length)[language]].map(wholeRow) }];
    const stated = names.flatMap((name, column) => {
      const cell = cells[column] ?? '';
      return cell === '' ? [] : [[name, known.get(name)?.fromText(cell)] as const];
    });
    const body = Object.fromEntries(stated);
    return [
      {
        row,
        body,
        errors: check(body, language).map(({ pointer, message }) => ({ column: columnIn(pointer), message })),
      },
    ];
  });
}

/** `/editions/0/name` is about the column `editions`. */
function columnIn(pointer: string): string | null {
  return pointer.split('/')[1] ?? null;
}

function wholeRow(message: string): RowError {
  return { column: null, message };
}

function wrongLength(found: number, wanted: number): Text {
  return text(`该行有 ${found} 列，应为 ${wanted} 列。`, `The row has ${found} cells instead of ${wanted}.`);
}

function cellsOf(file: string): readonly (readonly string[])[] {
  try {
    return parse(file, { bom: true, relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused(
      'import.not_csv',
      text(`文件不是有效的 CSV：${error.message}`, `The file is not CSV: ${error.message}`),
    );
  }
}

function refuseHeading(names: readonly string[], columns: readonly CsvColumn[]): void {
  const missing = columns.filter(({ name, isRequired }) => isRequired && !names.includes(name)).map(({ name }) => name);
  const unknown = names.filter((name) => !columns.some((column) => column.name === name));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (missing.length > 0) throw heading(text('缺少列', 'Missing columns'), missing);
  if (unknown.length > 0) throw heading(text('未知的列', 'Unknown columns'), unknown);
  if (twice.length > 0) throw heading(text('重复的列', 'Columns that are there twice'), twice);
}

const NAMES_SHOWN_MAX = 20;

function heading(what: Text, names: readonly string[]): Refusal {
  const list = names.slice(0, NAMES_SHOWN_MAX).map((name) => name.slice(0, 80));
  const message = text(`${what['zh-CN']}：${list.join('、')}。`, `${what.en}: ${list.join(', ')}.`);
  return refused('import.columns', message);
}

function tooManyRows(): Refusal {
  return refused('import.too_many_rows', text(`一次最多导入 ${ROWS_MAX} 行。`, `A file has at most ${ROWS_MAX} rows.`));
}

function refused(code: string, message: Text): Refusal {
  return new Refusal('invalid', code, message, [{ pointer: '', message: '' }]);
}

/** GBK and GB 2312 are parts of GB 18030, and spreadsheets name them so. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

/**
 * The text of a file by the encoding that was asked for, else by the `charset` of its Content-Type, else as UTF-8; a file
 * whose very heading is Chinese and no UTF-8 comes from a Chinese spreadsheet and is GB18030.
 */
export function textOfFile(bytes: Buffer, asked: string | undefined, contentType: string | undefined): string {
  const charset = /charset="?([^";\s]+)/i.exec(contentType ?? '')?.[1];
  const encoding = ENCODINGS[(asked ?? charset ?? encodingOfHeading(bytes)).toLowerCase()];
  if (!encoding)
    throw refused('import.encoding', text('仅支持 UTF-8 或 GB18030 编码。', 'Send the file in UTF-8 or GB18030.'));
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const message = text(
      `文件不是有效的 ${encoding.toUpperCase()} 文本。`,
      `The file is not valid ${encoding.toUpperCase()}.`,
    );
    throw refused('import.encoding', message);
  }
}

const HEADING_BYTES_MAX = 4_096;
const LINE_FEED = 0x0a;

function encodingOfHeading(bytes: Buffer): 'utf-8' | 'gb18030' {
  const end = bytes.indexOf(LINE_FEED);
  const heading = bytes.subarray(0, end >= 0 && end <= HEADING_BYTES_MAX ? end : HEADING_BYTES_MAX);
  return end >= 0 && end <= HEADING_BYTES_MAX && !isUtf8(heading) ? 'gb18030' : 'utf-8';
}

/** Checks one row by the schema that its body has when it is sent alone, with the same messages. */
export function rowChecker(schema: string): CsvQuestion['check'] {
  const validator = once(() => compiler()({ $ref: `#/components/schemas/${schema}` }));
  return (body, language) => {
    const validate = validator();
    return validate(body) ? [] : messages()(validate.errors ?? [], language);
  };
}

const compiler = once(() => schemaCompiler(gateContract(), { allErrors: true }));
const messages = once(() => schemaMessages(gateContract().schemas));
