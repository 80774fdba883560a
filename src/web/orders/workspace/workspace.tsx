import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { FormProvider, type UseFormReturn, useForm, useWatch } from 'react-hook-form';
import { GateProblem } from '../../client/gate-problem.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { BottomBar } from './bottom-bar.tsx';
import { changesBetween } from './changes.ts';
import { ChangesList } from './changes-list.tsx';
import { Decided } from './decided.tsx';
import { focusPath, rowOf } from './focus.ts';
import { GoodsGrid } from './goods-grid.tsx';
import { HeadStrip } from './head-strip.tsx';
import { judged } from './judgement.ts';
import { nextReference } from './next-reference.ts';
import { bodyOf } from './order-body.ts';
import type { OrderDraft } from './order-draft.ts';
import { PlanActs } from './plan-acts.tsx';
import { type Refused, RefusedList } from './refused-list.tsx';
import { RowDetail } from './row-detail.tsx';
import { useAutosave } from './use-autosave.ts';
import { useLists } from './use-lists.ts';
import { type LiveCheck, useLiveCheck } from './use-live-check.ts';
import { useGapWords, useMarks } from './use-marks.ts';
import type { OpenedDraft } from './use-opened-draft.ts';
import { usePageKeys } from './use-page-keys.ts';
import { type StandingOrder, useSending } from './use-sending.ts';
import { Verdict } from './verdict.tsx';
import { type Agency, type RowPlace, WorkplaceContext } from './workspace-context.ts';
import { WORKSPACE_WORDS } from './workspace-words.ts';
import './workspace.css';

interface WorkspaceProps {
  readonly initial: OrderDraft;
  readonly agencies: readonly Agency[];
  /** The order that is amended, as the gate has it now; absent for a new one. */
  readonly standing?: StandingOrder & { readonly draft: OrderDraft };
  /** What was typed before and kept. */
  readonly opened?: OpenedDraft | undefined;
  readonly onDraftMade?: (id: string) => void;
  readonly onAnother?: () => void;
  readonly onAmend?: () => void;
}

/** An order while it is typed, and what the gate would say of it. */
export function Workspace(props: WorkspaceProps): ReactNode {
  const { initial, agencies, standing, opened, onDraftMade, onAnother, onAmend } = props;
  // The form of the library wants arrays that it may change; the draft itself is never changed in place.
  const form = useForm<OrderDraft>({ defaultValues: (opened?.typed ?? initial) as never });
  const check = useLiveCheck(form, standing?.id);
  const autosave = useAutosave({ form, orderId: standing?.id, opened: opened?.saved, onMade: onDraftMade });
  const sending = useSending(standing, autosave.remove);
  const [tried, setTried] = useState<readonly Refused[]>();
  const workplace = useParts({ form, check, agencies, initial, isAmendment: standing !== undefined });
  const judgement = useMemo(
    () => judged(check.draft, check.answer?.result, check.answer?.of),
    [check.draft, check.answer],
  );
  const gapWords = useGapWords();
  const refused = tried?.length ? tried : sending.refused;
  const told = { gaps: check.built.gaps, isTried: tried !== undefined, judgement, refused, changes: workplace.changes };
  const marks = useMarks(told);
  const problems = [...check.built.gaps, ...judgement.reject, ...judgement.refer, ...judgement.open].map(
    ({ path }) => path,
  );

  function submit(): void {
    const built = bodyOf(form.getValues(), today());
    const gaps = built.gaps.map((gap) => ({ path: gap.path, message: gapWords(gap) }));
    setTried(gaps);
    if (gaps[0] !== undefined) workplace.goTo(gaps[0].path);
    else void sending.send(built);
  }

  function take(draft: OrderDraft): void {
    form.reset(structuredClone(draft) as never, { keepDefaultValues: true });
    check.checkNow();
  }

  usePageKeys({
    ...{ onCheck: check.checkNow, onSubmit: submit },
    onProblem: (step) => {
      const field = document.activeElement?.getAttribute('name') ?? '';
      const at = problems.indexOf(field);
      const next = problems.at((at < 0 && step < 0 ? 0 : at + step) % problems.length);
      if (next !== undefined) workplace.goTo(next);
    },
  });
  if (sending.decided !== undefined) return <Decided decided={sending.decided} {...{ onAnother, onAmend }} />;
  return (
    <FormProvider {...form}>
      <WorkplaceContext value={{ ...workplace, agencies, marks }}>
        <div className="workspace">
          <div className="workspace-form">
            {standing && <Stale initial={initial} standing={standing.draft} />}
            {refused.length > 0 && <RefusedList refused={refused} />}
            {sending.refusal && <Refusal of={sending.refusal} />}
            <Typing check={check} currentDraft={() => form.getValues()} onPlanned={take} />
          </div>
          <Verdict {...{ check, judgement }} order={standing?.id} onMended={take} />
          <BottomBar isBusy={sending.isBusy} onCheck={check.checkNow} onSubmit={submit} saved={autosave} />
        </div>
      </WorkplaceContext>
    </FormProvider>
  );
}

interface TypingProps {
  readonly check: LiveCheck;
  readonly currentDraft: () => OrderDraft;
  readonly onPlanned: (draft: OrderDraft) => void;
}

function Typing({ check, currentDraft, onPlanned }: TypingProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  return (
    <>
      <HeadStrip />
      <GoodsGrid grid="lines" title={words.lines} />
      <GoodsGrid
        grid="softwarePlan"
        title={words.plan}
        acts={<PlanActs draft={check.draft} currentDraft={currentDraft} onPlanned={onPlanned} />}
      />
      <RowDetail />
      <p className="secondary">{words.keys}</p>
    </>
  );
}

/** What others changed since the form was opened. What was typed stays, and counts when it is sent again. */
function Stale({ initial, standing }: { readonly initial: OrderDraft; readonly standing: OrderDraft }): ReactNode {
  const words = useWords(WORKSPACE_WORDS).stale;
  const changes = useMemo(() => changesBetween(initial, standing), [initial, standing]);
  if (changes.length === 0) return null;
  return (
    <div className="notice" data-kind="warning" role="alert">
      <p>
        <strong>{words.title}</strong> {words.theirs}
      </p>
      <ChangesList changes={changes} />
      <p>{words.again}</p>
    </div>
  );
}

interface Parts {
  readonly form: UseFormReturn<OrderDraft>;
  readonly check: LiveCheck;
  readonly agencies: readonly Agency[];
  readonly initial: OrderDraft;
  readonly isAmendment: boolean;
}

/** What the parts of the workspace share: the lists of the gate, the row that is worked on, and what has changed. */
function useParts({ form, check, initial, isAmendment }: Parts) {
  const [agencyCode, fiscalYear] = useWatch({ control: form.control, name: ['agencyCode', 'fiscalYear'] });
  const lists = useLists({ agencyCode, fiscalYear });
  const [selected, select] = useState<RowPlace>({ grid: 'lines', index: 0 });
  const changes = useMemo(
    () => (isAmendment ? changesBetween(initial, check.draft) : []),
    [isAmendment, initial, check.draft],
  );
  const goTo = useCallback((path: string) => {
    const row = rowOf(path);
    if (row !== undefined) select(row);
    // The row and its details have to be on the screen first.
    setTimeout(() => focusPath(path));
  }, []);
  useFreeReference(form, check, initial.reference);
  return { lists, selected, select, changes, goTo };
}

/** A reference that was proposed and is used by now gives way to the next; one that was typed does not. */
function useFreeReference(
  { getValues, setValue }: UseFormReturn<OrderDraft>,
  { answer }: LiveCheck,
  proposed: string,
): void {
  const [latest, setLatest] = useState(proposed);
  useEffect(() => {
    const { refusal } = answer ?? {};
    const isUsed = refusal instanceof GateProblem && refusal.code === 'order.reference_used';
    if (!isUsed || latest === '' || getValues('reference') !== latest) return;
    const next = nextReference([latest]);
    setLatest(next);
    setValue('reference', next);
  }, [answer, latest, getValues, setValue]);
}
