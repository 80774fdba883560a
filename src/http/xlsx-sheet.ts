import { readSheet } from 'read-excel-file/universal';
import { Refusal, text } from '../kernel/index.ts';
import { entriesOfZip, notAnArchive, storedZip } from './zip-entries.ts';

/** The first sheet as texts: a number as the digits that a spreadsheet shows of it, nothing as an empty text. */
export async function rowsOfXlsx(bytes: Buffer, rowsMax: number): Promise<readonly (readonly string[])[]> {
  const parts = partsOf(bytes);
  const sheet = firstSheetOf(parts);
  // No spreadsheet declares entities; whoever does wants the reader to unfold or fetch something.
  if ([...parts.values()].some((part) => part.includes('<!DOCTYPE') || part.includes('<!ENTITY'))) throw notAnArchive();
  refuseCells(parts.get(sheet)?.toString('latin1') ?? '', rowsMax);
  // Of several sheets only the first is read, and only what was measured reaches the reader.
  const kept = [...parts].filter(([name]) => name === sheet || !name.startsWith('xl/worksheets/'));
  const archive = new Uint8Array(storedZip(new Map(kept))).buffer;
  try {
    const rows = await readSheet<string>(archive, 1, { parseNumber: shownNumber });
    return rows.map((row) => row.map(cellText));
  } catch {
    throw notAnArchive();
  }
}

const WANTED =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/;

function partsOf(bytes: Buffer): ReadonlyMap<string, Buffer> {
  return entriesOfZip(bytes, (name) => WANTED.test(name));
}

/** The part that the workbook names first. Sheets are listed in one part and found by another. */
function firstSheetOf(parts: ReadonlyMap<string, Buffer>): string {
  const workbook = parts.get('xl/workbook.xml')?.toString('utf8') ?? '';
  const relations = parts.get('xl/_rels/workbook.xml.rels')?.toString('utf8') ?? '';
  const id = /<(?:\w+:)?sheet\s[^>]*?\br:id="([^"]{1,64})"/.exec(workbook)?.[1];
  const relation = relations.match(/<(?:\w+:)?Relationship\s[^>]*>/g)?.find((each) => each.includes(`Id="${id}"`));
  const target = /\bTarget="\/?(?:xl\/)?([^"]{1,200})"/.exec(relation ?? '')?.[1];
  const name = `xl/${target}`;
  if (!target || !parts.has(name)) throw notAnArchive();
  return name;
}

const COLUMNS_MAX = 200;
const CELLS_SHOWN_MAX = 20;
/** Rows above the heading. */
const ROWS_BESIDE = 100;

/**
 * Refuses what the reader would take for an empty cell: an error such as #REF!, and a formula that nobody has calculated.
 * And cells far out: between them and the first the reader would fill in a million rows.
 */
function refuseCells(sheet: string, rowsMax: number): void {
  for (const [, letters = '', row = ''] of sheet.matchAll(/<c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"/g)) {
    if (columnNumber(letters) > COLUMNS_MAX || Number(row) > rowsMax + ROWS_BESIDE) throw tooWide(letters + row);
  }
  const wrong = [...sheet.matchAll(UNREADABLE_CELL)].map(([, address = '?']) => address);
  if (wrong.length === 0) return;
  const shown = wrong.slice(0, CELLS_SHOWN_MAX);
  const message = text(
    `以下单元格是错误值或未计算的公式：${shown.join('、')}。请在电子表格中更正后重新保存。`,
    `These cells hold an error or a formula without a result: ${shown.join(', ')}. Correct them and save the file again.`,
  );
  throw new Refusal('invalid', 'import.unreadable_cells', message, [{ pointer: '', message: '' }]);
}

/** A cell of the type `e`, or one that ends with its formula. */
const UNREADABLE_CELL =
  /<c\s(?=[^>]*\br="([A-Z]{1,3}\d{1,7})")[^>]*(?:\bt="e"[^>]*>|>\s*<f\b[^>]*(?:\/>|>[^<]*<\/f>)\s*(?:<v\/>|<v><\/v>)?\s*<\/c>)/g;

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function tooWide(address: string): Refusal {
  const message = text(`单元格 ${address} 超出可导入的范围。`, `The cell ${address} lies beyond what can be imported.`);
  return new Refusal('invalid', 'import.too_many_rows', message, [{ pointer: '', message: '' }]);
}

/** A spreadsheet keeps and shows 15 digits; what a file writes after them is the noise of binary fractions. */
const DIGITS = 15;

function shownNumber(written: string): string {
  const value = Number(written);
  if (!Number.isFinite(value)) return written;
  return plainDecimal(value.toPrecision(DIGITS));
}

/** `1.50000000000000e+2` and `150.000000000000` are 150. What is too large or small to be an amount stays as it is. */
function plainDecimal(digits: string): string {
  if (digits.includes('e')) return String(Number(digits));
  return digits.includes('.') ? digits.replace(/0+$/, '').replace(/\.$/, '') : digits;
}

/** A day stands in a cell as a number with a format; it comes as a moment in UTC. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
}
