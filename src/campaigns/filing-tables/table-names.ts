import { plainWord } from '../../kernel/index.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import type { Cell, GridLine, Section } from '../forms/form-document.ts';
import { cellsIn } from '../forms/form-index.ts';

/** By what tables know the parts of a form. */
export interface TableNames {
  /** A cell by its own name. */
  readonly cellOf: (name: string) => Cell | undefined;
  readonly grids: readonly GridNames[];
  readonly repeated: readonly RepeatedNames[];
  /** Whether a line is the title of a section, or one that is signed: no row of what stands above it. */
  readonly endsRows: (line: string) => boolean;
  /** Whether a column says whose row it is. */
  readonly isUnitName: (name: string) => boolean;
  readonly isUnitCode: (name: string) => boolean;
}

export interface GridNames {
  readonly columnOf: (name: string) => string | undefined;
  readonly rowOf: (name: string) => string | undefined;
  readonly columns: number;
}

/** A section of repeated rows by the names of its columns. */
export interface RepeatedNames {
  readonly section: string;
  readonly cellOf: (name: string) => Cell | undefined;
  readonly columns: number;
}

const UNIT_NAMES = ['单位名称', '单位', '填报单位', '单位全称', 'agency', 'unit'];
const UNIT_CODES = ['统一社会信用代码', '社会信用代码', '单位代码', 'creditcode'];

/** The cells that a unit types, those of repeated rows apart, and the lines of grids. */
export function tableNamesOf({ form, cell }: CompiledForm): TableNames {
  const own = form.sections.filter(({ by }) => by === 'agency');
  const asked = own.filter(({ layout }) => layout !== 'rows');
  const cellsOf = (section: Section): readonly Cell[] => cellsIn(section).flatMap((id) => cell(id) ?? []);
  const titles = new Set(own.flatMap(({ title }) => [plainWord(title['zh-CN']), plainWord(title.en)]));
  const signed = form.print.signatures.flatMap((line) => [plainWord(line['zh-CN']), plainWord(line.en)]);
  return {
    cellOf: cellNamed(asked.flatMap(cellsOf)),
    repeated: own
      .filter(({ layout }) => layout === 'rows')
      .map((section) => {
        const cells = cellsOf(section);
        return { section: section.id, cellOf: cellNamed(cells), columns: cells.length };
      }),
    endsRows: (line) => {
      const word = plainWord(line);
      return titles.has(word) || signed.some((signature) => word.startsWith(signature));
    },
    grids: asked.filter(({ layout }) => layout === 'grid').map(gridNames),
    isUnitName: (name) => UNIT_NAMES.includes(plainWord(name)),
    isUnitCode: (name) => UNIT_CODES.includes(plainWord(name)),
  };
}

/** Cells by what they are called in both languages, and by what tables of offices call them. */
function cellNamed(cells: readonly Cell[]): (name: string) => Cell | undefined {
  const names = new Map(
    cells.flatMap((each) =>
      [each.title['zh-CN'], each.title.en, ...(each.headings ?? [])].map((name) => [plainWord(name), each]),
    ),
  );
  return (name) => names.get(plainWord(name)) ?? names.get(withoutUnit(name));
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
