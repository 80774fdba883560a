import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { ORDER_STATE_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { ORDER_WORDS } from './order-words.ts';

type State = Schemas['OrderState'];

/** The steps of a good end, in their order. */
const STEPS = ['submitted', 'approved', 'contracted', 'accepted', 'closed'] as const;

/** How far an order has come. One that ended otherwise says so in the place where it ended. */
export function OrderPath({ state }: { readonly state: State }): ReactNode {
  const words = useWords(ORDER_WORDS).path;
  const states = useWords(ORDER_STATE_WORDS);
  const reached = (STEPS as readonly string[]).indexOf(state);
  const isOnTheWay = reached >= 0;
  return (
    <ol className="order-path" aria-label={words.label}>
      {STEPS.map((step, index) => (
        <li key={step} data-done={index <= Math.max(reached, 0)} aria-current={isCurrent(index) ? 'step' : undefined}>
          {words[step]}
          {index === 0 && !isOnTheWay && ` → ${states[state]}`}
        </li>
      ))}
    </ol>
  );

  function isCurrent(index: number): boolean {
    return index === Math.max(reached, 0);
  }
}
