import { useEffect, useRef, useState } from 'react';
import { DraftSaver, type Saving, type SavingState } from './draft-saver.ts';

export interface Autosave extends SavingState {
  readonly saver: DraftSaver;
}

interface Kept extends Saving {
  /** Told when a draft is made, so that a reload opens it again. */
  readonly onMade: ((id: string) => void) | undefined;
}

/** Keeps what is typed at the gate, where neither a power cut nor a colleague's computer loses it. */
export function useAutosave({ form, orderId, opened, baseOf, onMade }: Kept): Autosave {
  const [saver] = useState(() => new DraftSaver({ form, orderId, opened, baseOf }));
  const [state, setState] = useState(saver.state);
  const made = useRef(onMade);
  useEffect(() => {
    made.current = onMade;
  });
  useEffect(() => {
    saver.onMade = (id) => made.current?.(id);
    saver.onState = setState;
    saver.start();
    const stop = form.subscribe({ formState: { values: true }, callback: () => saver.changed() });
    const hide = (): void => {
      if (document.visibilityState === 'hidden') void saver.flush();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', hide);
      // Whoever went elsewhere before the draft was made is not led back to it.
      saver.onMade = () => undefined;
      saver.stop();
    };
  }, [form, saver]);
  return { ...state, saver };
}
