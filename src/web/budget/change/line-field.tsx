import { type ReactNode, useId } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { writeMoney } from '../../ui/money.ts';
import { useEconomicClass } from '../../words/economic-classes.ts';

interface LineFieldProps {
  readonly label: string;
  readonly name: string;
  readonly help: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly offered: readonly Schemas['BudgetLine'][];
  readonly onChange: (code: string) => void;
}

/** A budget line by its code: one field from the first paint on, however many lines come to be offered. */
export function LineField({ label, name, help, value, error, offered, onChange }: LineFieldProps): ReactNode {
  const id = useId();
  const classOf = useEconomicClass();
  const toldOf = ({ project, economicClass, available }: Schemas['BudgetLine']): string =>
    `${project} · ${classOf(economicClass)} · ${writeMoney(available)}`;
  const found = offered.find(({ code }) => code === value.trim());
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...{ id, name, value, type: 'text', autoComplete: 'off', list: `${id}-list` }}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-told`}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={`${id}-list`}>
        {offered.map((line) => (
          <option key={line.code} value={line.code}>
            {toldOf(line)}
          </option>
        ))}
      </datalist>
      <p id={`${id}-told`} className={error === undefined ? 'secondary' : 'field-error'}>
        {error ?? (found ? toldOf(found) : help)}
      </p>
    </div>
  );
}
