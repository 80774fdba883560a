import { type ReactNode, useId } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { useFieldValue } from '../use-draft-form.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { Cell, type CellProps } from './cell.tsx';

/** In the grid the column of systems is that of every row: goods that have none keep their place in it, for the keys that lead on. */
export const SYSTEM_CELL = 'computer.operatingSystem.product';

/** The system of a computer. Of other goods it cannot be typed, and what was typed there before says that it does not count. */
export function SystemCell({ path, label }: CellProps): ReactNode {
  const { form } = useWorkplace();
  const words = useWords(WORKSPACE_WORDS);
  const told = useId();
  const kind = useFieldValue(form, path.replace(SYSTEM_CELL, 'kind')) ?? '';
  const value = useFieldValue(form, path) ?? '';
  if (kind !== 'software' && kind !== 'other') return <Cell path={path} label={label} />;
  return (
    <>
      <input
        className="cell"
        name={path}
        value={value}
        aria-label={label}
        aria-describedby={value === '' ? undefined : told}
        placeholder={words.any}
        readOnly
      />
      {value !== '' && (
        <span id={told} className="cell-told">
          {words.noSystem}
        </span>
      )}
    </>
  );
}
