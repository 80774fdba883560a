import { type Cell, type CellValue, hundredthsText, spokenCell } from '../../campaigns/index.ts';
import type { Column } from '../../documents/index.ts';
import { type CivilDate, fen, type Language, type Text, text } from '../../kernel/index.ts';

/** A line of a survey on paper: a unit, a row of a grid, or a row that a unit has filled in. */
export interface SurveyRow {
  readonly name: Text | string;
  readonly code: string | null;
  readonly timeliness: Text | null;
  /** By their ids; in a grid by those of its columns. An empty cell is null or absent. */
  readonly cells: Readonly<Record<string, CellValue | null | undefined>>;
}

export interface CellHeading {
  readonly title: Text;
  readonly group?: Text;
  /** What the row calls the cell; by default its id. */
  readonly id?: string;
}

/** The column of a cell: numbers, amounts and days as what they are, anything else in words. */
export function cellColumn(cell: Cell, { id = cell.id, ...heading }: CellHeading): Column<SurveyRow> {
  const contentOf = ({ cells }: SurveyRow): CellValue | null => cells[id] ?? null;
  const numberOf = (row: SurveyRow): number | null => {
    const value = contentOf(row);
    return typeof value === 'number' ? value : null;
  };
  switch (cell.type) {
    case 'count':
      return { ...heading, kind: 'count', of: numberOf };
    case 'fen':
      return { ...heading, kind: 'money', of: (row) => asFen(numberOf(row)) };
    case 'rate':
      return { ...heading, kind: 'rate', of: (row) => asHundredths(numberOf(row)) };
    case 'day':
      return { ...heading, kind: 'day', of: (row) => contentOf(row) as CivilDate | null };
    case 'points':
      return { ...heading, kind: 'label', of: (row) => asHundredths(numberOf(row)) };
    case 'files':
      return { ...heading, kind: 'label', of: (row, language) => filesText(contentOf(row), language) };
    default:
      return { ...heading, kind: 'text', of: (row, language) => inWords(cell, contentOf(row), language) };
  }
}

function asFen(amount: number | null) {
  return amount === null ? null : fen(amount);
}

function asHundredths(value: number | null): string | null {
  return value === null ? null : hundredthsText(value);
}

function inWords(cell: Cell, value: CellValue | null, language: Language): string | null {
  return value === null ? null : spokenCell(cell, value, language);
}

function filesText(value: CellValue | null, language: Language): string | null {
  if (value === null || typeof value !== 'object') return null;
  return text(`${value.length} 份附件`, value.length === 1 ? '1 file' : `${value.length} files`)[language];
}

/** Lists of cells as long as a sheet is wide. */
export function inRuns<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const runs = Math.ceil(items.length / most);
  return Array.from({ length: runs }, (_, at) => items.slice(at * most, (at + 1) * most));
}
