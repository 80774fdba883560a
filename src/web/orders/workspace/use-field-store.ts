import { useSyncExternalStore } from 'react';
import type { Mark, RowPlace } from './field-store.ts';
import { useWorkplace } from './workspace-context.ts';

export function useMark(path: string): Mark | undefined {
  const { store } = useWorkplace();
  return useSyncExternalStore(store.subscribe, () => store.markOf(path));
}

export function useHint(path: string): string | undefined {
  const { store } = useWorkplace();
  return useSyncExternalStore(store.subscribe, () => store.hintOf(path));
}

export function useSelected(): RowPlace {
  const { store } = useWorkplace();
  return useSyncExternalStore(store.subscribe, store.selected);
}

export function useIsSelected(row: RowPlace): boolean {
  const { store } = useWorkplace();
  return useSyncExternalStore(
    store.subscribe,
    () => store.selected().grid === row.grid && store.selected().index === row.index,
  );
}
