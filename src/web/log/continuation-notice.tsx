import type { ReactNode } from 'react';
import type { Continuation } from '../proof/continuation.ts';
import { useWords } from '../words/use-words.ts';
import { LOG_WORDS } from './log-words.ts';

interface Props {
  /** `shorter`: the log has not as many leaves as was signed for. */
  readonly found: Continuation | 'shorter';
  readonly older: number;
  readonly newer: number;
}

/** What was found out about two checkpoints, in a sentence. */
export function ContinuationNotice({ found, older, newer }: Props): ReactNode {
  const words = useWords(LOG_WORDS).continuations;
  const isGood = found === 'same' || found === 'grown';
  return (
    <p className="notice" data-kind={isGood ? 'done' : 'refusal'} data-found={found} role="status">
      {isGood ? '✔ ' : '✘ '}
      {words[found](String(older), String(newer))}
    </p>
  );
}
