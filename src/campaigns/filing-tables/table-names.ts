import { plainWord } from '../../kernel/index.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import type { Cell, GridLine, Section } from '../forms/form-document.ts';
import { cellsIn } from '../forms/form-index.ts';

/** By what tables know the parts of a form. */
export interface TableNames {
  /** A cell by its own name. */
  readonly cellOf: (name: string) => Cell | undefined;
  readonly grids: readonly GridNames[];
  /** Whether a column says whose row it is. */
  readonly isUnitName: (name: string) => boolean;
  readonly isUnitCode: (name: string) => boolean;
}

export interface GridNames {
  readonly columnOf: (name: string) => string | undefined;
  readonly rowOf: (name: string) => string | undefined;
  readonly columns: number;
}

const UNIT_NAMES = ['单位名称', '单位', '填报单位', '单位全称', 'agency', 'unit'];
const UNIT_CODES = ['统一社会信用代码', '社会信用代码', '单位代码', 'creditcode'];

/** The cells that a unit types outside of repeated rows, and the lines of grids. */
export function tableNamesOf({ form, cell }: CompiledForm): TableNames {
  const asked = form.sections.filter(({ by, layout }) => by === 'agency' && layout !== 'rows');
  const cells = asked.flatMap(cellsIn).flatMap((id) => cell(id) ?? []);
  const names = new Map(
    cells.flatMap((each) =>
      [each.title['zh-CN'], each.title.en, ...(each.headings ?? [])].map((n) => [plainWord(n), each]),
    ),
  );
  return {
    cellOf: (name) => names.get(plainWord(name)) ?? names.get(withoutUnit(name)),
    grids: asked.filter(({ layout }) => layout === 'grid').map(gridNames),
    isUnitName: (name) => UNIT_NAMES.includes(plainWord(name)),
    isUnitCode: (name) => UNIT_CODES.includes(plainWord(name)),
  };
}

function gridNames({ rows = [], columns = [] }: Section): GridNames {
  return { columnOf: lineOf(columns), rowOf: lineOf(rows), columns: columns.length };
}

function lineOf(lines: readonly GridLine[]): (name: string) => string | undefined {
  const ids = new Map(
    lines.flatMap(({ id, title }) => [title['zh-CN'], title.en].map((name) => [plainWord(name), id])),
  );
  return (name) => ids.get(plainWord(name)) ?? ids.get(withoutUnit(name));
}

/** 服务器（台） without what one of it is. */
function withoutUnit(name: string): string {
  return plainWord(name).replace(/\([^()]{1,20}\)$/, '');
}
