import { type ReactNode, useId } from 'react';

interface Named {
  readonly code: string;
  readonly name: string;
}

interface Props {
  readonly words: { readonly label: string; readonly bad: string };
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly offered: readonly Named[];
  /** What was typed, as far as it is known. */
  readonly code: string | undefined;
  readonly nameOf: (code: string) => string | undefined;
  readonly size?: number;
  /** Somebody is about to choose. */
  readonly onOpen?: () => void;
}

/** Something by its name or by its code: what was typed stays as it is, and what it is called stands beside it. */
export function NamedFilter({ words, value, onChange, offered, code, nameOf, size, onOpen }: Props): ReactNode {
  const list = useId();
  const isUnknown = value.trim() !== '' && code === undefined;
  return (
    <label>
      {words.label}{' '}
      <input
        className="plain-select"
        size={size}
        list={list}
        aria-invalid={isUnknown}
        value={value}
        onFocus={onOpen}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={list}>
        {offered.map((one) => (
          <option key={one.code} value={one.code}>
            {one.name}
          </option>
        ))}
      </datalist>{' '}
      {isUnknown ? (
        <span className="field-error">{words.bad}</span>
      ) : (
        <span className="secondary">{code !== undefined && nameOf(code)}</span>
      )}
    </label>
  );
}
