import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type DraftPlace, DraftSaver, type KeptDraft, openDraft, type SaverNews } from './draft-saver.ts';

export interface OpenedDraft {
  readonly isWaiting: boolean;
  readonly error: Error | null;
  readonly draft: KeptDraft | undefined;
}

/** What was begun about an order, read once when the screen is opened. */
export function useOpenedDraft(place: DraftPlace): OpenedDraft {
  const { data, error, isPending } = useQuery({
    queryKey: ['the draft', place.kind, place.orderId],
    queryFn: async () => (await openDraft(place)) ?? null,
    // Read anew by whoever comes back, and by nobody in between: what is typed is newer.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  return { isWaiting: isPending, error, draft: data ?? undefined };
}

export interface TypedDraft<Content> {
  readonly typed: Content;
  readonly change: (next: (before: Content) => Content) => void;
  readonly savedAt: string | undefined;
  readonly isSaving: boolean;
  readonly refusal: Error | undefined;
  /** Whether somebody else's words were taken in since the screen was opened. */
  readonly isMerged: boolean;
  /** Once it is done nobody needs the draft; what is typed next begins with `next`, and is kept once it changes. */
  readonly remove: (next: Content) => Promise<void>;
}

interface DraftQuestion<Content> {
  readonly place: DraftPlace;
  readonly opened: KeptDraft | undefined;
  readonly initial: Content;
  readonly merge: (mine: Content, theirs: object) => Content;
}

/** What is typed, and saved while it is typed. */
export function useKeptDraft<Content extends object>(question: DraftQuestion<Content>): TypedDraft<Content> {
  const [typed, setTyped] = useState(question.initial);
  const [news, setNews] = useState<SaverNews<Content>>({ isSaving: false });
  const [isMerged, setMerged] = useState(false);
  const latest = useRef(typed);
  const [saver] = useState(
    () =>
      new DraftSaver<Content>({
        ...{ place: question.place, opened: question.opened, merge: question.merge },
        tell: (said) => {
          setNews((before) => ({ ...before, ...said }));
          if (said.merged === undefined) return;
          latest.current = said.merged;
          setTyped(said.merged);
          setMerged(true);
        },
      }),
  );
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (saver.leave()) event.preventDefault();
    };
    const hide = (): void => saver.flush();
    window.addEventListener('beforeunload', leave);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('beforeunload', leave);
      document.removeEventListener('visibilitychange', hide);
      saver.flush();
    };
  }, [saver]);
  return {
    typed,
    change: (next) => {
      // Two scans may come before React shows the first.
      latest.current = next(latest.current);
      setTyped(latest.current);
      saver.changed(latest.current);
    },
    ...{ savedAt: news.savedAt, isSaving: news.isSaving, refusal: news.refusal, isMerged },
    remove: (next) => {
      latest.current = next;
      setTyped(next);
      return saver.remove();
    },
  };
}
