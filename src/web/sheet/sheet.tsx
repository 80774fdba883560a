import type { ReactNode } from 'react';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import './sheet.css';
import { cellsOf, type Section, type SheetForm } from './form-document.ts';
import { GridOfCells } from './grid-of-cells.tsx';
import { ListOfCells } from './list-of-cells.tsx';
import { RowsOfCells } from './rows-of-cells.tsx';
import { fieldId, SheetContext, type SheetNote, type SheetView, useSheet } from './sheet-context.ts';
import { SHEET_WORDS } from './sheet-words.ts';

interface SheetProps {
  readonly form: SheetForm;
  readonly view: SheetView;
}

/** A form with its cells, as it is typed or as it was filed: the same picture for whoever fills it in, signs and accepts. */
export function Sheet({ form, view }: SheetProps): ReactNode {
  const text = useText();
  return (
    <SheetContext value={view}>
      {form.sections.map((section) => (
        <section key={section.id} className="sheet-section">
          <h2>
            {text(section.title)} <ByOffice section={section} />
          </h2>
          <Cells section={section} />
          <Notes section={section} />
        </section>
      ))}
      <NotesOfNoCell form={form} />
      <Signatures form={form} />
    </SheetContext>
  );
}

function ByOffice({ section: { by } }: { readonly section: Section }): ReactNode {
  const words = useWords(SHEET_WORDS);
  return by === 'office' && <span className="secondary">{words.office}</span>;
}

function Cells({ section }: { readonly section: Section }): ReactNode {
  if (section.layout === 'grid') return <GridOfCells section={section} />;
  return section.layout === 'rows' ? <RowsOfCells section={section} /> : <ListOfCells section={section} />;
}

function isIn(section: Section, { place }: SheetNote): boolean {
  return place.startsWith(`${section.id}/`) || cellsOf(section).some(({ id }) => id === place);
}

/** What stands out and has no place in the sheet any more, such as a warning about rows that were erased. */
function NotesOfNoCell({ form: { sections } }: Pick<SheetProps, 'form'>): ReactNode {
  const words = useWords(SHEET_WORDS);
  const shown = useSheet().notes.filter((note) => !sections.some((section) => isIn(section, note)));
  if (shown.length === 0) return null;
  return (
    <ul className="sheet-notes" aria-label={words.notes}>
      {shown.map(({ id, kind, says, field }) => (
        <li key={id} data-kind={kind}>
          <p id={id}>{says}</p>
          {field}
        </li>
      ))}
    </ul>
  );
}

/** What stands out in the cells of a section, each with the way to its cell and what is to be typed about it. */
function Notes({ section }: { readonly section: Section }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const { notes } = useSheet();
  const ranks = new Map(cellsOf(section).map(({ id }, at) => [id, at]));
  const rank = ({ place }: SheetNote): number => ranks.get(place) ?? ranks.size;
  const shown = notes.filter((note) => isIn(section, note)).sort((one, other) => rank(one) - rank(other));
  if (shown.length === 0) return null;
  return (
    <ul className="sheet-notes" aria-label={words.notes}>
      {shown.map(({ id, place, kind, says, field }) => (
        <li key={id} data-kind={kind}>
          <p id={id}>{says}</p>
          <GoTo place={place} section={section} />
          {field}
        </li>
      ))}
    </ul>
  );
}

function GoTo({ place, section }: { readonly place: string; readonly section: Section }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  const { typing } = useSheet();
  const cell = cellsOf(section).find(({ id }) => place === id || place.endsWith(`/${id}`));
  if (typing === undefined || cell === undefined) return null;
  return (
    <button type="button" className="plain-button" onClick={() => document.getElementById(fieldId(place))?.focus()}>
      {words.jump(text(cell.title))}
    </button>
  );
}

/** On paper alone: who signs, and what the form says besides. */
function Signatures({ form: { signatures, notes } }: { readonly form: SheetForm }): ReactNode {
  const text = useText();
  return (
    <div className="print-only sheet-signatures">
      {notes.map((note) => (
        <p key={note.en}>{text(note)}</p>
      ))}
      <p>
        {signatures.map((one) => (
          <span key={one.en}>{text(one)}：</span>
        ))}
      </p>
    </div>
  );
}
