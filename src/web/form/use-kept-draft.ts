import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../client/call.ts';
import { getDraft, listDrafts } from '../client/operations.generated.ts';
import { onDraftEnd, tellDraftEnd } from './saving/draft-ends.ts';
import {
  type DraftPlace,
  draftKeeper,
  draftsSettled,
  dropDraft,
  type KeptDraft,
  keptAs,
} from './saving/draft-keeper.ts';
import type { Saver } from './saving/saver.ts';
import type { SavingState } from './saving/saving-state.ts';
import { useSaver, useSaving } from './saving/use-saver.ts';

/** A draft with its content, as it was when the screen was opened. */
export interface OpenedDraft {
  readonly kept: KeptDraft;
  readonly content: object;
}

interface OpeningDraft {
  readonly isWaiting: boolean;
  readonly error: Error | null;
  readonly draft: OpenedDraft | undefined;
}

/** What was begun about an order, read once when the screen is opened. */
export function useOpenedDraft(place: DraftPlace): OpeningDraft {
  const { data, error, isPending } = useQuery({
    queryKey: ['the draft', place.kind, place.orderId, place.title],
    queryFn: async () => (await openDraft(place)) ?? null,
    // Read anew by whoever comes back, and by nobody in between: what is typed is newer.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  return { isWaiting: isPending, error, draft: data ?? undefined };
}

/** The newest draft of a place that this person may read, with its content. */
async function openDraft({ kind, orderId, title }: DraftPlace): Promise<OpenedDraft | undefined> {
  await draftsSettled();
  // Of a waiver everybody writes their own, one a clause; anything else about an order is written together.
  const isOwn = kind === 'waiver';
  const query = { kind, limit: 20, ...(isOwn && { author: 'me' as const }), ...(orderId !== null && { orderId }) };
  const { data } = await call(listDrafts, { query });
  const newest = data.items.find((draft) => !draft.masked && (!isOwn || draft.title === title));
  if (newest === undefined) return undefined;
  const answer = await call(getDraft, { path: { id: newest.id } });
  const { content } = answer.data;
  return content === null ? undefined : { kept: keptAs(answer), content };
}

export interface TypedDraft<Content> {
  readonly typed: Content;
  readonly change: (next: (before: Content) => Content) => void;
  readonly saving: SavingState;
  readonly saver: Saver<object, KeptDraft>;
  /** Whose words were taken in since the screen was opened, if anybody's. */
  readonly mergedFrom: KeptDraft['savedBy'] | undefined;
  /** Once it is done nobody needs the draft; what is typed next begins with `next`, and is kept once it changes. */
  readonly remove: (next: Content) => Promise<void>;
}

interface DraftQuestion<Content> {
  readonly place: DraftPlace;
  readonly opened: OpenedDraft | undefined;
  readonly initial: Content;
  /** Puts together what is typed here and what was saved elsewhere. */
  readonly merge: (mine: Content, theirs: object) => Content;
}

/** After so long without a change it is saved: a scan a second is saved a scan a second. */
const PAUSE_MS = 250;

/** What is typed, and saved while it is typed. */
export function useKeptDraft<Content extends object>(question: DraftQuestion<Content>): TypedDraft<Content> {
  const [typed, setTyped] = useState(question.initial);
  const [mergedFrom, setMergedFrom] = useState<KeptDraft['savedBy']>();
  const latest = useRef(typed);
  const take = (content: Content): void => {
    latest.current = content;
    setTyped(content);
  };
  const handle = useSaver<object, KeptDraft>(() => ({
    keeper: draftKeeper({
      placeOf: () => question.place,
      written: (content) => content,
      readBack: (content) => content,
    }),
    kept: question.opened?.kept,
    content: () => latest.current,
    base: question.opened?.content ?? question.initial,
    pauseMs: PAUSE_MS,
    join: ({ theirs, kept }) => {
      take(question.merge(latest.current, theirs));
      setMergedFrom(kept.savedBy);
    },
  }));
  const { saver } = handle;
  const { state } = useSaving(handle);
  useEffect(
    () =>
      onDraftEnd((draft, how) => {
        if (draft === saver.kept?.id) saver.hold({ is: 'gone', how });
      }),
    [saver],
  );
  return {
    typed,
    change: (next) => {
      // Two scans may come before React shows the first.
      take(next(latest.current));
      saver.changed();
    },
    ...{ saving: state, saver, mergedFrom },
    remove: async (next) => {
      take(next);
      const kept = await saver.end();
      if (kept === undefined) return;
      tellDraftEnd(kept.id, 'submitted');
      await dropDraft(kept);
    },
  };
}
