import type { FactCatalogue } from '../../rules/index.ts';
import type { Cell, FormDocument, Section } from './form-document.ts';
import { formFacts } from './form-facts.ts';

/** A form by the names of its parts. */
export interface FormIndex {
  readonly form: FormDocument;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly sections: ReadonlyMap<string, Section>;
  /** The section that a cell stands in. */
  readonly sectionOf: ReadonlyMap<string, Section>;
  /** The cells that stand in the form once. */
  readonly facts: FactCatalogue;
  /** Those of each row of a repeated section. */
  readonly rowFacts: ReadonlyMap<string, FactCatalogue>;
}

export function indexOf(form: FormDocument): FormIndex {
  const cells = new Map(form.cells.map((cell) => [cell.id, cell]));
  const sections = new Map(form.sections.map((section) => [section.id, section]));
  const sectionOf = new Map(form.sections.flatMap((section) => cellsIn(section).map((id) => [id, section] as const)));
  const cellsOf = (section: Section) => cellsIn(section).flatMap((id) => cells.get(id) ?? []);
  const repeated = form.sections.filter(({ layout }) => layout === 'rows');
  return {
    form,
    cells,
    sections,
    sectionOf,
    facts: formFacts(form.cells.filter(({ id }) => sectionOf.get(id)?.layout !== 'rows')),
    rowFacts: new Map(repeated.map((section) => [section.id, formFacts(cellsOf(section))])),
  };
}

/** The cells of a section in the order of the page; in a grid, row by row. */
export function cellsIn({ layout, cells = [], rows = [], columns = [] }: Section): readonly string[] {
  return layout === 'grid' ? rows.flatMap((row) => columns.map((column) => `${row.id}.${column.id}`)) : cells;
}

export function isRowCell({ sectionOf }: Pick<FormIndex, 'sectionOf'>, id: string): boolean {
  return sectionOf.get(id)?.layout === 'rows';
}
