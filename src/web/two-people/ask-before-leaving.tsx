import { useBlocker } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/use-words.ts';
import { SLIPS_WORDS } from './slips-words.ts';

/** Whoever leaves what is shown once, by the menu or by closing the window, is asked first. */
export function AskBeforeLeaving(): ReactNode {
  const words = useWords(SLIPS_WORDS).leaving;
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname,
    enableBeforeUnload: true,
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
