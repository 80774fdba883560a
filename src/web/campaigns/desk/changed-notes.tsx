import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { getFilingRevision } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { type Changes, changesBetween } from '../../sheet/changed-cells.ts';
import type { FormCell, SheetForm } from '../../sheet/form-document.ts';
import type { SheetNote } from '../../sheet/sheet-context.ts';
import { SHEET_WORDS } from '../../sheet/sheet-words.ts';
import { useTitleOfCell } from '../../sheet/use-title-of-cell.ts';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import { DESK_WORDS } from './desk-words.ts';

type Revision = Schemas['FilingRevision'];

/** What a revision says otherwise than the one before it, below each cell; what was returned and stayed is told as well. */
export function useChangedNotes(filing: string, form: SheetForm, revision: Revision | undefined) {
  const number = revision?.revision ?? 1;
  const before = useRead(
    getFilingRevision,
    { path: { id: filing, revision: number - 1 } },
    { isWanted: number > 1, isFinal: true },
  ).data?.data;
  const text = useText();
  const titleOf = useTitleOfCell(form);
  const words = useWords(DESK_WORDS).changed;
  const sayOf = useValueText();
  if (revision === undefined || before?.revision !== number - 1) return { notes: [], told: undefined };
  const changes = changesBetween(form, before, revision);
  const cells = changes.cells.map(
    ({ cell, was, is }): SheetNote => ({
      ...{ id: `changed-${cell.id}`, place: cell.id, kind: 'changed' },
      says: words.cell(text(cell.title), before.revision, sayOf(cell, was), sayOf(cell, is)),
    }),
  );
  const sections = changes.sections.map(
    ({ id, title }): SheetNote => ({
      ...{ id: `changed-${id}`, place: `${id}/`, kind: 'changed', says: words.rows(text(title), before.revision) },
    }),
  );
  const kept = returnedAndKept(before, changes).map(([place, why]): SheetNote => {
    return { id: `kept-${place}`, place, kind: 'rejected', says: words.kept(titleOf(place), before.revision, why) };
  });
  const count = cells.length + sections.length;
  return { notes: [...cells, ...sections, ...kept], told: words.told(before.revision, count, kept.length) };
}

/** A value of a cell as a text. */
function useValueText(): (cell: FormCell, typed: string) => string {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  return ({ type, choices }, typed) => {
    if (typed === '') return words.none;
    if (type === 'flag') return typed === 'true' ? words.yes : words.no;
    if (type === 'files') return words.file(typed.split(',').length);
    const chosen = choices?.find(({ id }) => id === typed);
    return chosen ? text(chosen.title) : typed;
  };
}

/** What was returned of the revision before and is as it was. */
function returnedAndKept({ returned }: Revision, changes: Changes): readonly (readonly [string, string])[] {
  const changed = new Set(changes.cells.map(({ cell }) => cell.id));
  return Object.entries(returned?.cells ?? {}).flatMap(([place, why]) =>
    changed.has(place) || place.includes('/') ? [] : [[place, why ?? ''] as const],
  );
}

/** What changed since the revision before, in one line above the sheet. */
export function ChangedLine({ told }: { readonly told: string | undefined }): ReactNode {
  if (told === undefined) return null;
  return (
    <p className="notice" data-kind="warning">
      {told}
    </p>
  );
}
