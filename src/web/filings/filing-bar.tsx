import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { focusField } from '../form/focus-field.ts';
import type { SheetForm } from '../sheet/form-document.ts';
import { SHEET_WORDS } from '../sheet/sheet-words.ts';
import { writeInstant } from '../ui/time.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import './filing.css';
import { placeOf } from './filing-notes.tsx';
import { FILING_WORDS } from './filing-words.ts';
import type { FilingDraftState } from './use-filing-draft.ts';

/** Something that has to be settled before it is signed, and the name of the field where that is done. */
export interface OpenPlace {
  readonly place: string;
  readonly field: string;
  readonly isReason: boolean;
}

interface OpenQuestion {
  readonly state: Pick<FilingDraftState, 'wrong' | 'typed'>;
  readonly check: Schemas['FilingCheck'];
  /** Empty cells and notes are told of once somebody asks. */
  readonly isChecked: boolean;
  readonly acknowledged: readonly string[];
}

/** What is to be settled, in the order in which it is told: what is of no type, what is refused, what lacks a reason. */
export function openPlaces({ state, check, isChecked, acknowledged }: OpenQuestion): readonly OpenPlace[] {
  const findings = check.findings.filter((one) => one.severity === 'error' || !acknowledged.includes(one.check));
  const found = isChecked ? findings.map(({ cell, pointer }) => placeOf(cell, pointer)) : [];
  const missing = check.missingReasons.filter((cell) => (state.typed.reasons[cell] ?? '').trim() === '');
  return [
    ...[...state.wrong, ...found].map((place) => ({ place, field: place, isReason: false })),
    ...missing.map((place) => ({ place, field: `reason-${place}`, isReason: true })),
  ];
}

interface FilingBarProps {
  readonly form: SheetForm;
  readonly state: FilingDraftState;
  readonly open: readonly OpenPlace[];
  readonly isChecked: boolean;
}

/** Whether it is saved, and what is still to be settled, with the way to the first of it. */
export function FilingBar({ form, state: { news, saved }, open, isChecked }: FilingBarProps): ReactNode {
  const words = useWords(FILING_WORDS).draft;
  const savedAt = saved.savedAt === null ? words.fresh : words.savedAt(writeInstant(saved.savedAt));
  return (
    <>
      <span className={news.refusal ? 'field-error' : 'secondary'} role="status">
        {news.refusal ? words.unsavedShort : news.isSaving ? words.saving : savedAt}
      </span>
      <ToSettle {...{ form, open, isChecked }} />
    </>
  );
}

function ToSettle({ form, open, isChecked }: Omit<FilingBarProps, 'state'>): ReactNode {
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
          {jump(text(cell.title))}
        </button>
      )}
    </span>
  );
}
