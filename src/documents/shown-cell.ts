import type { Language } from '../kernel/index.ts';
import { clockTime } from './as-of-text.ts';
import type { Column } from './report-table.ts';

/** What a cell says on paper. */
export function shownCell<R>(column: Column<R>, row: R, language: Language): string {
  switch (column.kind) {
    case 'money': {
      const amount = column.of(row);
      return amount === null ? '' : groupedYuan(amount);
    }
    case 'rate':
      return column.of(row) ?? '—';
    case 'count':
      return String(column.of(row) ?? '');
    case 'day':
      return column.of(row) ?? '';
    case 'instant': {
      const at = column.of(row);
      return at === null ? '' : clockTime(at);
    }
    case 'text':
    case 'prose':
    case 'label':
    case 'code':
    case 'points':
      return column.of(row, language) ?? '';
  }
}

/** 123456789 fen as 1,234,567.89. */
export function groupedYuan(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  const yuan = digits.slice(0, -2);
  const head = yuan.length % 3;
  const groups = [...(head > 0 ? [yuan.slice(0, head)] : []), ...(yuan.slice(head).match(/\d{3}/g) ?? [])];
  return `${amount < 0 ? '-' : ''}${groups.join(',')}.${digits.slice(-2)}`;
}
