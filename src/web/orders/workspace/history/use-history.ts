import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { OrderDraft } from '../body/order-draft.ts';
import { type Change, changesBetween } from '../changes/changes.ts';
import type { DraftForm } from '../draft-form.ts';
import { DraftHistory } from './draft-history.ts';

export interface History {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** What was done last, for whoever does not see it. */
  readonly said: { readonly act: 'undone' | 'redone'; readonly change: Change | undefined } | undefined;
}

interface Steps {
  readonly form: DraftForm;
  readonly take: (draft: OrderDraft) => void;
  readonly goTo: (path: string) => void;
}

const NOTHING = { canUndo: false, canRedo: false, said: undefined };

/** Back and forth through what was typed. The cursor goes to what changed. */
export function useHistory({ form, take, goTo }: Steps): History {
  const [history] = useState(() => new DraftHistory(form.getValues()));
  const [shown, setShown] = useState<Pick<History, 'canUndo' | 'canRedo' | 'said'>>(NOTHING);
  const isMoving = useRef(false);
  const show = useCallback(
    (said: History['said']) => {
      const { canUndo, canRedo } = history;
      // What is the same is not drawn again: most keys change nothing here.
      setShown((before) =>
        before.canUndo === canUndo && before.canRedo === canRedo && before.said === said
          ? before
          : { canUndo, canRedo, said },
      );
    },
    [history],
  );
  useEffect(
    () =>
      form.subscribe((path) => {
        if (isMoving.current) return;
        if (path === undefined) history.changed(form.getValues());
        else history.typed(path, form.valueOf(path) ?? '');
        show(undefined);
      }),
    [form, history, show],
  );

  function move(act: 'undone' | 'redone'): void {
    const before = form.getValues();
    const draft = act === 'undone' ? history.undo() : history.redo();
    if (draft === undefined) return;
    const [change] = changesBetween(before, draft);
    isMoving.current = true;
    flushSync(() => {
      take(draft);
      show({ act, change });
    });
    isMoving.current = false;
    if (change !== undefined) goTo(change.path);
  }

  return { ...shown, undo: () => move('undone'), redo: () => move('redone') };
}
