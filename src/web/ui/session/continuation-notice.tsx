import type { ReactNode } from 'react';
import type { Continuation } from '../../proof/continuation.ts';
import { CONTINUATION_WORDS } from '../../words/continuation-words.ts';
import { useWords } from '../../words/use-words.ts';

interface Props {
  /** `shorter`: the log has not as many leaves as was signed for. The last two: nothing was compared. */
  readonly found: Continuation | 'shorter' | 'seenUnsigned' | 'nowUnsigned';
  readonly older: number;
  readonly newer: number;
  /** What is said before it, and what can be done about it. */
  readonly before?: string;
  readonly children?: ReactNode;
}

export function isContinued(found: string): found is 'same' | 'grown' {
  return found === 'same' || found === 'grown';
}

/** What was found out about two checkpoints, in a sentence. */
export function ContinuationNotice({ found, older, newer, before = '', children }: Props): ReactNode {
  const words = useWords(CONTINUATION_WORDS);
  const isGood = isContinued(found);
  return (
    <p className="notice" data-kind={isGood ? 'done' : 'refusal'} data-found={found} role="status">
      {isGood ? '✔ ' : '✘ '}
      {before}
      {words[found](String(older), String(newer))} {children}
    </p>
  );
}
