import type { ReactNode } from 'react';
import { DayPick, useDayExample } from '../form/day-pick.tsx';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { FilesField } from './files-field.tsx';
import { type FormCell, isRequired, isTyped, type Section } from './form-document.ts';
import { fieldId, noteIdsOf, type SheetView, useSheet } from './sheet-context.ts';
import { SHEET_WORDS } from './sheet-words.ts';

interface CellFieldProps {
  readonly cell: FormCell;
  readonly section: Section;
  /** What it is called where no label stands beside it. */
  readonly name?: string;
}

/** One cell: a field where it is typed, else what it says. What the gate counted stands below where it differs. */
export function CellField({ cell, section, name }: CellFieldProps): ReactNode {
  const view = useSheet();
  const { typing } = view;
  const isField = typing !== undefined && section.by === 'agency' && isTyped(cell);
  if (!isField) return <ReadCell cell={cell} />;
  const isWanted = isRequired(cell, section, view.text);
  return (
    <span className="sheet-cell" data-kind={kindOf(view, cell.id)} data-required={isWanted}>
      <TypedField
        cell={cell}
        place={cell.id}
        isWanted={isWanted}
        name={name}
        value={view.text(cell)}
        onChange={(text) => typing.change({ [cell.id]: text })}
      />
      <Figure cell={cell} />
    </span>
  );
}

function kindOf({ notes }: SheetView, place: string): string | undefined {
  const own = notes.filter((note) => note.place === place);
  return (own.find(({ kind }) => kind === 'rejected') ?? own[0])?.kind;
}

interface TypedFieldProps {
  readonly cell: FormCell;
  readonly place: string;
  /** Whether it has to be filled in, where that is not the cell's own to say. */
  readonly isWanted?: boolean;
  readonly name: string | undefined;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A field of the kind that the cell is of. */
export function TypedField({ cell, place, isWanted, name, value, onChange }: TypedFieldProps): ReactNode {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  const view = useSheet();
  const example = useDayExample();
  const common = {
    ...{ id: fieldId(place), name: place, value, 'aria-label': name },
    'aria-describedby': noteIdsOf(view, place),
    'aria-required': isWanted ?? cell.required === true,
    'aria-invalid': kindOf(view, place) === 'rejected',
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value),
  };
  if (cell.type === 'files') return <FilesField place={place} name={name} value={value} onChange={onChange} />;
  if (cell.type === 'text') return <textarea rows={2} {...common} />;
  if (cell.type === 'flag' || cell.type === 'choice') {
    const choices =
      cell.type === 'flag'
        ? [['true', words.yes] as const, ['false', words.no] as const]
        : (cell.choices ?? []).map(({ id, title }) => [id, text(title)] as const);
    return (
      <select className="plain-select" {...common}>
        <option value="">{words.choose}</option>
        {choices.map(([id, word]) => (
          <option key={id} value={id}>
            {word}
          </option>
        ))}
      </select>
    );
  }
  const field = (
    <input
      {...common}
      type="text"
      autoComplete="off"
      className="numeric"
      inputMode={cell.type === 'day' ? 'numeric' : 'decimal'}
      placeholder={cell.type === 'day' ? example : undefined}
      onFocus={({ target }) => target.select()}
    />
  );
  if (cell.type !== 'day') return field;
  return (
    <DayPick value={value} onDay={onChange}>
      {field}
    </DayPick>
  );
}

/** Whoever does not see it is told by the field itself. */
export function RequiredMark(): ReactNode {
  return (
    <span className="sheet-required" aria-hidden="true">
      *
    </span>
  );
}

function Figure({ cell }: { readonly cell: FormCell }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const { figures } = useSheet();
  const figure = figures.get(cell.id);
  if (figure === undefined) return null;
  const says = cell.type === 'flag' ? words[figure === 'true' ? 'yes' : 'no'] : figure;
  return <span className="secondary sheet-figure">{words.figure(says)}</span>;
}

/** A cell that nobody types here. */
function ReadCell({ cell }: { readonly cell: FormCell }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const view = useSheet();
  const text = useText();
  const { pick } = view;
  const says = isTyped(cell) ? <Value cell={cell} text={view.text(cell)} /> : (view.computed[cell.id] ?? words.none);
  const canPick = pick !== undefined && isTyped(cell);
  return (
    <span className="sheet-cell" data-kind={kindOf(view, cell.id)} data-computed={!isTyped(cell)}>
      {canPick ? (
        <button
          type="button"
          className="plain-button sheet-pick"
          aria-label={pick.label(text(cell.title))}
          aria-describedby={noteIdsOf(view, cell.id)}
          onClick={() => pick.onPick(cell)}
        >
          {says}
        </button>
      ) : (
        <span className={cell.type === 'text' ? undefined : 'numeric'}>{says}</span>
      )}
      <Figure cell={cell} />
    </span>
  );
}

/** A value in words. */
export function Value({ cell, text: typed }: { readonly cell: FormCell; readonly text: string }): ReactNode {
  const words = useWords(SHEET_WORDS);
  const text = useText();
  if (typed === '') return words.none;
  if (cell.type === 'flag') return typed === 'true' ? words.yes : words.no;
  if (cell.type === 'choice') {
    const chosen = cell.choices?.find(({ id }) => id === typed);
    return chosen ? text(chosen.title) : typed;
  }
  if (cell.type === 'files') return typed.split(',').map((file) => <ScanLink key={file} file={file} />);
  return <bdi>{typed}</bdi>;
}
