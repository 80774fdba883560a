import type { ReactNode } from 'react';
import type { Schemas } from '../../../client/operation.ts';
import { useWords } from '../../../words/use-words.ts';
import { SEAT_WORDS } from './seat-words.ts';

/** What the machines need of each kind of software and what the plan covers, as the last check counted it. */
export function SeatNeeds({ needs }: { readonly needs: readonly Schemas['SeatNeed'][] }): ReactNode {
  const words = useWords(SEAT_WORDS);
  if (needs.length === 0) return null;
  return (
    <ul className="plain-list" aria-label={words.title}>
      {needs.map(({ category, needed, covered }) => (
        <li key={category}>
          {words.categories[category]}{' '}
          {covered >= needed ? `✔ ${words.enough(needed)}` : <strong>✘ {words.short(needed, needed - covered)}</strong>}
        </li>
      ))}
    </ul>
  );
}
