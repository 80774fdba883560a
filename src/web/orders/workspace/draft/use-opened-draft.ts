import { useState } from 'react';
import { getDraft } from '../../../client/operations.generated.ts';
import { useRead } from '../../../client/use-gate.ts';
import { draftOfContent } from '../body/draft-of-order.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { valueAt } from '../body/paths.ts';
import type { SavedDraft } from './draft-saver.ts';

export interface OpenedDraft {
  readonly saved: SavedDraft;
  readonly typed: OrderDraft;
  /** Of an amendment, the order as it was when it was begun. */
  readonly base: OrderDraft | undefined;
}

/** The draft that an address names, as it stood when the page was opened. One that is gone is as good as none. */
export function useOpenedDraft(id: string | undefined): { readonly isWaiting: boolean; readonly draft?: OpenedDraft } {
  const [asked] = useState(id ?? '');
  const read = useRead(getDraft, { path: { id: asked } }, { isWanted: asked !== '' });
  if (asked === '' || read.error !== null) return { isWaiting: false };
  if (read.data === undefined) return { isWaiting: true };
  const { data, etag } = read.data;
  if (data.content === null) return { isWaiting: false };
  const base = valueAt(data.content, 'base');
  return {
    isWaiting: false,
    draft: {
      base: typeof base === 'object' && base !== null ? draftOfContent(base) : undefined,
      saved: { id: data.id, etag, review: data.review },
      typed: draftOfContent(data.content),
    },
  };
}
