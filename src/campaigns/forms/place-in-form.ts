import { type FormPlace, type RefusedField, text } from '../../kernel/index.ts';
import type { CompiledForm } from './compiled-form.ts';
import type { Section } from './form-document.ts';

/**
 * What a pointer into a filing is called by whoever reads the form: `/cells/office.genuine` by its row and its column,
 * `/rows/machines/1/machine.os` by the number of the row. Undefined where it points at no cell.
 */
export function placeInForm({ cell, sectionOf }: CompiledForm, pointer: string): FormPlace | undefined {
  const [, part = '', , ...inRow] = pointer.split('/');
  const id = pointer.slice(pointer.lastIndexOf('/') + 1);
  const found = cell(id);
  const section = sectionOf(id);
  if (!found || !section) return undefined;
  if (part === 'rows') return { row: numbered(Number(inRow[0]) + 1), column: found.title };
  return section.layout === 'grid' ? placeInGrid(section, id) : { row: found.title };
}

/** Refused places with the words for where they are in a form. */
export function placedIn(form: CompiledForm, fields: readonly RefusedField[]): readonly RefusedField[] {
  return fields.map((field) => ({ ...field, place: placeInForm(form, field.pointer) }));
}

/** Cells of a grid are called by their row and their column: `office.genuine`. */
function placeInGrid({ rows = [], columns = [] }: Section, id: string): FormPlace | undefined {
  const row = rows.find((line) => columns.some((column) => `${line.id}.${column.id}` === id));
  const column = columns.find((line) => `${row?.id}.${line.id}` === id);
  return row && column && { row: row.title, column: column.title };
}

function numbered(row: number) {
  return text(`第 ${row} 行`, `Row ${row}`);
}
