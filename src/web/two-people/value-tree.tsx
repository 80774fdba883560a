import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';

/** Any value of the contract, name by name, exactly as it was sent. Texts are shown as texts, whatever stands in them. */
export function ValueTree({ value }: { readonly value: unknown }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  if (value === null || value === undefined) return <span className="secondary">{words.none}</span>;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) {
    return (
      <ol className="value-list">
        {value.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value that never changes has no other name than its place.
          <li key={index}>
            <ValueTree value={one} />
          </li>
        ))}
      </ol>
    );
  }
  if (typeof value !== 'object') return <bdi>{String(value)}</bdi>;
  return (
    <dl className="facts">
      {Object.entries(value).map(([name, one]) => (
        <div key={name}>
          <dt className="code">{name}</dt>
          <dd>
            <ValueTree value={one} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
