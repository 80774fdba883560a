import { useBlocker } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/use-words.ts';
import { CREDIT_WORDS } from './credit-words.ts';

/** Asks before what is typed and kept nowhere is left. */
export function LeaveQuestion({ isTyped }: { readonly isTyped: boolean }): ReactNode {
  const words = useWords(CREDIT_WORDS).leaving;
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isTyped && current.pathname !== next.pathname,
    enableBeforeUnload: isTyped,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <Dialog title={words.title} onClose={reset}>
      <p>{words.says}</p>
      <p className="acts">
        <Button type="primary" onClick={reset}>
          {words.stay}
        </Button>
        <Button onClick={proceed}>{words.leave}</Button>
      </p>
    </Dialog>
  );
}
