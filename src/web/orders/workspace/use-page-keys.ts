import { useEffect, useRef } from 'react';

interface PageKeys {
  readonly onCheck: () => void;
  readonly onSubmit: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** To the next problem, or the one before. */
  readonly onProblem: (step: 1 | -1) => void;
}

/** The keys of the whole page. While an input method composes, none of them is ours. */
export function usePageKeys(keys: PageKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = actOf(event);
      if (act === undefined) return;
      event.preventDefault();
      act(latest.current);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

function actOf(event: KeyboardEvent): ((keys: PageKeys) => void) | undefined {
  if (event.isComposing) return undefined;
  if (event.altKey && event.code === 'KeyS') return ({ onCheck }) => onCheck();
  if (event.ctrlKey && event.key === 'Enter') return ({ onSubmit }) => onSubmit();
  const letter = event.ctrlKey && !event.altKey && isOfForm(event.target) ? event.key.toLowerCase() : '';
  if (letter === 'z') return event.shiftKey ? ({ onRedo }) => onRedo() : ({ onUndo }) => onUndo();
  if (letter === 'y') return ({ onRedo }) => onRedo();
  if (event.key === 'F8') return ({ onProblem }) => onProblem(event.shiftKey ? -1 : 1);
  return undefined;
}

/** What is typed beside the form, as a remark is, is undone by the browser. */
function isOfForm(target: EventTarget | null): boolean {
  const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
  return !isField || target.classList.contains('cell');
}
