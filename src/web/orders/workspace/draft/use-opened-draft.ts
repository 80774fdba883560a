import { useState } from 'react';
import { getDraft } from '../../../client/operations.generated.ts';
import { useRead } from '../../../client/use-gate.ts';
import { type KeptDraft, keptAs } from '../../../form/saving/draft-keeper.ts';
import { draftOfContent } from '../body/draft-of-order.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { valueAt } from '../body/paths.ts';

export interface OpenedDraft {
  readonly saved: KeptDraft;
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
  const { data } = read.data;
  if (data.content === null) return { isWaiting: false };
  const base = valueAt(data.content, 'base');
  return {
    isWaiting: false,
    draft: {
      base: typeof base === 'object' && base !== null ? draftOfContent(base) : undefined,
      saved: keptAs(read.data),
      typed: draftOfContent(data.content),
    },
  };
}
