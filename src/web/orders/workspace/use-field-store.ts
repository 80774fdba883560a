import { useCallback, useSyncExternalStore } from 'react';
import type { GridName } from './body/order-draft.ts';
import type { FieldHint, Mark, RowPlace } from './field-store.ts';
import { useWorkplace } from './workspace-context.ts';

export function useMark(path: string): Mark | undefined {
  const { store } = useWorkplace();
  return useSyncExternalStore(useFieldOf(path), () => store.markOf(path));
}

/** What helps at a field, as far as it is told there: most of it is for who is at it, and no other field is drawn again for it. */
export function useHint(path: string, isNear: boolean): Pick<FieldHint, 'text' | 'isGrave' | 'acts'> | undefined {
  const { store } = useWorkplace();
  const hint = useSyncExternalStore(useFieldOf(path), () => {
    const known = store.hintOf(path);
    return isNear || known?.isGrave || known?.acts || known?.title !== undefined ? known : undefined;
  });
  const isWhole = isNear || hint?.isGrave || hint?.acts !== undefined;
  return isWhole || hint?.title === undefined ? hint : { text: hint.title, isGrave: false };
}

function useFieldOf(path: string): (listener: () => void) => () => void {
  const { store } = useWorkplace();
  return useCallback((listener: () => void) => store.subscribeField(path, listener), [store, path]);
}

export function useSelected(): RowPlace {
  const { store } = useWorkplace();
  return useSyncExternalStore(store.subscribe, store.selected);
}

/** Which row of a grid was worked on last. */
export function useRowOf(grid: GridName): number {
  const { store } = useWorkplace();
  return useSyncExternalStore(store.subscribe, () => store.rowOf(grid));
}

export function useIsSelected(row: RowPlace): boolean {
  const { store } = useWorkplace();
  return useSyncExternalStore(
    store.subscribe,
    () => store.selected().grid === row.grid && store.selected().index === row.index,
  );
}
