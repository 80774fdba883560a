import type { KeyboardEvent, ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useWords } from '../../../words/use-words.ts';
import { COMPUTER_FIELDS, GRID_CELLS, ITEM_FIELDS, LINE_FIELDS } from '../body/fields.ts';
import type { GridName, OrderDraft } from '../body/order-draft.ts';
import { useRowOf } from '../use-field-store.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { LabelledCell } from './cell.tsx';
import { focusPath, pathIn } from './focus.ts';
import { NUMBER_OF } from './grid-keys.ts';
import { useRowWords } from './use-place-words.ts';

/** What a row says beyond its cells. Alt and Enter lead in and out again. */
export function RowDetail({ grid }: { readonly grid: GridName }): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const { control } = useFormContext<OrderDraft>();
  const rowCalled = useRowWords();
  const selected = { grid, index: useRowOf(grid) };
  const place = `${grid}.${selected.index}` as const;
  const kind = useWatch({ control, name: `lines.${selected.index}.kind` });
  const number = useWatch({ control, name: `${place}.${NUMBER_OF[grid]}` as 'reference' });
  if (number === undefined) return null;
  const called = rowCalled(grid, number);
  const groups = grid === 'lines' ? lineGroups(kind) : ITEM_GROUPS;
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

interface Group {
  readonly title: 'computer' | 'system' | 'software' | 'funding' | 'licence' | 'other';
  readonly names: readonly string[];
}

const SYSTEM = 'computer.operatingSystem.';
const COMPUTER_NAMES = COMPUTER_FIELDS.map(({ name }) => name).filter((name) => !name.startsWith(SYSTEM));
const SYSTEM_NAMES = COMPUTER_FIELDS.map(({ name }) => name).filter(
  (name) => name.startsWith(SYSTEM) && !GRID_CELLS.lines.includes(name),
);

function restOf(names: readonly string[], cells: readonly string[]): { funding: Group; other: Group } {
  const rest = names.filter((name) => !cells.includes(name));
  return {
    funding: { title: 'funding', names: rest.filter((name) => name.startsWith('funding.')) },
    other: { title: 'other', names: rest.filter((name) => !name.startsWith('funding.')) },
  };
}

const LINE_REST = restOf(
  LINE_FIELDS.map(({ name }) => name),
  GRID_CELLS.lines,
);
const ITEM_REST = restOf(
  ITEM_FIELDS.map(({ name }) => name),
  GRID_CELLS.softwarePlan,
);
const ITEM_GROUPS: readonly Group[] = [{ ...ITEM_REST.other, title: 'licence' }, ITEM_REST.funding];

function lineGroups(kind: string): readonly Group[] {
  const software: Group = { title: 'software', names: ['software.category'] };
  const isComputer = kind !== 'software' && kind !== 'other';
  const block: readonly Group[] = isComputer
    ? [
        { title: 'computer', names: COMPUTER_NAMES },
        { title: 'system', names: SYSTEM_NAMES },
      ]
    : kind === 'software'
      ? [software]
      : [];
  return [...block, LINE_REST.funding, LINE_REST.other];
}
