import { useEffect, useRef, useSyncExternalStore } from 'react';
import { noteWork, onWorkChange, type Unsaved, unsavedWork, workChanged } from '../../client/unsaved-work.ts';

/** What would be lost if the page were left now. */
export function useUnsaved(): Unsaved {
  return useSyncExternalStore(onWorkChange, unsavedWork);
}

/** For what is typed and has no draft: whoever leaves it is asked first. */
export function useUnsent(isTyped: boolean): void {
  const latest = useRef(isTyped);
  useEffect(() => noteWork({ isUnsaved: () => latest.current }), []);
  useEffect(() => {
    latest.current = isTyped;
    workChanged();
  }, [isTyped]);
}
