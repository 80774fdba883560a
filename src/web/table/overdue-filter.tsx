import type { ReactNode } from 'react';

interface OverdueFilterProps {
  readonly label: string;
  /** As the address has it. */
  readonly value: string | undefined;
  readonly onChoice: (value: 'true' | undefined) => void;
}

/** Whether a list shows only what is late. */
export function OverdueFilter({ label, value, onChoice }: OverdueFilterProps): ReactNode {
  return (
    <label>
      <input
        type="checkbox"
        checked={value === 'true'}
        onChange={({ target }) => onChoice(target.checked ? 'true' : undefined)}
      />{' '}
      {label}
    </label>
  );
}
