import type { CellObject, Row } from 'write-excel-file/node';
import { dateOf, instant, type Language, plusMs } from '../../kernel/index.ts';
import type { Column } from '../report-table.ts';
import { shownCell } from '../shown-cell.ts';

const MONEY_FORMAT = '#,##0.00';
const RATE_FORMAT = '0.00';
const DAY_FORMAT = 'yyyy-mm-dd';
const INSTANT_FORMAT = 'yyyy-mm-dd hh:mm:ss';
/** What is taken off has a word before it: a number below nought in a sheet, which is added up and shows the word. */
const POINTS = /^(?:([^\s"\d]+) )?(\d+\.\d\d)$/;
/** A sheet has no zone: it shows what China's clock does. */
const AHEAD_MS = 8 * 3_600_000;
const NARROWEST = 8;
/** Over numbers a long title stands in lines; a sheet of many would print in letters that nobody reads. */
const NUMBER_TITLE_MOST = 8;
const WIDEST = 48;
const HEADING_COLOR = '#E8ECF2';
const TOTAL_COLOR = '#F7F8FA';
/** In points, of one line of the usual letters. */
const LINE_HEIGHT = 15;

type Content = Pick<CellObject, 'value' | 'type' | 'format' | 'wrap' | 'align'>;

/** A cell of the table, in its frame: amounts, counts and days are what they are, texts are texts whatever they begin with. */
export function workbookCell<R>(column: Column<R>, row: R, language: Language): CellObject {
  switch (column.kind) {
    case 'money': {
      const amount = column.of(row);
      // Fen over a hundred is exact to the fen as far as fen are whole numbers.
      return numberCell(amount === null ? null : amount / 100, MONEY_FORMAT);
    }
    case 'rate': {
      const rate = column.of(row);
      return rate === null
        ? framed({ value: '—', type: String, align: 'right' })
        : numberCell(Number(rate), RATE_FORMAT);
    }
    case 'points': {
      const points = column.of(row, language);
      const [, word, number] = POINTS.exec(points ?? '') ?? [];
      if (number === undefined) return framed({ value: points ?? '', type: String, align: 'right' });
      return word === undefined
        ? numberCell(Number(number), RATE_FORMAT)
        : numberCell(-Number(number), `${RATE_FORMAT};"${word} "${RATE_FORMAT}`);
    }
    case 'count':
      return numberCell(column.of(row));
    case 'day': {
      const day = column.of(row);
      if (day === null) return framed({});
      return framed({ value: dateOf(instant(`${day}T00:00:00.000Z`)), type: Date, format: DAY_FORMAT });
    }
    case 'instant': {
      const at = column.of(row);
      return at === null
        ? framed({})
        : framed({ value: dateOf(plusMs(at, AHEAD_MS)), type: Date, format: INSTANT_FORMAT });
    }
    default: {
      const value = column.of(row, language);
      return value === null || value === ''
        ? framed({})
        : framed({ value, type: String, wrap: column.kind !== 'code' });
    }
  }
}

export function numberCell(value: number | null, format?: string): CellObject {
  return value === null ? framed({}) : framed({ value, type: Number, ...(format && { format }) });
}

/** Every cell has the same members in the same order: the library is twice as slow with objects of many shapes. */
function framed({ value, type, format, wrap, align }: Content): CellObject {
  return { value, type, format, wrap, align, alignVertical: 'center', borderStyle: 'thin' } as CellObject;
}

export function headingCell(value: string): CellObject {
  const cell = framed({ value, type: String, align: 'center', wrap: true });
  return { ...cell, fontWeight: 'bold', backgroundColor: HEADING_COLOR };
}

export function totalCell(cell: CellObject): CellObject {
  return { ...cell, fontWeight: 'bold', backgroundColor: TOTAL_COLOR };
}

/** A text over the whole width of a sheet, in as many lines as it takes: spreadsheets find no height for joined cells. */
export function wideRow(value: string, widths: readonly number[], style: Partial<CellObject> = {}): Row {
  const width = widths.reduce((sum, one) => sum + one, 0);
  const lines = Math.ceil((digitsOf(value) * 1.1) / width);
  const height = Math.max(1, lines) * LINE_HEIGHT * ((style.fontSize ?? 11) / 11);
  const cell = { value, type: String, wrap: true, alignVertical: 'top', columnSpan: widths.length } as const;
  return [{ ...cell, height: Math.ceil(height), ...style }, ...widths.slice(1).map(() => null)];
}

/** How wide a column must be, in digits of the sheet's font, so that its title and the rows that were looked at fit. */
export function columnWidth<R>(column: Column<R>, rows: readonly R[], language: Language): number {
  const title = digitsOf(column.title[language]);
  const isNumber = ['count', 'rate', 'money', 'points'].includes(column.kind);
  const widest = rows.reduce(
    (most, row) => Math.max(most, digitsOf(shownCell(column, row, language))),
    isNumber ? Math.min(title, NUMBER_TITLE_MOST) : title,
  );
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}

/** A Chinese character is as wide as two digits. */
function digitsOf(text: string): number {
  let digits = 0;
  for (const character of text) digits += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return digits;
}
