import { Button } from 'antd';
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
  /** It was to be checked and not yet to be sent; it cannot be sent; or it can, and would hardly be approved. */
  readonly why: 'check' | 'submit' | 'unfilled';
  readonly onInsist: () => void;
}

/** Why an order cannot or should not be sent as it is, place by place. Nothing that was typed is touched. */
export function RefusedList({ refused, why, onInsist }: RefusedListProps): ReactNode {
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
        <strong>{{ check: words.toCheck, submit: words.title, unfilled: words.unfilled }[why]}</strong>{' '}
        {words.gaps(refused.length)}
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
      {why === 'unfilled' && (
        <p className="acts">
          <Button onClick={onInsist}>{words.insist}</Button> {words.insistHelp}
        </p>
      )}
    </div>
  );
}
