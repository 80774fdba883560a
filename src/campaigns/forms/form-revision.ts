import { below, type Offence } from '../../rules/index.ts';
import type { Cell, FormDocument } from './form-document.ts';
import { cellsIn } from './form-index.ts';
import { formOffenceCollector } from './form-words.ts';

/**
 * What a revision may not do to those before it: a cell keeps its type, its unit, how it is summed and whether it repeats.
 * All earlier revisions count, because what was removed once still stands in old filings.
 */
export function revisionOffences(next: FormDocument, earlier: readonly FormDocument[]): readonly Offence[] {
  const { offences, report } = formOffenceCollector();
  const last = earlier.toSorted((a, b) => a.revision - b.revision).at(-1);
  if (last && next.id !== last.id) report('/id', 'revision.id', last.id);
  const wanted = (last?.revision ?? 0) + 1;
  if (next.revision !== wanted) report('/revision', 'revision.number', String(wanted));
  const repeats = repeatedCells(next);
  for (const [at, cell] of next.cells.entries()) {
    const pointer = below('/cells', at);
    for (const form of earlier) {
      const before = form.cells.find(({ id }) => id === cell.id);
      if (!before) continue;
      if (before.type !== cell.type) report(below(pointer, 'type'), 'revision.type', cell.id);
      if (before.unit?.['zh-CN'] !== cell.unit?.['zh-CN']) report(below(pointer, 'unit'), 'revision.unit', cell.id);
      if (summingOf(before) !== summingOf(cell)) report(below(pointer, 'sum'), 'revision.sum', cell.id);
      if (repeatedCells(form).has(cell.id) !== repeats.has(cell.id)) report(pointer, 'revision.rows', cell.id);
    }
  }
  return offences.filter((offence, at) => offences.findIndex((other) => isSame(other, offence)) === at);
}

function isSame(a: Offence, b: Offence): boolean {
  return a.pointer === b.pointer && a.code === b.code;
}

function summingOf({ sum }: Cell): string {
  return sum ?? 'none';
}

function repeatedCells(form: FormDocument): ReadonlySet<string> {
  return new Set(form.sections.filter(({ layout }) => layout === 'rows').flatMap(cellsIn));
}
