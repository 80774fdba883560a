import { type ReactNode, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { theGate } from '../../client/the-gate.ts';
import { useWords } from '../../words/use-words.ts';
import { LEAVING_WORDS } from './leaving-words.ts';
import { useUnsaved } from './use-unsaved.ts';

/** The name of a field stands above it. */
const BELOW_BAR_PX = 32;

/** So long it is said that the gate is back. */
const BACK_MS = 6_000;

/** Says at once that the gate is away, what that means for what was typed, and that it is back. */
export function GateBar(): ReactNode {
  const words = useWords(LEAVING_WORDS).gate;
  const isAway = useSyncExternalStore(theGate.onChange, theGate.isAway);
  const unsaved = useUnsaved();
  const isBack = useBack(isAway);
  const bar = useRef<HTMLParagraphElement>(null);
  useLooking();
  useLayoutEffect(() => {
    if (isAway && bar.current) uncover(bar.current);
  }, [isAway]);
  if (isAway) {
    return (
      <p ref={bar} className="notice top-bar" data-kind="refusal" role="alert">
        {words[unsaved]}
      </p>
    );
  }
  // There from the beginning: what comes into a region that is there is announced.
  return <div role="status">{isBack && <p className="notice top-bar">{words.back}</p>}</div>;
}

/** Whoever types when the bar comes goes on seeing what he types: the page moves down by what the bar would cover of it. */
function uncover(bar: HTMLElement): void {
  const typedIn = document.activeElement;
  const page = bar.parentElement;
  if (typedIn === null || page === null || !page.contains(typedIn)) return;
  const covered = bar.getBoundingClientRect().bottom + BELOW_BAR_PX - typedIn.getBoundingClientRect().top;
  if (covered > 0) page.scrollBy({ top: -covered });
}

/** Whether the gate has come back just now. */
function useBack(isAway: boolean): boolean {
  const [isBack, setBack] = useState(false);
  const wasAway = useRef(false);
  useEffect(() => {
    const cameBack = wasAway.current && !isAway;
    wasAway.current = isAway;
    setBack(cameBack);
    if (!cameBack) return undefined;
    const timer = setTimeout(() => setBack(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [isAway]);
  return isBack;
}

/** Looks for the gate at once when the network is back, or somebody looks at the page. */
function useLooking(): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState !== 'hidden') void theGate.lookNow();
    };
    window.addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
