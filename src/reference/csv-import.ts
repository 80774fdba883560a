import { gateContract } from '../http/contract/contract.ts';
import { schemaCompiler } from '../http/contract/schema-compiler.ts';
import { schemaMessages } from '../http/contract/schema-messages.ts';
import { once } from '../http/once.ts';
import { type FieldError, type Language, Refusal, type Text, text } from '../kernel/index.ts';
import { csvTableRows, inPiecesOf, type OwnedFile, refuseLongNames, type TableRow } from '../tables/index.ts';

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

/** Rows that are judged, and written, in one go: some tenths of a second of everybody's time. */
export const ROWS_AT_ONCE = 1_000;

/** With its heading. */
const ROWS_MAX = 200_000;

/**
 * The rows of a file as bodies, in pieces. The file as a whole is refused with 400, also in the middle of it, so it is
 * checked by `checkCsv` before anything is written; a row that is wrong says so itself.
 */
export function bodiesOfCsv(file: OwnedFile, question: CsvQuestion): AsyncGenerator<readonly CsvRow[]> {
  return inPiecesOf(
    ROWS_AT_ONCE,
    mappedRows(file, question.columns, (row, names) => validatedRow(row, names, question)),
  );
}

/** Refuses what makes a whole file useless, and answers how many rows it has. */
export async function validateCsv(file: OwnedFile, columns: readonly CsvColumn[]): Promise<number> {
  let count = 0;
  for await (const rows of mappedRows(file, columns, () => null)) count += rows.length;
  return count;
}

async function* mappedRows<T>(
  file: OwnedFile,
  columns: readonly CsvColumn[],
  toItem: (row: TableRow, names: readonly string[]) => T,
): AsyncGenerator<readonly T[]> {
  let names: readonly string[] | undefined;
  for await (const rows of csvTableRows({ ...file, rowsMax: ROWS_MAX })) {
    names ??= headingIn(rows[0], columns);
    const heading = names;
    // What a spreadsheet leaves behind below its last row is no row.
    const told = rows.filter(({ row, cells }) => row > 1 && cells.some((cell) => cell !== ''));
    yield told.map((row) => toItem(row, heading));
  }
  if (names === undefined) headingIn(undefined, columns);
}

function headingIn(row: TableRow | undefined, columns: readonly CsvColumn[]): readonly string[] {
  if (row) refuseLongNames(row);
  const names = (row?.cells ?? []).map((name) => name.trim());
  refuseHeading(names, columns);
  return names;
}

function validatedRow(
  { row, cells }: TableRow,
  names: readonly string[],
  { columns, check, language }: CsvQuestion,
): CsvRow {
  if (cells.length !== names.length)
    return { row, body: {}, errors: [wholeRow(wrongLength(cells.length, names.length)[language])] };
  const stated = names.flatMap((name, at) => {
    const cell = cells[at] ?? '';
    const column = columns.find((known) => known.name === name);
    return cell === '' || !column ? [] : [[name, column.fromText(cell)] as const];
  });
  const body = Object.fromEntries(stated);
  const errors = check(body, language).map(({ pointer, message }) => ({ column: columnIn(pointer), message }));
  return { row, body, errors };
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
  return new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}

/** Checks one row by the schema that its body has when it is sent alone, with the same messages. */
export function rowValidator(schema: string): CsvQuestion['check'] {
  const validator = once(() => compiler()({ $ref: `#/components/schemas/${schema}` }));
  return (body, language) => {
    const validate = validator();
    return validate(body) ? [] : messages()(validate.errors ?? [], language);
  };
}

const compiler = once(() => schemaCompiler(gateContract(), { allErrors: true, isOfRequests: true }));
const messages = once(() => schemaMessages(gateContract().schemas));
