import { useCallback, useSyncExternalStore } from 'react';
import type { GridName } from './body/order-draft.ts';
import type { FieldHint, Mark, RowPlace } from './field-store.ts';
import { useWorkplace } from './workspace-context.ts';

export function useMark(path: string): Mark | undefined {
  const { store } = useWorkplace();
  return useSyncExternalStore(useFieldOf(path), () => store.markOf(path));
}

export function useHint(path: string): FieldHint | undefined {
  const { store } = useWorkplace();
  return useSyncExternalStore(useFieldOf(path), () => store.hintOf(path));
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
