import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import { DESK_WORDS } from './desk-words.ts';

/** What an acceptance has opened, each with the way to it. */
export function Opened({ of }: { readonly of: readonly Schemas['OpenedMatter'][] }): ReactNode {
  const words = useWords(DESK_WORDS).accept;
  const text = useText();
  if (of.length === 0) return words.none;
  return (
    <ul className="plain-list">
      {of.map(({ id, title, dueOn, matter }) => (
        <li key={id}>
          {matter === null ? (
            words.opened(text(title), dueOn)
          ) : (
            <Link to="/matters/$id" params={{ id: matter }}>
              {words.opened(text(title), dueOn)}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
