import { useState } from 'react';
import { getDraft } from '../../../client/operations.generated.ts';
import { useRead } from '../../../client/use-gate.ts';
import { draftOfContent } from '../body/draft-of-order.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import type { SavedDraft } from './use-autosave.ts';

export interface OpenedDraft {
  readonly saved: SavedDraft;
  readonly typed: OrderDraft;
}

/** The draft that an address names, as it stood when the page was opened. One that is gone is as good as none. */
export function useOpenedDraft(id: string | undefined): { readonly isWaiting: boolean; readonly draft?: OpenedDraft } {
  const [asked] = useState(id ?? '');
  const read = useRead(getDraft, { path: { id: asked } }, { isWanted: asked !== '' });
  if (asked === '' || read.error !== null) return { isWaiting: false };
  if (read.data === undefined) return { isWaiting: true };
  const { data, etag } = read.data;
  if (data.content === null) return { isWaiting: false };
  return { isWaiting: false, draft: { saved: { id: data.id, etag }, typed: draftOfContent(data.content) } };
}
