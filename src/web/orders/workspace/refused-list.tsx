import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../../words/use-words.ts';
import { FIELD_WORDS } from './body/field-words.ts';
import { calledBy } from './grid/focus.ts';
import { usePlaceWords } from './grid/use-place-words.ts';
import { useWorkplace } from './workspace-context.ts';
import { WORKSPACE_WORDS } from './workspace-words.ts';

export interface Refused {
  readonly path: string;
  readonly message: string;
}

interface RefusedListProps {
  readonly refused: readonly Refused[];
  /** Whether it was to be checked, and not yet to be sent. */
  readonly isOfCheck: boolean;
}

/** Why an order cannot be sent as it is, place by place. Nothing that was typed is touched. */
export function RefusedList({ refused, isOfCheck }: RefusedListProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).refused;
  const fields = useWords(FIELD_WORDS);
  const placeOf = usePlaceWords();
  const { goTo } = useWorkplace();
  const list = useRef<HTMLDivElement>(null);
  // Newer browsers answer a promise, which is nothing to clean up by.
  useEffect(() => void list.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div className="notice" data-kind="refusal" role="alert" ref={list}>
      <p>
        <strong>{isOfCheck ? words.toCheck : words.title}</strong> {words.gaps(refused.length)}
      </p>
      <ul className="plain-list">
        {refused.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <button type="button" className="plain-button" onClick={() => goTo(path)}>
              {`${placeOf(path)} ${calledBy(path, fields)}`.trim() || words.elsewhere}
            </button>{' '}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
