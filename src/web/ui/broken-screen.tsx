import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { UI_WORDS } from './ui-words.ts';

/** In place of a screen that has a fault of ours, whatever was asked of it. The others go on. */
export function BrokenScreen(): ReactNode {
  const words = useWords(UI_WORDS);
  return (
    <div className="notice refusal" data-kind="refusal" role="alert">
      <h1>{words.brokenTitle}</h1>
      <p>{words.broken}</p>
      <p>
        <button type="button" className="plain-button" onClick={() => location.reload()}>
          {words.reload}
        </button>{' '}
        <a href="/console/">{words.home}</a>
      </p>
    </div>
  );
}
