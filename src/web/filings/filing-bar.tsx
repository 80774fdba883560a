import type { ReactNode } from 'react';
import { focusField } from '../form/focus-field.ts';
import { SavedLine } from '../form/saving/saved-line.tsx';
import type { SheetForm } from '../sheet/form-document.ts';
import { SHEET_WORDS } from '../sheet/sheet-words.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import './filing.css';
import { FILING_WORDS } from './filing-words.ts';
import type { OpenPlace } from './open-places.ts';
import type { FilingDraftState } from './use-filing-draft.ts';

interface SendBarProps {
  /** What stands beside the acts, and the act that comes before. */
  readonly says: ReactNode;
  readonly check: ReactNode;
  readonly children: ReactNode;
}

/** Always in sight below the sheet. */
export function SendBar({ says, check, children }: SendBarProps): ReactNode {
  return (
    <footer className="filing-bar screen-only">
      {says}
      <span className="filing-bar-acts">
        {check}
        {children}
      </span>
    </footer>
  );
}

interface FilingBarProps {
  readonly form: SheetForm;
  readonly state: FilingDraftState;
  readonly open: readonly OpenPlace[];
  readonly isChecked: boolean;
}

/** Whether it is saved, and what is still to be settled, with the way to the first of it. */
export function FilingBar({ form, state: { saving, saved }, open, isChecked }: FilingBarProps): ReactNode {
  const words = useWords(FILING_WORDS).draft;
  const { cells } = saved.content;
  const prefilled = saved.prefill.filter(({ cell, value }) => value !== null && cells[cell] === value).length;
  return (
    <>
      <SavedLine state={saving} untouched={words.fresh(prefilled)} />
      <ToSettle {...{ form, open, isChecked }} />
    </>
  );
}

/** What is still to be settled, and the way to the first of it. */
export function ToSettle({ form, open, isChecked }: Omit<FilingBarProps, 'state'>): ReactNode {
  const words = useWords(FILING_WORDS).draft;
  const { jump } = useWords(SHEET_WORDS);
  const text = useText();
  const [first] = open;
  if (first === undefined) return <span role="status">{isChecked && words.passed}</span>;
  const reasons = open.filter(({ isReason }) => isReason).length;
  const cell = form.cell(first.place.split('/').at(-1) ?? '');
  return (
    <span>
      <span role="status" className="field-error">
        {reasons === open.length ? words.withoutReason(reasons) : words.failed(open.length)}
      </span>{' '}
      {cell && (
        <button type="button" className="plain-button" onClick={() => focusField(first.field)}>
          {(first.isTick ? words.toTick : jump)(text(cell.title))}
        </button>
      )}
    </span>
  );
}
