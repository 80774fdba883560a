import {
  type Cell,
  type CompiledForm,
  type CountedFiling,
  cellsIn,
  type FiledRow,
  type Section,
} from '../../campaigns/index.ts';
import type { Column, TablePart } from '../../documents/index.ts';
import { type Language, type Text, text } from '../../kernel/index.ts';
import { cellColumn, inRuns, type SurveyRow } from './survey-cells.ts';
import { ITEM, UNIT } from './survey-words.ts';

interface OneUnit {
  readonly name: string;
  readonly filing: Pick<CountedFiling, 'cells' | 'rows'> | undefined;
}

/** More would be too narrow beside each other. */
const CELLS_ACROSS = 8;

function nameOf({ name }: SurveyRow, language: Language): string {
  return typeof name === 'string' ? name : name[language];
}

const NAME: Column<SurveyRow> = { title: UNIT, kind: 'text', of: nameOf };
/** The name of a kind is not broken over lines. */
const KIND: Column<SurveyRow> = { title: ITEM, kind: 'label', of: nameOf };

/** The form as one unit has filed it, section by section; empty where it has not. */
export function unitParts(form: CompiledForm, unit: OneUnit): readonly TablePart<SurveyRow>[] {
  return form.form.sections
    .filter(({ by }) => by === 'agency')
    .flatMap((section) => {
      if (section.layout === 'grid') return [gridPart(form, section, unit)];
      return section.layout === 'rows' ? [rowsPart(form, section, unit)] : listParts(form, section, unit);
    });
}

/** The kinds of a grid below each other, as official tables have them. */
function gridPart(
  form: CompiledForm,
  { title, rows = [], columns = [] }: Section,
  { filing }: OneUnit,
): TablePart<SurveyRow> {
  const cellAt = (row: string, column: string): Cell | undefined => form.cell(`${row}.${column}`);
  const shown = columns.flatMap((column): Column<SurveyRow>[] => {
    const cell = rows.map((row) => cellAt(row.id, column.id)).find((each) => each !== undefined);
    return cell ? [cellColumn(cell, { id: column.id, title: column.title })] : [];
  });
  const filed = rows.map((row): SurveyRow => {
    const cells = columns.map(({ id }) => [id, filing?.cells[`${row.id}.${id}`]] as const);
    return { ...NOBODY, name: row.title, cells: Object.fromEntries(cells) };
  });
  return { title, columns: [KIND, ...shown], rows: filed, total: null };
}

const NOBODY = { code: null, timeliness: null } as const;

/** Single cells beside each other, below their names. */
function listParts(form: CompiledForm, section: Section, { name, filing }: OneUnit): readonly TablePart<SurveyRow>[] {
  const rows = [{ ...NOBODY, name, cells: filing?.cells ?? {} }];
  return inRuns(cellsOf(form, section), CELLS_ACROSS).map((run, at) => ({
    title: at === 0 ? section.title : text(`${section.title['zh-CN']}（续）`, `${section.title.en} (continued)`),
    columns: [NAME, ...run.map((cell) => cellColumn(cell, { title: titleOf(cell) }))],
    ...{ rows, total: null },
  }));
}

function rowsPart(form: CompiledForm, section: Section, { name, filing }: OneUnit): TablePart<SurveyRow> {
  const columns = cellsOf(form, section).map((cell) => cellColumn(cell, { title: titleOf(cell) }));
  const rows = (filing?.rows[section.id] ?? []).map((row: FiledRow) => ({
    ...{ ...NOBODY, name, cells: { ...row.cells, ...row.texts } },
  }));
  return { title: section.title, columns, rows, total: null };
}

function cellsOf(form: CompiledForm, section: Section): readonly Cell[] {
  return cellsIn(section).flatMap((id) => form.cell(id) ?? []);
}

/** With what one of it is: 服务器（台）. */
function titleOf({ title, unit }: Cell): Text {
  return unit ? text(`${title['zh-CN']}（${unit['zh-CN']}）`, `${title.en} (${unit.en})`) : title;
}

/** Every cell in one row, for programs that read tables. */
export function flatUnitColumns(form: CompiledForm): readonly Column<SurveyRow>[] {
  const sections = form.form.sections.filter(({ by, layout }) => by === 'agency' && layout !== 'rows');
  const cells = sections.flatMap((section) => cellsOf(form, section));
  return [NAME, ...cells.map((cell) => cellColumn(cell, { title: cell.title }))];
}
