import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import type { LooksAt } from './contracted.ts';
import { DELIVERY_WORDS } from './delivery-words.ts';

/** What to look at on what has come, and what the order said on the officer's word; folded, for whoever knows it by heart. */
export function Looks({ of }: { readonly of: readonly (LooksAt & { readonly what: string })[] }): ReactNode {
  const words = useWords(DELIVERY_WORDS).looks;
  const textOf = useText();
  const told = of.filter(({ looksAt, checks }) => looksAt.length + checks.length > 0);
  if (told.length === 0) return null;
  return (
    <details className="looks">
      <summary>{words.title}</summary>
      {told.map(({ what, looksAt, checks }) => (
        <div key={what}>
          <strong>{what}</strong>
          <ul>
            {looksAt.map((look) => (
              <li key={textOf(look)}>{textOf(look)}</li>
            ))}
            {checks.map(({ fact, title, value }) => (
              <li key={fact}>
                {words.stated} · {textOf(title)}
                {': '}
                <ValueOf value={value} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}

function ValueOf({ value }: { readonly value: Schemas['FactValue'] }): ReactNode {
  const words = useWords(DELIVERY_WORDS).looks;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}
