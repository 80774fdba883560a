import type { ReactNode } from 'react';
import { FormField } from '../form/form-field.tsx';
import { useWords } from '../words/use-words.ts';
import { ASSESSMENT_WORDS } from './assessment-words.ts';

export type Reasons = Readonly<Record<string, string>>;

interface ReasonsByCellProps {
  readonly title: string;
  /** What a reason can be of, by the ids of cells. */
  readonly items: readonly { readonly cell: string; readonly title: string }[];
  readonly reasons: Reasons;
  /** Those that have to be there. */
  readonly needed?: readonly string[];
  readonly onChange: (reasons: Reasons) => void;
  readonly isTried: boolean;
}

/** Reasons, each of one item that is chosen. */
export function ReasonsByCell(props: ReasonsByCellProps): ReactNode {
  const { title, items, reasons, needed = [], onChange, isTried } = props;
  const words = useWords(ASSESSMENT_WORDS).reasons;
  const titleOf = (cell: string): string => items.find((one) => one.cell === cell)?.title ?? cell;
  const free = items.filter(({ cell }) => reasons[cell] === undefined);
  return (
    <fieldset className="assessment-reasons">
      <legend>{title}</legend>
      {Object.entries(reasons).map(([cell, why]) => (
        <div key={cell}>
          <FormField
            label={words.why(titleOf(cell))}
            name={`reason-${cell}`}
            value={why}
            onChange={(typed) => onChange({ ...reasons, [cell]: typed })}
            error={isTried && why.trim() === '' ? words.missing : undefined}
          />
          {!needed.includes(cell) && (
            <button
              type="button"
              className="plain-button"
              onClick={() => onChange(Object.fromEntries(Object.entries(reasons).filter(([one]) => one !== cell)))}
            >
              {words.remove(titleOf(cell))}
            </button>
          )}
        </div>
      ))}
      <FormField
        label={words.add}
        name="reason-of"
        value=""
        none={words.none}
        choices={free.map((one) => ({ value: one.cell, label: one.title }))}
        onChange={(cell) => cell !== '' && onChange({ ...reasons, [cell]: '' })}
      />
    </fieldset>
  );
}

export function isWhole(reasons: Reasons): boolean {
  return Object.values(reasons).every((why) => why.trim() !== '');
}
