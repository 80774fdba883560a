import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getProposal } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { today, writeInstant } from '../ui/time.ts';
import { UI_WORDS } from '../ui/ui-words.ts';
import { useWords } from '../words/use-words.ts';
import { MATTER_WORDS } from './matter-words.ts';

interface AwaitedAnswerProps {
  readonly matter: Schemas['Matter'];
}

/** An answer that nobody has signed yet: whose turn it is, and whether the day is kept. */
export function AwaitedAnswer({ matter: { awaitedAnswer: awaited, dueOn } }: AwaitedAnswerProps): ReactNode {
  const words = useWords(MATTER_WORDS).act;
  const { signUntil, toProposal } = useWords(UI_WORDS);
  const may = useMay();
  if (awaited === null) return null;
  return (
    <p className="notice" role="status">
      {words.awaited(awaited.madeOn)} {signUntil(writeInstant(awaited.lapsesAt))} {!awaited.inTime && words.late}
      {awaited.inTime && dueOn < today() && words.keepsDay}{' '}
      {may(getProposal) && (
        <Link to="/proposals/$id" params={{ id: awaited.proposal }}>
          {toProposal}
        </Link>
      )}
    </p>
  );
}
