import { Refusal, text, withoutEnd } from '../kernel/index.ts';
import { CELL_CHARACTERS_MAX, cellTooLong, type Rows } from './cell-limits.ts';
import { attributeIn, scanXml, textOfXml, type XmlListener } from './xml-scan.ts';
import { notAnArchive, type ZipReading } from './zip-entries.ts';

/** What all sheets of a workbook share, and how much of it may be read. */
export interface SheetParts {
  readonly shared: readonly string[];
  readonly dateOf: (style: string | undefined, value: number) => string | undefined;
  readonly rowsMax: number;
  /** The name of the sheet. */
  readonly sheet: string;
}

/**
 * The rows of one part as texts, some at a time: a number as the digits that a spreadsheet shows of it, nothing as an empty
 * text. A row ends with its last cell that says something.
 */
export async function* rowsOfSheet(zip: ZipReading, part: string, parts: SheetParts): AsyncGenerator<Rows> {
  const reader = sheetReader(parts);
  for await (const _piece of scanned(zip, part, reader.listener)) yield reader.ready();
  reader.refuseUnreadable();
}

/** Tells a listener what a part says, and gives its caller a turn after each piece. */
async function* scanned(zip: ZipReading, name: string, listener: XmlListener): AsyncGenerator<void> {
  const scan = scanXml(listener);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of zip.pieces(name)) {
    scan.write(decodedBy(() => decoder.decode(piece, { stream: true })));
    yield;
  }
  scan.write(decodedBy(() => decoder.decode()));
  if (!scan.end()) throw notAnArchive();
  yield;
}

function decodedBy(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw notAnArchive();
  }
}

/** A text may be in several runs; how it is pronounced is no part of it. */
export async function sharedTextsOf(zip: ZipReading, part: string): Promise<readonly string[]> {
  const texts: string[] = [];
  let written: string[] = [];
  let isText = false;
  let isSpoken = false;
  const listener: XmlListener = {
    open: (name) => {
      if (name === 'si') written = [];
      else if (name === 't') isText = true;
      else if (name === 'rPh') isSpoken = true;
    },
    close: (name) => {
      if (name === 'si') texts.push(textOfXml(written.join('')));
      else if (name === 't') isText = false;
      else if (name === 'rPh') isSpoken = false;
    },
    text: (some) => void (isText && !isSpoken && written.push(some)),
  };
  for await (const _piece of scanned(zip, part, listener));
  return texts;
}

interface SheetReader {
  readonly listener: XmlListener;
  /** The rows that are read and not yet given. */
  readonly ready: () => readonly (readonly string[])[];
  readonly refuseUnreadable: () => void;
}

/** A cell as it is written. */
interface OpenCell {
  readonly address: string;
  readonly column: number;
  readonly type: string | undefined;
  readonly style: string | undefined;
  hasFormula: boolean;
  value: string;
}

const COLUMNS_MAX = 200;
/** One character may be written as nine: `&#x1F600;`. */
const WRITTEN_MAX = 9 * CELL_CHARACTERS_MAX;
/** Rows above the heading. */
const ROWS_BESIDE = 100;

/**
 * What would be taken for an empty cell is refused at the end, all of it together: an error such as #REF!, and a formula
 * that nobody has calculated. A cell far out is refused at once: between it and the first a million rows would be empty.
 */
function sheetReader({ shared, dateOf, rowsMax, sheet }: SheetParts): SheetReader {
  const unreadable: string[] = [];
  const rows = collectRows(rowsMax);
  let cell: OpenCell | undefined;
  let isValue = false;
  let isSpoken = false;
  const closeCell = (closed: OpenCell): void => {
    const { type, value, hasFormula, address, column } = closed;
    if (type === 'e' || (hasFormula && value === '')) unreadable.push(address);
    else rows.put(column, cellText(closed, { shared, dateOf }));
  };
  return {
    listener: {
      open: (name, attributes) => {
        if (name === 'row') rows.open(attributeIn(attributes, 'r'));
        else if (name === 'c') cell = openedCell(attributes, rows.nextColumn(), rowsMax);
        else if (name === 'f' && cell) cell.hasFormula = true;
        else if (name === 'rPh') isSpoken = true;
        else if (name === 'v' || name === 't') isValue = true;
      },
      close: (name) => {
        if (name === 'row') rows.close();
        else if (name === 'rPh') isSpoken = false;
        else if (name === 'v' || name === 't') isValue = false;
        if (name !== 'c' || !cell) return;
        closeCell(cell);
        cell = undefined;
      },
      text: (written) => {
        if (!cell || !isValue || isSpoken) return;
        cell.value += written;
        if (cell.value.length > WRITTEN_MAX) throw cellTooLong({ sheet, row: rows.number(), column: cell.column });
      },
    },
    ready: rows.ready,
    refuseUnreadable: () => {
      if (unreadable.length > 0) throw unreadableCells(unreadable);
    },
  };
}

/** A cell without an address stands after the one before it. */
function openedCell(attributes: string, nextColumn: number, rowsMax: number): OpenCell {
  const address = attributeIn(attributes, 'r');
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})(\d{1,7})$/.exec(address ?? '') ?? [];
  const column = address === undefined ? nextColumn : columnNumber(letters);
  const isFarOut = column > COLUMNS_MAX || column < 1 || Number(digits) > rowsMax + ROWS_BESIDE;
  if (isFarOut) throw tooWide(address ?? String(column));
  const [type, style] = [attributeIn(attributes, 't'), attributeIn(attributes, 's')];
  return { address: address ?? String(column), column, type, style, hasFormula: false, value: '' };
}

/** Rows by their numbers; empty ones count where something comes after them. */
function collectRows(rowsMax: number) {
  let ready: (readonly string[])[] = [];
  let given = 0;
  let row = 0;
  let cells: string[] = [];
  return {
    open: (number: string | undefined): void => {
      row = number === undefined ? row + 1 : Number(number);
      if (!(row > given) || row > rowsMax + ROWS_BESIDE) throw tooWide(`A${row}`);
      cells = [];
    },
    number: (): number => row,
    nextColumn: (): number => cells.length + 1,
    put: (column: number, text: string): void => {
      while (cells.length < column - 1) cells.push('');
      cells[column - 1] = text;
    },
    close: (): void => {
      while (cells.at(-1) === '') cells.pop();
      if (cells.length === 0) return;
      for (; given < row - 1; given += 1) ready.push([]);
      ready.push(cells);
      given = row;
    },
    ready: (): readonly (readonly string[])[] => {
      const rows = ready;
      ready = [];
      return rows;
    },
  };
}

const CELLS_SHOWN_MAX = 20;

function unreadableCells(cells: readonly string[]): Refusal {
  const shown = cells.slice(0, CELLS_SHOWN_MAX);
  const message = text(
    `以下单元格是错误值或未计算的公式：${shown.join('、')}。请在电子表格中更正后重新保存。`,
    `These cells hold an error or a formula without a result: ${shown.join(', ')}. Correct them and save the file again.`,
  );
  const fields = shown.map((cell) => ({ pointer: `/${cell}`, message: '' }));
  return new Refusal('invalid', 'import.unreadable_cells', message, fields);
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function tooWide(address: string): Refusal {
  const message = text(`单元格 ${address} 超出可导入的范围。`, `The cell ${address} lies beyond what can be imported.`);
  return new Refusal('invalid', 'import.too_many_rows', message, [{ pointer: '', message: '' }]);
}

function cellText({ type, style, value }: OpenCell, { shared, dateOf }: Pick<SheetParts, 'shared' | 'dateOf'>): string {
  if (value === '') return '';
  if (type === 's') {
    const known = shared[Number(value)];
    if (known === undefined) throw notAnArchive();
    return known.trim();
  }
  if (type === 'b') return value === '1' ? 'true' : 'false';
  // A day may be written as a moment in UTC.
  if (type === 'd') return value.slice(0, 10);
  if (type === 'str' || type === 'inlineStr') return textOfXml(value).trim();
  return dateOf(style, Number(value)) ?? shownNumber(value);
}

/** A spreadsheet keeps and shows 15 digits; what a file writes after them is the noise of binary fractions. */
const DIGITS = 15;

function shownNumber(written: string): string {
  const value = Number(written);
  if (!Number.isFinite(value)) return written;
  return plainDecimal(value.toPrecision(DIGITS));
}

/**
 * `1.50000000000000e+2` and `150.000000000000` are 150. What is too small to be an amount stays as it is; what has more
 * digits than are kept is told as a spreadsheet shows it, `1.5E+16`, so that nobody takes it for what was entered.
 */
function plainDecimal(digits: string): string {
  const [mantissa = '', power] = digits.split('e+');
  if (power !== undefined) return `${withoutEnd(withoutEnd(mantissa, '0'), '.')}E+${power.padStart(2, '0')}`;
  if (digits.includes('e')) return String(Number(digits));
  return digits.includes('.') ? withoutEnd(withoutEnd(digits, '0'), '.') : digits;
}
