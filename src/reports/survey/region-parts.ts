import { type CompiledForm, cellsIn, type GroupSum, isSummed, type Section } from '../../campaigns/index.ts';
import type { Column, TablePart } from '../../documents/index.ts';
import { type Text, text } from '../../kernel/index.ts';
import { cellColumn, inRuns, type SurveyRow } from './survey-cells.ts';
import { CODE, TIMELINESS, TOTAL, timelinessOf, UNIT } from './survey-words.ts';

/** A group of a campaign as a row on paper. */
export function rowOfGroup({ key, counts, cells }: GroupSum, name: Text | string): SurveyRow {
  const code = key !== null && key.length === CODE_LENGTH ? key : null;
  const values = Object.entries(cells).map(([id, { value }]) => [id, value] as const);
  return { name, code, timeliness: timelinessOf(counts), cells: Object.fromEntries(values) };
}

const CODE_LENGTH = 18;

export function rowOfTotal(total: GroupSum): SurveyRow {
  return { ...rowOfGroup(total, TOTAL), timeliness: null };
}

const UNIT_COLUMNS: readonly Column<SurveyRow>[] = [
  { title: UNIT, kind: 'text', of: ({ name }, language) => (typeof name === 'string' ? name : name[language]) },
  { title: CODE, kind: 'code', of: ({ code }) => code },
  { title: TIMELINESS, kind: 'label', of: ({ timeliness }, language) => timeliness?.[language] ?? null },
];

/** More columns would be too narrow on a sheet across. */
const CELLS_ACROSS = 16;

interface RegionRows {
  readonly rows: readonly SurveyRow[];
  readonly total: SurveyRow;
}

/** The summary table (汇总表) of a form: a table for each of its lists and for each row of a grid, units below each other. */
export function regionParts(form: CompiledForm, { rows, total }: RegionRows): readonly TablePart<SurveyRow>[] {
  return form.form.sections.flatMap((section) =>
    partsOf(form, section).flatMap(({ title, columns }) =>
      inRuns(columns, CELLS_ACROSS).map((run, at): TablePart<SurveyRow> => {
        const more = at === 0 ? title : text(`${title['zh-CN']}（${at + 1}）`, `${title.en} (${at + 1})`);
        return { title: more, columns: [...UNIT_COLUMNS, ...run], rows, total };
      }),
    ),
  );
}

interface CellsBelow {
  readonly title: Text;
  readonly columns: readonly Column<SurveyRow>[];
}

/** Whatever is below one name: the cells of a list, or those of one row of a grid. */
function partsOf(form: CompiledForm, section: Section): readonly CellsBelow[] {
  const { layout, title, rows = [], columns = [] } = section;
  if (layout === 'rows') return [];
  if (layout === 'list') return below(title, columnsIn(form, section, title));
  return rows.flatMap((row) => {
    const cells = columns.flatMap((column) => {
      const cell = form.cell(`${row.id}.${column.id}`);
      return cell && isSummed(cell) ? [cellColumn(cell, { title: column.title, group: row.title })] : [];
    });
    return below(row.title, cells);
  });
}

function below(title: Text, columns: readonly Column<SurveyRow>[]): readonly CellsBelow[] {
  return columns.length === 0 ? [] : [{ title, columns }];
}

function columnsIn(form: CompiledForm, section: Section, group: Text): readonly Column<SurveyRow>[] {
  return cellsIn(section).flatMap((id) => {
    const cell = form.cell(id);
    return cell && isSummed(cell) ? [cellColumn(cell, { title: cell.title, group })] : [];
  });
}

/** Every cell in one row, for programs that read tables. */
export function flatColumns(form: CompiledForm): readonly Column<SurveyRow>[] {
  const cells = form.form.cells.filter(isSummed);
  return [...UNIT_COLUMNS, ...cells.map((cell) => cellColumn(cell, { title: cell.title }))];
}
