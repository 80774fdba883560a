import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../client/call.ts';
import type { Schemas } from '../../client/operation.ts';
import { checkFilingDraft } from '../../client/operations.generated.ts';
import { useTrial } from '../../form/use-trial.ts';
import type { SheetForm } from '../../sheet/form-document.ts';
import { contentOf, type FilingContent, type TypedRow, type TypedSheet } from '../../sheet/sheet-content.ts';
import { today } from '../../ui/time.ts';

const PAUSE_MS = 400;

const NOTHING_SAID: Schemas['FilingCheck'] = {
  ...{ computed: {}, findings: [], differences: [], missingReasons: [], canBeFiled: false },
};

interface PaperQuestion {
  readonly campaign: string;
  readonly reporter: string;
  readonly form: SheetForm;
  /** What stands in the sheet before anything is typed. */
  readonly first: TypedSheet;
}

export interface PaperSheet {
  readonly typed: TypedSheet;
  readonly wrong: readonly string[];
  readonly content: FilingContent;
  /** What the gate says to it; to nothing at first. */
  readonly check: Schemas['FilingCheck'];
  readonly refusal: Error | undefined;
  readonly change: (cells: Readonly<Record<string, string>>) => void;
  readonly changeRows: (section: string, rows: readonly TypedRow[]) => void;
  readonly explain: (cell: string, reason: string) => void;
  /** It was recorded: nothing of it is kept. */
  readonly forget: () => void;
}

/**
 * What is typed from a paper, judged by the gate while it is typed. The draft in the gate is the unit's own, so this one is kept in
 * the page's memory alone, as long as nobody signs out or leaves the console.
 */
export function usePaperSheet({ campaign, reporter, form, first }: PaperQuestion): PaperSheet {
  const queries = useQueryClient();
  const key = ['a form on paper', campaign, reporter];
  const [typed, setTyped] = useState(() => queries.getQueryData<TypedSheet>(key) ?? first);
  // Two keys may come before React shows the first.
  const latest = useRef(typed);
  const isUnsent = useRef(typed !== first);
  const set = (next: (before: TypedSheet) => TypedSheet): void => {
    latest.current = next(latest.current);
    isUnsent.current = true;
    queries.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
    queries.setQueryData(key, latest.current);
    setTyped(latest.current);
  };
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (isUnsent.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', leave);
    return () => window.removeEventListener('beforeunload', leave);
  }, []);
  const { content, wrong } = contentOf(form, typed, today());
  const { answer } = useTrial({
    question: content,
    words: JSON.stringify(content),
    pauseMs: PAUSE_MS,
    ask: async (body, signal) => {
      const { data } = await call(checkFilingDraft, { path: { id: campaign }, query: { reporter }, body }, { signal });
      return data;
    },
  });
  const [said, setSaid] = useState(NOTHING_SAID);
  const newest = answer?.planned;
  useEffect(() => {
    if (newest) setSaid(newest);
  }, [newest]);
  return {
    ...{ typed, wrong, content, check: said, refusal: answer?.refusal },
    change: (cells) => set((before) => ({ ...before, cells: { ...before.cells, ...cells } })),
    changeRows: (section, rows) => set((before) => ({ ...before, rows: { ...before.rows, [section]: rows } })),
    explain: (cell, reason) => set((before) => ({ ...before, reasons: { ...before.reasons, [cell]: reason } })),
    forget: () => {
      isUnsent.current = false;
      queries.removeQueries({ queryKey: key });
    },
  };
}
