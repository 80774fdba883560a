import { fen, formatYuan } from '../../kernel/index.ts';
import type { CellValue, CellValues, CompiledForm, FiledRow } from '../forms/compiled-form.ts';

/** A cell as requests and answers write it: amounts in yuan and points as text, anything else as it is. */
export type CellContent = string | number | boolean | string[] | null;

export function contentOf(form: CompiledForm, id: string, value: CellValue): CellContent {
  const type = form.cell(id)?.type;
  if (typeof value === 'object') return [...value];
  if (typeof value !== 'number') return value;
  if (type === 'fen') return formatYuan(fen(value));
  return type === 'points' ? hundredths(value) : value;
}

function hundredths(value: number): string {
  return `${Math.trunc(value / 100)}.${String(Math.abs(value % 100)).padStart(2, '0')}`;
}

export function contentsOf(form: CompiledForm, cells: CellValues): Record<string, CellContent> {
  return Object.fromEntries(Object.entries(cells).map(([id, value]) => [id, contentOf(form, id, value)]));
}

export function rowsContentOf(
  form: CompiledForm,
  rows: Readonly<Record<string, readonly FiledRow[]>>,
): Record<string, Record<string, CellContent>[]> {
  const sections = Object.entries(rows).map(([section, filed]) => {
    return [section, filed.map(({ cells, texts }) => ({ ...contentsOf(form, cells), ...texts }))] as const;
  });
  return Object.fromEntries(sections);
}
