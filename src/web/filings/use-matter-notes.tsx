import { Link } from '@tanstack/react-router';
import { listMatters } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import type { SheetForm } from '../sheet/form-document.ts';
import type { SheetNote } from '../sheet/sheet-context.ts';
import { useTitleOfCell } from '../sheet/use-title-of-cell.ts';
import { useWords } from '../words/use-words.ts';
import { againstMatters } from './against-matters.ts';
import { FILING_WORDS } from './filing-words.ts';
import type { FilingDraftState } from './use-filing-draft.ts';

interface MatterQuestion {
  readonly form: SheetForm;
  readonly state: Pick<FilingDraftState, 'saved' | 'typed'>;
}

/** At each cell that says that all is put right: the rectification about it that is still open. */
export function useMatterNotes({ form, state: { saved, typed } }: MatterQuestion): readonly SheetNote[] {
  const words = useWords(FILING_WORDS).matter;
  const may = useMay();
  const titleOf = useTitleOfCell(form);
  const query = { agencyCode: saved.reporter };
  const matters = useAll(listMatters, { query }, { isWanted: may(listMatters) });
  const against = againstMatters(matters.items, (cell) => saved.check.computed[cell] ?? typed.cells[cell]);
  return against.map(({ cell, matter: { id, number, title } }) => ({
    ...{ id: `matter-${id}`, place: cell, kind: 'warning' },
    says: (
      <>
        {words.open(titleOf(cell), number, title)}{' '}
        <Link to="/matters/$id" params={{ id }}>
          {words.see}
        </Link>
      </>
    ),
  }));
}
