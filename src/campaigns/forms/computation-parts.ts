import { factsNamedIn } from '../../rules/index.ts';
import type { Cell, CellType, Computation } from './form-document.ts';
import type { FormReport } from './form-words.ts';

/** A cell that a computation names: where in it, and the types that fit. */
export interface ComputationPart {
  readonly cell: string;
  readonly path: readonly (string | number)[];
  /** `own`: the type of the computed cell. Where several fit, all parts are of the same one. */
  readonly fits: 'own' | readonly CellType[];
}

const NUMBERS: readonly CellType[] = ['count', 'fen'];

/** The cells that a computation names, in its order; those inside repeated rows are not among them. */
export function partsOf(compute: Computation): readonly ComputationPart[] {
  if ('sum' in compute) return listed(compute.sum, [], 'own');
  if ('difference' in compute) return listed(compute.difference, [], 'own');
  if ('rate' in compute) return listed(compute.rate, [], NUMBERS);
  if ('ifYes' in compute) return [{ cell: compute.ifYes.cell, path: ['cell'], fits: ['flag'] }];
  if ('share' in compute) return ratio(compute.share);
  if ('linear' in compute) return ratio(compute.linear);
  if ('each' in compute) return [{ cell: compute.each.count, path: ['count'], fits: ['count'] }];
  if ('total' in compute) {
    const { items, deductions = [] } = compute.total;
    return [...listed(items, ['items'], ['points']), ...listed(deductions, ['deductions'], ['points'])];
  }
  if (!('grade' in compute)) return [];
  const { total, veto } = compute.grade;
  const vetoed = veto ? [{ cell: veto.cell, path: ['veto', 'cell'], fits: ['flag'] as const }] : [];
  return [{ cell: total, path: ['total'], fits: ['points'] }, ...vetoed];
}

/** The cell that adds up what is scored. */
export function isTotal({ compute }: Pick<Cell, 'compute'>): boolean {
  return compute !== undefined && 'total' in compute;
}

function listed(
  cells: readonly string[],
  path: readonly string[],
  fits: ComputationPart['fits'],
): readonly ComputationPart[] {
  return cells.map((cell, at) => ({ cell, path: [...path, at], fits }));
}

function ratio({ part, whole }: { readonly part: string; readonly whole: string }): readonly ComputationPart[] {
  return [
    { cell: part, path: ['part'], fits: NUMBERS },
    { cell: whole, path: ['whole'], fits: NUMBERS },
  ];
}

/** The cells that must be known before a computed one. */
function neededBy({ compute, appliesIf }: Cell): readonly string[] {
  const named = appliesIf ? factsNamedIn(appliesIf) : [];
  return compute ? [...partsOf(compute).map(({ cell }) => cell), ...named] : named;
}

/** Every computed cell after those it needs; a circle is reported with its members in order. */
export function inOrderOfDependency(cells: readonly Cell[], report?: FormReport): readonly Cell[] {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const places = new Map(cells.map(({ id }, at) => [id, at]));
  const done = new Set<string>();
  const ordered: Cell[] = [];
  const visit = (cell: Cell, path: readonly string[]): void => {
    if (done.has(cell.id)) return;
    if (path.includes(cell.id)) {
      const circle = [...path.slice(path.indexOf(cell.id)), cell.id].join(' → ');
      report?.(`/cells/${places.get(cell.id)}/compute`, 'computation.cycle', circle);
      return;
    }
    for (const id of neededBy(cell)) {
      const needed = byId.get(id);
      if (needed) visit(needed, [...path, cell.id]);
    }
    if (!done.has(cell.id) && (cell.compute || cell.appliesIf)) ordered.push(cell);
    done.add(cell.id);
  };
  for (const cell of cells) visit(cell, []);
  return ordered;
}
