import { type ReactNode, useId } from 'react';
import { DayPick, useDayExample } from './day-pick.tsx';

interface FormFieldProps {
  readonly label: string;
  /** By which a list of what is wrong leads to it. */
  readonly name?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  /** Stands where an error stands when there is none. */
  readonly help?: string;
  readonly isLong?: boolean;
  /** How many lines of a long text are seen at once. */
  readonly lines?: number;
  readonly inputMode?: 'numeric' | 'decimal';
  /** Takes a day, typed or from a calendar. */
  readonly isDay?: boolean;
  /** Makes it a choice of these, or of none. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly none?: string;
}

/** One field: its name above, below it what is wrong or what helps. */
export function FormField({ label, error, help, ...field }: FormFieldProps): ReactNode {
  const id = useId();
  const told = error ?? help;
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <Control {...field} id={id} isWrong={error !== undefined} describedBy={told && `${id}-told`} />
      {told && (
        <p id={`${id}-told`} className={error === undefined ? 'secondary' : 'field-error'}>
          {told}
        </p>
      )}
    </div>
  );
}

interface ControlProps extends Omit<FormFieldProps, 'label' | 'error' | 'help'> {
  readonly id: string;
  readonly isWrong: boolean;
  readonly describedBy: string | undefined;
}

function Control({
  id,
  onChange,
  isLong,
  lines = 3,
  inputMode,
  isDay,
  choices,
  none,
  isWrong,
  describedBy,
  ...named
}: ControlProps): ReactNode {
  const example = useDayExample();
  const common = {
    ...{ ...named, id, 'aria-invalid': isWrong, 'aria-describedby': describedBy },
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value),
  };
  if (choices) {
    return (
      <select className="plain-select" {...common}>
        <option value="">{none}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }
  if (isLong) return <textarea rows={lines} {...common} />;
  if (isDay) {
    return (
      <DayPick value={named.value} onDay={onChange}>
        <input type="text" placeholder={example} autoComplete="off" {...common} />
      </DayPick>
    );
  }
  return <input type="text" inputMode={inputMode} {...common} />;
}
