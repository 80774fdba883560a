import { type InputHTMLAttributes, type ReactNode, type RefObject, useId } from 'react';

interface DoorFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'id'> {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly help?: string | undefined;
  readonly error?: ReactNode;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

/** One line to type into, with its label above and, below it, help or what is wrong. */
export function DoorField({ label, value, onText, help, error, inputRef, ...input }: DoorFieldProps): ReactNode {
  const id = useId();
  const told = `${id}-told`;
  const isWrong = error !== undefined && error !== null && error !== '';
  return (
    <div className="door-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        ref={inputRef}
        value={value}
        aria-invalid={isWrong}
        aria-describedby={isWrong || help ? told : undefined}
        onChange={(event) => onText(event.target.value)}
      />
      {isWrong ? (
        <p className="door-error" id={told} role="alert">
          {error}
        </p>
      ) : (
        help && (
          <p className="secondary" id={told}>
            {help}
          </p>
        )
      )}
    </div>
  );
}
