import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { onSessionOver } from '../client/call.ts';
import { useWords } from '../words/use-words.ts';
import { UI_WORDS } from './ui-words.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * Lies over the page until it is closed, by Esc as well; the focus then is where it was. The browser's own, because it
 * keeps the focus within and the page behind out of reach by itself.
 */
export function Dialog({ title, onClose, children }: DialogProps): ReactNode {
  const words = useWords(UI_WORDS);
  const frame = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Before the browser takes the element away, so that it gives the focus back.
  useLayoutEffect(() => {
    const dialog = frame.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  // The sign-in that is asked for then has to be seen.
  useEffect(() => onSessionOver(onClose), [onClose]);
  return (
    <dialog
      ref={frame}
      className="dialog"
      aria-labelledby={heading}
      onClose={() => {
        if (frame.current?.open !== true) onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button className="plain-button" type="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
      {children}
    </dialog>
  );
}
