import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { FormField } from '../form/form-field.tsx';
import type { SheetForm } from '../sheet/form-document.ts';
import { placeOfFinding } from '../sheet/place-of-finding.ts';
import type { SheetNote } from '../sheet/sheet-context.ts';
import { SHEET_WORDS } from '../sheet/sheet-words.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { FILING_WORDS } from './filing-words.ts';
import { tickOf } from './open-places.ts';
import type { FilingDraftState } from './use-filing-draft.ts';

interface NotesQuestion {
  readonly form: SheetForm;
  readonly state: Pick<FilingDraftState, 'typed' | 'wrong' | 'explain'>;
  readonly check: Schemas['FilingCheck'];
  readonly returned: Schemas['RevisionReturn'] | undefined;
  /** Empty cells are told of once somebody asks. */
  readonly isChecked: boolean;
  readonly acknowledged: readonly string[];
  readonly setAcknowledged: (checks: readonly string[]) => void;
}

/** What stands out in what is typed, each at its cell, with what is to be typed or ticked about it. */
export function useFilingNotes(question: NotesQuestion): readonly SheetNote[] {
  const { form, state, check, returned, isChecked } = question;
  const words = useWords(SHEET_WORDS);
  const text = useText();
  const titleOf = (place: string): string => {
    const cell = form.cell(place.split('/').at(-1) ?? '');
    return cell === undefined ? place : text(cell.title);
  };
  const wrong = state.wrong.map((place): SheetNote => {
    const type = form.cell(place.split('/').at(-1) ?? '')?.type ?? 'text';
    return {
      ...{ id: `wrong-${place.replaceAll('/', '-')}`, place, kind: 'rejected' },
      says: `${titleOf(place)}：${words.unfit(words.types[type])}`,
    };
  });
  const why = Object.entries(returned?.cells ?? {}).map(
    ([cell, reason]): SheetNote => ({
      ...{ id: `returned-${cell}`, place: cell, kind: 'rejected' },
      says: words.returnedCell(titleOf(cell), reason ?? ''),
    }),
  );
  const findings = check.findings
    .filter(({ check: name }) => isChecked || name !== 'required')
    .map((finding) => noteOf(finding, question, text(finding.message)));
  const differences = check.differences.map(
    ({ cell, filed, figure }): SheetNote => ({
      ...{ id: `difference-${cell}`, place: cell, kind: 'referred' },
      says: words.difference(titleOf(cell), filed, figure),
      field: <Reason cell={cell} title={titleOf(cell)} question={question} />,
    }),
  );
  return [...why, ...wrong, ...findings, ...differences];
}

interface ReasonProps {
  readonly cell: string;
  readonly title: string;
  readonly question: NotesQuestion;
}

/** Why a cell differs; whoever has one reason for all types it once. */
function Reason({ cell, title, question: { state, check } }: ReasonProps): ReactNode {
  const words = useWords(SHEET_WORDS);
  const reasonOf = (id: string): string => state.typed.reasons[id] ?? '';
  const without = check.differences.filter((one) => reasonOf(one.cell).trim() === '');
  const first = check.differences.find((one) => !without.includes(one));
  const repeat = (): void => {
    for (const one of without) state.explain(one.cell, reasonOf(cell));
  };
  return (
    <>
      <FormField
        label={words.reason(title)}
        name={`reason-${cell}`}
        value={reasonOf(cell)}
        onChange={(reason) => state.explain(cell, reason)}
      />
      {first?.cell === cell && without.length > 0 && (
        <button type="button" className="plain-button" onClick={repeat}>
          {words.sameReason(without.length)}
        </button>
      )}
    </>
  );
}

function noteOf(finding: Schemas['CellFinding'], question: NotesQuestion, says: string): SheetNote {
  const { check, severity } = finding;
  const place = placeOfFinding(finding);
  const id = `finding-${check}-${place.replaceAll('/', '-')}`;
  if (severity === 'error') return { id, place, kind: 'rejected', says };
  const field = <Acknowledge check={check} question={question} />;
  return { id, place, kind: 'warning', says, field };
}

interface AcknowledgeProps {
  readonly check: string;
  readonly question: NotesQuestion;
}

function Acknowledge({ check, question: { acknowledged, setAcknowledged } }: AcknowledgeProps): ReactNode {
  const words = useWords(FILING_WORDS).draft;
  return (
    <label>
      <input
        type="checkbox"
        name={tickOf(check)}
        checked={acknowledged.includes(check)}
        onChange={({ target }) =>
          setAcknowledged(target.checked ? [...acknowledged, check] : acknowledged.filter((one) => one !== check))
        }
      />{' '}
      {words.acknowledge}
    </label>
  );
}
