import type { Schemas } from '../client/operation.ts';

type Text = Schemas['Text'];

export type CellType = 'count' | 'fen' | 'day' | 'flag' | 'choice' | 'text' | 'files' | 'rate' | 'points';

export interface Named {
  readonly id: string;
  readonly title: Text;
}

/** A place of a form, as far as whoever fills it in sees it. */
export interface FormCell extends Named {
  readonly type: CellType;
  readonly unit?: Text;
  readonly required?: boolean;
  /** What has to stand in another cell for this one to be required. */
  readonly requiredIf?: { readonly fact?: string; readonly operator?: string; readonly value?: unknown };
  /** Whether the cells of many sheets are added up. */
  readonly sum?: 'add' | 'none';
  /** The figure of the gate that it starts with. */
  readonly prefill?: { readonly figure: string; readonly of?: string };
  readonly choices?: readonly Named[];
  /** What the gate works out; nobody types it. */
  readonly compute?: object;
}

interface SectionBase extends Named {
  readonly by: 'agency' | 'office';
}

interface RawSection extends SectionBase {
  readonly layout: 'list' | 'grid' | 'rows';
  readonly rows?: readonly Named[];
  readonly columns?: readonly Named[];
  readonly cells?: readonly string[];
}

interface RawForm {
  readonly sections: readonly RawSection[];
  readonly cells: readonly FormCell[];
  readonly print?: { readonly signatures?: readonly Text[]; readonly notes?: readonly Text[] };
}

/** One line of a grid: its name, and a cell or nothing below each column. */
export interface GridLine {
  readonly head: Named;
  readonly cells: readonly (FormCell | undefined)[];
}

export interface ListSection extends SectionBase {
  readonly layout: 'list' | 'rows';
  readonly cells: readonly FormCell[];
}

export interface GridSection extends SectionBase {
  readonly layout: 'grid';
  readonly columns: readonly Named[];
  readonly lines: readonly GridLine[];
}

export type Section = ListSection | GridSection;

export interface GridPlace {
  readonly row: Text;
  readonly column: Text;
}

export interface SheetForm {
  readonly sections: readonly Section[];
  readonly cell: (id: string) => FormCell | undefined;
  /** The titles of the row and the column of a cell that stands in a grid. */
  readonly placeInGrid: (id: string) => GridPlace | undefined;
  readonly signatures: readonly Text[];
  readonly notes: readonly Text[];
}

/** A form as the gate publishes it, with each section's cells in their places. The gate has judged it; nothing is judged here. */
export function readSheetForm(document: Schemas['FormDocument']): SheetForm {
  const raw = document as unknown as RawForm;
  const cells = new Map(raw.cells.map((cell) => [cell.id, cell]));
  const inGrids = new Map(raw.sections.flatMap(placesOf));
  return {
    sections: raw.sections.map((section) => sectionOf(section, cells)),
    cell: (id) => cells.get(id),
    placeInGrid: (id) => inGrids.get(id),
    signatures: raw.print?.signatures ?? [],
    notes: raw.print?.notes ?? [],
  };
}

function placesOf({ rows = [], columns = [] }: RawSection): readonly (readonly [string, GridPlace])[] {
  return rows.flatMap((row) =>
    columns.map((column): readonly [string, GridPlace] => [
      `${row.id}.${column.id}`,
      { row: row.title, column: column.title },
    ]),
  );
}

function sectionOf(raw: RawSection, cells: ReadonlyMap<string, FormCell>): Section {
  const { id, title, by, layout, rows = [], columns = [] } = raw;
  if (layout === 'grid') {
    const lines = rows.map((head) => ({ head, cells: columns.map((one) => cells.get(`${head.id}.${one.id}`)) }));
    return { id, title, by, layout, columns, lines };
  }
  return { id, title, by, layout, cells: (raw.cells ?? []).flatMap((one) => cells.get(one) ?? []) };
}

/** The cells of a section in reading order. */
export function cellsOf(section: Section): readonly FormCell[] {
  if (section.layout !== 'grid') return section.cells;
  return section.lines.flatMap(({ cells }) => cells.flatMap((cell) => cell ?? []));
}

/** Whether somebody types it. */
export function isTyped(cell: FormCell): boolean {
  return cell.compute === undefined && cell.type !== 'rate';
}

/**
 * Whether a cell has to be filled in, as its section stands now. Only the plain condition, one answer before it, is looked
 * at here: of any other the gate says itself that the cell is missing.
 */
export function isRequired(
  { required, requiredIf }: FormCell,
  section: Section,
  textOf: (cell: FormCell) => string,
): boolean {
  if (required === true || requiredIf?.operator !== 'equal') return required === true;
  const before = cellsOf(section).find(({ id }) => id === requiredIf.fact);
  return before !== undefined && textOf(before) === String(requiredIf.value);
}
