import type { KeyboardEvent, ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { GRID_CELLS } from '../body/fields.ts';
import type { GridName } from '../body/order-draft.ts';
import { useFieldValue } from '../use-draft-form.ts';
import { useRowOf } from '../use-field-store.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { LabelledCell } from './cell.tsx';
import { detailGroups } from './detail-groups.ts';
import { focusPath, pathIn } from './focus.ts';
import { NUMBER_OF } from './grid-keys.ts';
import { useRowWords } from './use-place-words.ts';

/** What a row says beyond its cells. Alt and Enter lead in and out again. */
export function RowDetail({ grid }: { readonly grid: GridName }): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const { form } = useWorkplace();
  const rowCalled = useRowWords();
  const selected = { grid, index: useRowOf(grid) };
  const kind = useFieldValue(form, pathIn(selected, 'kind')) ?? '';
  const number = useFieldValue(form, pathIn(selected, NUMBER_OF[grid]));
  if (number === undefined) return null;
  const called = rowCalled(grid, number);
  const groups = detailGroups(grid, kind);
  function leave(event: KeyboardEvent): void {
    if (!event.altKey || event.key !== 'Enter') return;
    event.preventDefault();
    focusPath(pathIn(selected, GRID_CELLS[grid].at(-1) ?? ''));
  }
  return (
    <section className="row-detail" data-grid={grid} aria-label={words.detailOf(called)} onKeyDown={leave}>
      <h2>{words.detailOf(called)}</h2>
      {groups.map(({ title, names }) => (
        <fieldset key={title}>
          <legend>{words.groups[title]}</legend>
          {names.map((name) => (
            <LabelledCell key={pathIn(selected, name)} path={pathIn(selected, name)} />
          ))}
        </fieldset>
      ))}
    </section>
  );
}
