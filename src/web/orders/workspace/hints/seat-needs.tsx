import type { ReactNode } from 'react';
import type { Schemas } from '../../../client/operation.ts';
import { useWords } from '../../../words/use-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { idleSeats } from './idle-seats.ts';
import { SEAT_WORDS } from './seat-words.ts';

interface SeatNeedsProps {
  readonly needs: readonly Schemas['SeatNeed'][];
  readonly draft: OrderDraft;
}

/** What the machines need of each kind of software and what the plan covers, as the last check counted it. */
export function SeatNeeds({ needs, draft }: SeatNeedsProps): ReactNode {
  const words = useWords(SEAT_WORDS);
  if (needs.length === 0) return null;
  return (
    <ul className="plain-list" aria-label={words.title}>
      {needs.map((need) => (
        <li key={need.category}>
          {words.categories[need.category]}{' '}
          {need.covered >= need.needed ? (
            `✔ ${words.enough(need.needed)}`
          ) : (
            <>
              <strong>✘ {words.short(need.needed, need.needed - need.covered)}</strong>{' '}
              <Idle of={idleSeats(need, draft)} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Why seats of the plan do not count, where the plan has them: the form and the gate would seem to contradict each other. */
function Idle({ of: { seats, lacks } }: { readonly of: ReturnType<typeof idleSeats> }): ReactNode {
  const words = useWords(SEAT_WORDS);
  const fields = useWords(FIELD_WORDS);
  if (seats === 0) return null;
  const names = lacks.map((name) => fields[name] ?? name);
  return (
    <span className="secondary">
      {names.length === 0 ? words.idle(seats) : words.unfinished(seats, names.join(words.comma))}
    </span>
  );
}
