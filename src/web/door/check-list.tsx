import type { ReactNode } from 'react';
import type { Check } from '../proof/check.ts';
import { useWords } from '../words/use-words.ts';
import { VERIFY_WORDS } from './verify-words.ts';

/** Each check with its sign and word, and what it was about. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }): ReactNode {
  const words = useWords(VERIFY_WORDS);
  return (
    <ul className="verify-checks">
      {checks.map(({ name, isGood, about }) => (
        <li key={`${name} ${about}`} data-check={name} data-good={isGood}>
          <strong>
            {isGood ? '✔ ' : '✘ '}
            {isGood ? words.good : words.bad}
          </strong>
          <span>{isGood ? words.checks[name].good(about) : words.checks[name].bad(about)}</span>
        </li>
      ))}
    </ul>
  );
}
