import type { Schemas } from '../client/operation.ts';
import { cellsOf, type FormCell, isTyped, type Section, type SheetForm } from './form-document.ts';
import { typedOf } from './sheet-content.ts';

type Revision = Pick<Schemas['FilingRevision'], 'cells' | 'texts' | 'rows'>;

interface ChangedCell {
  readonly cell: FormCell;
  /** As they were typed; empty where nothing was. */
  readonly was: string;
  readonly is: string;
}

export interface Changes {
  readonly cells: readonly ChangedCell[];
  /** Sections of repeated rows of which any row is other. */
  readonly sections: readonly Section[];
}

/** What a unit filed otherwise than before. Texts and rows that were erased, or that are masked, cannot be compared. */
export function changesBetween(form: SheetForm, before: Revision, after: Revision): Changes {
  const [was, is] = [typedOf(before), typedOf(after)];
  const hasTexts = before.texts !== null && after.texts !== null;
  const hasRows = before.rows !== null && after.rows !== null;
  const cells = form.sections
    .filter(({ by, layout }) => by === 'agency' && layout !== 'rows')
    .flatMap(cellsOf)
    .filter((cell) => isTyped(cell) && (hasTexts || cell.type !== 'text'))
    .map((cell) => ({ cell, was: was.cells[cell.id] ?? '', is: is.cells[cell.id] ?? '' }))
    .filter((one) => one.was !== one.is);
  const sections = form.sections.filter(
    ({ id, layout }) =>
      hasRows && layout === 'rows' && JSON.stringify(was.rows[id] ?? []) !== JSON.stringify(is.rows[id] ?? []),
  );
  return { cells, sections };
}
