import type { Cell } from 'write-excel-file/node';
import type { Fen, Language } from '../../kernel/index.ts';
import type { Column } from '../report-table.ts';
import { shownCell } from '../shown-cell.ts';

const MONEY_FORMAT = '#,##0.00';
const RATE_FORMAT = '0.00';
const NARROWEST = 8;
const WIDEST = 48;

/** Amounts are numbers, texts are texts whatever they begin with. */
export function workbookCell<R>(column: Column<R>, row: R, language: Language): Cell {
  switch (column.kind) {
    case 'money':
      return moneyCell(column.of(row));
    case 'rate': {
      const rate = column.of(row);
      return rate === null
        ? { value: '—', align: 'right' }
        : { value: Number(rate), type: Number, format: RATE_FORMAT };
    }
    case 'count': {
      const count = column.of(row);
      return count === null ? null : { value: count, type: Number };
    }
    default: {
      const value = column.kind === 'instant' ? column.of(row) : column.of(row, language);
      return value === null || value === '' ? null : { value, type: String };
    }
  }
}

/** Fen over a hundred is exact to the fen as far as fen are whole numbers. */
function moneyCell(amount: Fen | null): Cell {
  return amount === null ? null : { value: amount / 100, type: Number, format: MONEY_FORMAT };
}

export function boldCell(cell: Cell): Cell {
  return typeof cell === 'object' && cell !== null && 'value' in cell ? { ...cell, fontWeight: 'bold' } : cell;
}

/** How wide a column must be, in digits of the sheet's font, so that its title and the rows that were looked at fit. */
export function columnWidth<R>(column: Column<R>, rows: readonly R[], language: Language): number {
  const widest = rows.reduce(
    (most, row) => Math.max(most, digitsOf(shownCell(column, row, language))),
    digitsOf(column.title[language]),
  );
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}

/** A Chinese character is as wide as two digits. */
function digitsOf(text: string): number {
  let digits = 0;
  for (const character of text) digits += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return digits;
}
