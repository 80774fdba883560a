import type { ReactNode } from 'react';

interface NumberCellProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly inputMode: 'numeric' | 'decimal';
  readonly fault: string | undefined;
  readonly onText: (text: string) => void;
}

/** A number in a row of a table of money, and what is wrong with it. */
export function NumberCell({ name, label, value, inputMode, fault, onText }: NumberCellProps): ReactNode {
  return (
    <>
      <input
        {...{ name, value, inputMode, 'aria-label': label, 'aria-invalid': fault !== undefined }}
        aria-describedby={fault && `${name}-told`}
        onChange={({ target }) => onText(target.value)}
      />
      {fault && (
        <p id={`${name}-told`} className="field-error">
          {fault}
        </p>
      )}
    </>
  );
}
