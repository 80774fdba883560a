import { useBlocker } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { askBy, mayLeave } from '../../client/leaving.ts';
import { theGate } from '../../client/the-gate.ts';
import { saveWork, unsavedWork } from '../../client/unsaved-work.ts';
import { useWords } from '../../words/use-words.ts';
import { Dialog } from '../dialog.tsx';
import { LEAVING_WORDS } from './leaving-words.ts';
import { useUnsaved } from './use-unsaved.ts';

/** What is typed is not lost unasked, by whatever way the page is left. */
export function LeaveGuard(): ReactNode {
  const [answer, setAnswer] = useState<(isLeaving: boolean) => void>();
  useBlocker({
    shouldBlockFn: async ({ current, next }) => current.pathname !== next.pathname && !(await mayLeave()),
    enableBeforeUnload: false,
  });
  useEffect(() => {
    askBy(() => new Promise<boolean>((resolve) => setAnswer(() => resolve)));
    return () => askBy(async () => true);
  }, []);
  useBrowserExits();
  if (answer === undefined) return null;
  const end = (isLeaving: boolean): void => {
    setAnswer(undefined);
    answer(isLeaving);
  };
  return <Question onAnswer={end} />;
}

function Question({ onAnswer }: { readonly onAnswer: (isLeaving: boolean) => void }): ReactNode {
  const words = useWords(LEAVING_WORDS);
  const unsaved = useUnsaved();
  // It may be saved while somebody reads this.
  useEffect(() => {
    if (unsaved === 'nothing') onAnswer(true);
  }, [unsaved, onAnswer]);
  const says = unsaved === 'form' ? words.form : words[theGate.isAway() ? 'away' : 'draft'];
  return (
    <Dialog title={words.title} onClose={() => onAnswer(false)}>
      <p>{says}</p>
      <p className="acts">
        <Button type="primary" onClick={() => onAnswer(false)}>
          {words.stay}
        </Button>
        <Button onClick={() => onAnswer(true)}>{words.leave}</Button>
      </p>
    </Dialog>
  );
}

/** A page that is closed or read anew asks while something is unsaved, and sends it meanwhile; one that is hidden sends it. */
function useBrowserExits(): void {
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (unsavedWork() === 'nothing') return;
      void saveWork();
      event.preventDefault();
    };
    const hide = (): void => {
      if (document.visibilityState === 'hidden') void saveWork();
    };
    window.addEventListener('beforeunload', leave);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('beforeunload', leave);
      document.removeEventListener('visibilitychange', hide);
    };
  }, []);
}
