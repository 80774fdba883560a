import { useCallback, useSyncExternalStore } from 'react';
import type { OrderDraft } from './body/order-draft.ts';
import type { DraftForm } from './draft-form.ts';

/** What stands in a field now; nothing where there is no such field. */
export function useFieldValue(form: DraftForm, path: string): string | undefined {
  const subscribe = useCallback((listener: () => void) => form.subscribeField(path, listener), [form, path]);
  return useSyncExternalStore(subscribe, () => form.valueOf(path));
}

/** Something of the draft, drawn again when it changes: texts and numbers only, since each look makes it anew. */
export function useOfDraft<Of extends string | number | bigint | boolean>(
  form: DraftForm,
  of: (draft: OrderDraft) => Of,
): Of {
  return useSyncExternalStore(form.subscribe, () => of(form.getValues()));
}
