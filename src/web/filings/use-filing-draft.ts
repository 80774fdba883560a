import { useEffect, useRef, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import type { SheetForm } from '../sheet/form-document.ts';
import {
  contentOf,
  draftOf,
  NOTHING_CHOSEN,
  type Sending,
  type TypedRow,
  type TypedSheet,
} from '../sheet/sheet-content.ts';
import { today } from '../ui/time.ts';
import { FilingSaver, type SavedDraft, type SaverNews } from './filing-saver.ts';

interface OpenedFiling {
  readonly campaign: string;
  readonly form: SheetForm;
  readonly draft: SavedDraft;
  readonly etag: string | undefined;
  /** Why it was returned, if it was. */
  readonly returned: Schemas['RevisionReturn'] | undefined;
}

/** What is handed on: what is typed, and the version of the draft that says the same. */
export interface SettledFiling {
  readonly typed: TypedSheet;
  readonly version: number;
}

export interface FilingDraftState {
  readonly typed: TypedSheet;
  /** Places of what is not of its cell's type. */
  readonly wrong: readonly string[];
  /** As it was last saved, with what the gate says to it. */
  readonly saved: SavedDraft;
  readonly news: SaverNews;
  readonly change: (cells: Readonly<Record<string, string>>) => void;
  readonly changeRows: (section: string, rows: readonly TypedRow[]) => void;
  readonly explain: (cell: string, reason: string) => void;
  /** Chooses what goes with it. */
  readonly sending: Sending;
  readonly choose: (change: Partial<Sending>) => void;
  /** Takes what a colleague typed in place of what is here. */
  readonly take: (cell: string, text: string) => void;
  /** Answers when all of it is saved, or cannot be. */
  readonly flush: () => Promise<void>;
  /** Saves all of it; nothing where it cannot be saved, or where a colleague's cells came into it that nobody here has read. */
  readonly settle: () => Promise<SettledFiling | undefined>;
  /** Takes in what others have saved since. */
  readonly readAnew: () => Promise<void>;
}

/** What was chosen for the last filing is not chosen for the next one: its scan is of another paper. */
function beginningOf(draft: SavedDraft, returned: OpenedFiling['returned']): TypedSheet {
  const typed = draftOf(draft.content);
  const isOfLast = returned !== undefined && (draft.savedAt ?? '') < returned.at;
  return isOfLast ? { ...typed, sending: NOTHING_CHOSEN } : typed;
}

/** What is typed into a filing, and saved while it is typed. */
export function useFilingDraft({ campaign, form, draft, etag, returned }: OpenedFiling): FilingDraftState {
  const [typed, setTyped] = useState(() => beginningOf(draft, returned));
  const [saved, setSaved] = useState(draft);
  const [news, setNews] = useState<SaverNews>({ isSaving: false });
  // Two keys may come before React shows the first.
  const latest = useRef(typed);
  const merges = useRef(0);
  const [saver] = useState(
    () =>
      new FilingSaver({
        ...{ path: { id: campaign }, query: { reporter: draft.reporter }, opened: { draft, etag } },
        contentOf: (sheet) => contentOf(form, sheet, today()).content,
        tell: (said) => {
          setNews((before) => ({ ...before, ...said }));
          if (said.saved) setSaved(said.saved);
          if (said.merged === undefined) return;
          merges.current += 1;
          latest.current = said.merged.typed;
          setTyped(said.merged.typed);
        },
      }),
  );
  useLeaving(saver);
  const set = (next: (before: TypedSheet) => TypedSheet): void => {
    latest.current = next(latest.current);
    setTyped(latest.current);
    saver.changed(latest.current);
  };
  const change = (cells: Readonly<Record<string, string>>): void =>
    set((before) => ({ ...before, cells: { ...before.cells, ...cells } }));
  return {
    ...{ typed, saved, news, change },
    wrong: contentOf(form, typed, today()).wrong,
    changeRows: (section, rows) => set((before) => ({ ...before, rows: { ...before.rows, [section]: rows } })),
    explain: (cell, reason) => set((before) => ({ ...before, reasons: { ...before.reasons, [cell]: reason } })),
    sending: typed.sending ?? NOTHING_CHOSEN,
    choose: (part) => set((before) => ({ ...before, sending: { ...(before.sending ?? NOTHING_CHOSEN), ...part } })),
    take: (cell, text) => change({ [cell]: text }),
    flush: () => saver.flush(),
    readAnew: () => saver.readAnew(),
    settle: async () => {
      const before = merges.current;
      await saver.flush();
      if (saver.isUnsaved() || merges.current !== before) return undefined;
      return { typed: latest.current, version: saver.version };
    },
  };
}

/** Saves what is not saved yet when the page is hidden or left, and says so where it would be lost. */
function useLeaving(saver: FilingSaver): void {
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (!saver.isUnsaved()) return;
      void saver.flush();
      event.preventDefault();
    };
    const hide = (): void => void saver.flush();
    window.addEventListener('beforeunload', leave);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('beforeunload', leave);
      document.removeEventListener('visibilitychange', hide);
      void saver.flush();
    };
  }, [saver]);
}
