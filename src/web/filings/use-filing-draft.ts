import { useRef, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import type { SavingState } from '../form/saving/saving-state.ts';
import { useSaver, useSaving } from '../form/saving/use-saver.ts';
import type { SheetForm } from '../sheet/form-document.ts';
import {
  type Conflict,
  contentOf,
  draftOf,
  mergeSheets,
  NOTHING_CHOSEN,
  type Sending,
  type TypedRow,
  type TypedSheet,
} from '../sheet/sheet-content.ts';
import { useUnsent } from '../ui/leaving/use-unsaved.ts';
import { today } from '../ui/time.ts';
import { filingKeeper, type KeptFiling, keptFiling, type SavedDraft } from './filing-keeper.ts';

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

/** What was saved elsewhere meanwhile and taken in, and where both differ. */
interface Merged extends Pick<SavedDraft, 'savedBy' | 'savedAt'> {
  readonly conflicts: readonly Conflict[];
}

export interface FilingDraftState {
  readonly typed: TypedSheet;
  /** Places of what is not of its cell's type. */
  readonly wrong: readonly string[];
  /** As it was last saved, with what the gate says to it. */
  readonly saved: SavedDraft;
  readonly saving: SavingState;
  readonly merged: Merged | undefined;
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

const PAUSE_MS = 600;

/** What is typed into a filing, and saved while it is typed. */
export function useFilingDraft({ campaign, form, draft, etag, returned }: OpenedFiling): FilingDraftState {
  const [typed, setTyped] = useState(() => beginningOf(draft, returned));
  const [merged, setMerged] = useState<Merged>();
  // Two keys may come before React shows the first.
  const latest = useRef(typed);
  const merges = useRef(0);
  const handle = useSaver<TypedSheet, KeptFiling>(() => ({
    keeper: filingKeeper({
      ...{ path: { id: campaign }, query: { reporter: draft.reporter } },
      contentOf: (sheet) => contentOf(form, sheet, today()).content,
    }),
    ...{ kept: keptFiling({ data: draft, etag }), base: draftOf(draft.content), pauseMs: PAUSE_MS },
    content: () => latest.current,
    join: ({ base, mine, theirs, kept }) => {
      const both = mergeSheets(base, mine, theirs);
      const { savedBy, savedAt } = kept.draft;
      merges.current += 1;
      latest.current = both.merged;
      setTyped(both.merged);
      setMerged({ savedBy, savedAt, conflicts: both.conflicts });
    },
  }));
  const { saver } = handle;
  const { state, kept } = useSaving(handle);
  const { wrong } = contentOf(form, typed, today());
  // What is not of its cell's type is not in the draft.
  useUnsent(wrong.length > 0);
  const set = (next: (before: TypedSheet) => TypedSheet): void => {
    latest.current = next(latest.current);
    setTyped(latest.current);
    saver.changed();
  };
  const change = (cells: Readonly<Record<string, string>>): void =>
    set((before) => ({ ...before, cells: { ...before.cells, ...cells } }));
  return {
    ...{ typed, wrong, saved: kept?.draft ?? draft, saving: state, merged, change },
    changeRows: (section, rows) => set((before) => ({ ...before, rows: { ...before.rows, [section]: rows } })),
    explain: (cell, reason) => set((before) => ({ ...before, reasons: { ...before.reasons, [cell]: reason } })),
    sending: typed.sending ?? NOTHING_CHOSEN,
    choose: (part) => set((before) => ({ ...before, sending: { ...(before.sending ?? NOTHING_CHOSEN), ...part } })),
    take: (cell, text) => change({ [cell]: text }),
    flush: saver.flush,
    readAnew: () => saver.takeIn(),
    settle: async () => {
      const before = merges.current;
      await saver.flush();
      if (saver.isUnsaved() || merges.current !== before) return undefined;
      return { typed: latest.current, version: saver.kept?.draft.version ?? draft.version };
    },
  };
}
