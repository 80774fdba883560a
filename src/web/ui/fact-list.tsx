import type { ReactNode } from 'react';

export type Fact = readonly [name: string, says: ReactNode];

interface FactListProps {
  readonly facts: readonly Fact[];
  /** Beside `facts`, for those that are laid out differently. */
  readonly className?: string;
  /** What is no name with one value, after the others. */
  readonly children?: ReactNode;
}

/** Names and what stands at each. One at which nothing stands has no place. */
export function FactList({ facts, className = '', children }: FactListProps): ReactNode {
  return (
    <dl className={`facts ${className}`.trim()}>
      {facts
        .filter(([, says]) => says !== '' && says !== null && says !== undefined && says !== false)
        .map(([name, says]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      {children}
    </dl>
  );
}
