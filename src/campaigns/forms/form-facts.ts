import { type Condition, catalogueOf, compileCondition, type FactCatalogue, factsNamedIn } from '../../rules/index.ts';
import type { CellValue } from './compiled-form.ts';
import type { Cell, CellType } from './form-document.ts';

/** The type of fact that a cell is in a condition; texts and files are none, because they are never compared. */
const FACT_TYPES: Readonly<Record<CellType, string | null>> = {
  count: 'integer',
  fen: 'fen',
  day: 'date',
  flag: 'boolean',
  choice: 'enum',
  rate: 'integer',
  points: 'integer',
  text: null,
  files: null,
};

/** The catalogue that conditions of a form are checked and compiled against: its own cells, and nothing else. */
export function formFacts(cells: readonly Cell[]): FactCatalogue {
  const facts = cells.flatMap((cell) => {
    const type = FACT_TYPES[cell.type];
    if (type === null) return [];
    return [
      {
        name: cell.id,
        type,
        ...(cell.choices && { values: cell.choices.map(({ id }) => id) }),
        scope: 'order',
        source: 'form',
        standing: 'declared',
        mayBeMissing: false,
        mayBeNothing: true,
        suppliedBy: null,
        title: cell.title,
      },
    ];
  });
  return catalogueOf({ facts: { schema: 'gate-facts/1', facts } });
}

export type ValueAt = (id: string) => CellValue | null;

/** Whether a condition holds; undefined where a cell it names is empty, because then it holds for neither side. */
export type CellCondition = (valueAt: ValueAt) => boolean | undefined;

export function compileCellCondition(condition: Condition, catalogue: FactCatalogue): CellCondition {
  const names = factsNamedIn(condition);
  const holds = compileCondition(condition, (name) => names.indexOf(name), catalogue);
  return (valueAt) => {
    const values = names.map(valueAt);
    return values.includes(null) ? undefined : holds(values);
  };
}

const DEPTH_MAX = 12;

/** The same condition with a name for each comparison: rules speak of theirs in traces, forms do not. */
export function withLeafNames(condition: unknown): unknown {
  let leaves = 0;
  const named = (node: unknown, depth: number): unknown => {
    if (typeof node !== 'object' || node === null || depth > DEPTH_MAX) return node;
    if (Array.isArray(node)) return node.map((child) => named(child, depth + 1));
    if ('fact' in node) {
      leaves += 1;
      return 'name' in node ? node : { ...node, name: `leaf-${leaves}` };
    }
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, named(child, depth + 1)]));
  };
  return named(condition, 0);
}
