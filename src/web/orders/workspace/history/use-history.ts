import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { UseFormReturn } from 'react-hook-form';
import type { OrderDraft } from '../body/order-draft.ts';
import { valueAt } from '../body/paths.ts';
import { type Change, changesBetween } from '../changes/changes.ts';
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
  readonly form: UseFormReturn<OrderDraft>;
  readonly take: (draft: OrderDraft) => void;
  readonly goTo: (path: string) => void;
}

const NOTHING = { canUndo: false, canRedo: false, said: undefined };

/** Back and forth through what was typed. The cursor goes to what changed. */
export function useHistory({ form, take, goTo }: Steps): History {
  const [history] = useState(() => new DraftHistory(structuredClone(form.getValues())));
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
      form.subscribe({
        formState: { values: true },
        callback: ({ name }) => {
          if (isMoving.current) return;
          const value: unknown = name === undefined ? undefined : valueAt(form.getValues(), name);
          if (name !== undefined && typeof value === 'string') history.typed(name, value);
          else history.changed(structuredClone(form.getValues()));
          show(undefined);
        },
      }),
    [form, history, show],
  );

  function move(act: 'undone' | 'redone'): void {
    const before = structuredClone(form.getValues());
    const draft = act === 'undone' ? history.undo() : history.redo();
    if (draft === undefined) return;
    isMoving.current = true;
    flushSync(() => take(draft));
    isMoving.current = false;
    const [change] = changesBetween(before, draft);
    show({ act, change });
    if (change !== undefined) goTo(change.path);
  }

  return { ...shown, undo: () => move('undone'), redo: () => move('redone') };
}
