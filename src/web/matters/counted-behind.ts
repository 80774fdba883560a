import type { FormCell, SheetForm } from '../sheet/form-document.ts';

type FigureCell = FormCell & { readonly prefill: NonNullable<FormCell['prefill']> };

/** The cells behind a cell of a form that the gate counts itself: the cell, or those that it is worked out of. */
export function countedBehind(form: Pick<SheetForm, 'cell'>, id: string): readonly FigureCell[] {
  const found = new Map<string, FigureCell>();
  const seen = new Set<string>();
  const waiting: unknown[] = [id];
  // A computation names cells in several ways; whatever it names that is a cell of the form is part of it.
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    if (typeof part === 'object' && part !== null) waiting.push(...Object.values(part));
    if (typeof part !== 'string' || seen.has(part)) continue;
    seen.add(part);
    const cell = form.cell(part);
    if (cell?.prefill) found.set(cell.id, { ...cell, prefill: cell.prefill });
    else if (cell?.compute) waiting.push(cell.compute);
  }
  return [...found.values()];
}
