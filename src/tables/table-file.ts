import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalJson, type Grant, hasPlainCharacters, Refusal, type Text, text } from '../kernel/index.ts';
import { refuseBeyondLimits, type TableRow } from './cell-limits.ts';
import { csvRows } from './csv-rows.ts';
import { createThreadReader, type FileFormat, type SheetRows } from './read-in-thread.ts';
import { PIECE_BYTES, type TextFile } from './text-file.ts';

/** A file of somebody's: files of one owner are read one after the other. */
export interface OwnedFile extends TextFile {
  readonly owner: string;
}

export interface TableFile extends OwnedFile {
  readonly rowsMax: number;
  /** All sheets of a workbook are read, one after the other, each with rows from 1; else its first. */
  readonly hasAllSheets?: boolean;
}

/** Whoever reaches the same agencies is one owner: the officers of an agency, or a bureau of a region. */
export function fileOwner(grant: Grant): string {
  return canonicalJson(grant);
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An XLSX file is a ZIP archive, and begins as one. */
const ARCHIVE = Buffer.from('PK\u0003\u0004', 'latin1');

/** Four slow files at most cost a gate a gigabyte; the largest workbook that is allowed takes a few seconds. */
const readInThread = createThreadReader({ threadsMax: 4, msMax: 30_000 });

/**
 * The rows of a CSV or XLSX file, a few hundred at a time, so that those of a large file are never all there; the file as
 * a whole may be refused, also in the middle of it.
 */
export function tableRows(file: TableFile): AsyncGenerator<readonly TableRow[]> {
  return numbered(rowsIn(file, isSheetFile(file) ? 'xlsx' : 'csv'), file);
}

/** The same of what can only be CSV. */
export function csvTableRows(file: TableFile): AsyncGenerator<readonly TableRow[]> {
  return numbered(rowsIn(file, 'csv'), file);
}

interface ForeignFile {
  readonly begins: (beginning: string) => boolean;
  readonly is: Text;
}

const OLD_EXCEL = Buffer.from('d0cf11e0a1b11ae1', 'hex').toString('latin1');

/** Files that are sent for tables, by how they begin: whoever sends one is told what it is, not that its bytes are no text. */
const FOREIGN_FILES: readonly ForeignFile[] = [
  {
    begins: (beginning) => beginning.startsWith(OLD_EXCEL),
    is: text('旧版 Excel（.xls）或加密的工作簿', 'a workbook of the old Excel format (.xls), or an encrypted one'),
  },
  { begins: (beginning) => beginning.startsWith('%PDF-'), is: text('PDF 文件', 'a PDF document') },
  {
    begins: (beginning) => /^\s{0,100}<(?:!doctype|html|table|\?xml)/i.test(beginning),
    is: text('网页或 XML 文件', 'a web page or XML'),
  },
];
const BEGINNING_BYTES = 200;

function refuseForeign({ bytes }: TableFile, format: FileFormat): void {
  const beginning = bytes.toString('latin1', 0, BEGINNING_BYTES);
  const foreign = FOREIGN_FILES.find(({ begins }) => begins(beginning));
  if (foreign) throw foreignFile(foreign.is);
  if (format === 'csv' && isSpreadsheet(bytes)) throw foreignFile(text('XLSX 工作簿', 'an XLSX workbook'));
}

function foreignFile(is: Text): Refusal {
  const message = text(
    `文件是${is['zh-CN']}，不能导入。请用电子表格软件打开，另存为“CSV UTF-8”（可用 XLSX 的种类也可另存为 .xlsx）后重新导入。`,
    `The file is ${is.en}, which is not imported. Open it in a spreadsheet program and save it as CSV UTF-8, or as .xlsx where that is taken.`,
  );
  return new Refusal('invalid', 'import.file_type', message, [{ pointer: '', message: '' }]);
}

/** A CSV file of one piece is read sooner than a thread would begin. */
async function* rowsIn(file: TableFile, format: FileFormat): AsyncGenerator<SheetRows> {
  refuseForeign(file, format);
  if (format === 'csv' && file.bytes.length <= PIECE_BYTES) for await (const rows of csvRows(file)) yield { rows };
  else yield* readInThread(file, format);
}

async function* numbered(
  source: AsyncIterable<SheetRows>,
  { rowsMax }: TableFile,
): AsyncGenerator<readonly TableRow[]> {
  let [row, before, current] = [0, 0, ''];
  for await (const { rows, sheet = '' } of source) {
    if (sheet !== current) [before, row, current] = [before + row, 0, sheet];
    yield rows.map((cells): TableRow => {
      row += 1;
      if (before + row > rowsMax) throw tooManyRows(rowsMax);
      const numberedRow = { row, cells, sheet: sheet || undefined };
      refuseBeyondLimits(numberedRow);
      if (!cells.every(hasPlainCharacters)) throw notText(row);
      return numberedRow;
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

/** Neither a table nor a text has such characters: the file is damaged, or not what it seems. */
function notText(row: number): Refusal {
  const message = text(
    `第 ${row} 行含有控制字符或无效字符，请检查文件。`,
    `Row ${row} holds control characters or characters that do not exist. Please look at the file.`,
  );
  return new Refusal('invalid', 'import.characters', message, [{ pointer: '', message: '' }]);
}

function tooManyRows(rowsMax: number): Refusal {
  const message = text(`一次最多导入 ${rowsMax} 行。`, `A file has at most ${rowsMax} rows.`);
  return new Refusal('invalid', 'import.too_many_rows', message, [{ pointer: '', message: '' }]);
}
