import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useSession } from '../../client/session-context.tsx';
import { useWords } from '../../words/use-words.ts';
import { serverNow, writeMoment } from '../time.ts';
import { UI_WORDS } from '../ui-words.ts';

/** On paper alone: when, by whom and from which address a page was printed. What is folded is opened for it. */
export function PrintedLine(): ReactNode {
  const words = useWords(UI_WORDS);
  const { person } = useSession();
  const [printed, setPrinted] = useState(thisMoment);
  useEffect(() => {
    let opened: readonly HTMLDetailsElement[] = [];
    const before = (): void => {
      // The browser draws the paper as soon as this is over.
      flushSync(() => setPrinted(thisMoment()));
      opened = [...document.querySelectorAll<HTMLDetailsElement>('#content details:not([open]):not(.screen-only)')];
      for (const details of opened) details.open = true;
    };
    const after = (): void => {
      for (const details of opened) details.open = false;
    };
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return (
    <p className="printed-line">
      {words.printed(writeMoment(printed.at), person.name)} <span className="code">{printed.address}</span>
    </p>
  );
}

function thisMoment(): { readonly at: number; readonly address: string } {
  return { at: serverNow(), address: location.origin + location.pathname + location.search };
}
