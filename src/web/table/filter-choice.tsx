import type { ReactNode } from 'react';

interface FilterChoiceProps {
  readonly label: string;
  /** What stands for no choice. */
  readonly any: string;
  readonly words: { readonly [value: string]: string };
  readonly value: string | undefined;
  readonly onChoice: (value: string | undefined) => void;
}

/** A choice of the platform's own: it works from the keyboard, on a phone and in every browser that offices have. */
export function FilterChoice({ label, any, words, value = '', onChoice }: FilterChoiceProps): ReactNode {
  return (
    <label>
      {label}{' '}
      <select
        className="plain-select"
        value={value}
        onChange={({ target }) => onChoice(target.value === '' ? undefined : target.value)}
      >
        <option value="">{any}</option>
        {Object.entries(words).map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
