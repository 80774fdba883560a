import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { FormProvider, type UseFormReturn, useForm, useWatch } from 'react-hook-form';
import { GateProblem } from '../../client/gate-problem.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { nextReference } from './body/next-reference.ts';
import { bodyOf } from './body/order-body.ts';
import type { OrderDraft } from './body/order-draft.ts';
import { BottomBar } from './bottom-bar.tsx';
import { changesBetween } from './changes/changes.ts';
import { ChangesList } from './changes/changes-list.tsx';
import { judged } from './check/judgement.ts';
import { type LiveCheck, useLiveCheck } from './check/use-live-check.ts';
import { useGapWords, useMarks } from './check/use-marks.ts';
import { Verdict } from './check/verdict.tsx';
import { Decided } from './decided.tsx';
import { useAutosave } from './draft/use-autosave.ts';
import type { OpenedDraft } from './draft/use-opened-draft.ts';
import { focusPath, rowOf } from './grid/focus.ts';
import { GoodsGrid } from './grid/goods-grid.tsx';
import { HeadStrip } from './grid/head-strip.tsx';
import { PlanActs } from './grid/plan-acts.tsx';
import { RowDetail } from './grid/row-detail.tsx';
import { RefusedList } from './refused-list.tsx';
import { useLists } from './use-lists.ts';
import { usePageKeys } from './use-page-keys.ts';
import { type StandingOrder, useSending } from './use-sending.ts';
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
  const { initial, agencies, standing, onAnother, onAmend } = props;
  const desk = useDesk(props);
  const { form, check, sending, workplace, judgement, marks, refused, submit, take } = desk;
  if (sending.decided !== undefined) return <Decided decided={sending.decided} {...{ onAnother, onAmend }} />;
  const isStale = sending.refusal instanceof GateProblem && sending.refusal.status === 412;
  return (
    <FormProvider {...form}>
      <WorkplaceContext value={{ ...workplace, agencies, marks }}>
        <div className="workspace">
          <div className="workspace-form">
            {standing && <Stale initial={initial} standing={standing.draft} isRefused={isStale} />}
            {refused.length > 0 && <RefusedList refused={refused} />}
            {sending.refusal && !isStale && <Refusal of={sending.refusal} />}
            <Typing check={check} currentDraft={() => form.getValues()} onPlanned={take} />
          </div>
          <Verdict {...{ check, judgement }} order={standing?.id} onMended={take} />
          <BottomBar isBusy={sending.isBusy} onCheck={check.checkNow} onSubmit={submit} saved={desk.autosave} />
        </div>
      </WorkplaceContext>
    </FormProvider>
  );
}

/** The form, its check, its draft, and the acts on them. */
function useDesk({ initial, standing, opened, onDraftMade }: WorkspaceProps) {
  // The form of the library wants arrays that it may change; the draft itself is never changed in place.
  const form = useForm<OrderDraft>({ defaultValues: (opened?.typed ?? initial) as never });
  const check = useLiveCheck(form, standing?.id);
  const autosave = useAutosave({ form, orderId: standing?.id, opened: opened?.saved, onMade: onDraftMade });
  const sending = useSending(standing, autosave.remove);
  const [isTried, setTried] = useState(false);
  const workplace = useParts({ form, check, initial, isAmendment: standing !== undefined });
  const { gaps } = check.built;
  const { draft, answer } = check;
  const judgement = useMemo(() => judged(draft, answer?.result, answer?.of), [draft, answer]);
  const gapWords = useGapWords();
  const lacking = gaps.map((gap) => ({ path: gap.path, message: gapWords(gap) }));
  const refused = isTried && lacking.length > 0 ? lacking : sending.refused;
  const marks = useMarks({ gaps, isTried, judgement, refused, changes: workplace.changes });
  const submit = (): void => {
    const built = bodyOf(form.getValues(), today());
    check.checkNow();
    setTried(true);
    if (built.gaps[0] !== undefined) workplace.goTo(built.gaps[0].path);
    else void sending.send(built);
  };
  const take = (mended: OrderDraft): void => {
    form.reset(structuredClone(mended) as never, { keepDefaultValues: true });
    check.checkNow();
  };
  const problems = [...gaps, ...judgement.reject, ...judgement.refer, ...judgement.open].map(({ path }) => path);
  usePageKeys({
    ...{ onCheck: check.checkNow, onSubmit: submit },
    onProblem: (step) => {
      const at = problems.indexOf(document.activeElement?.getAttribute('name') ?? '');
      const next = problems.at((at < 0 && step < 0 ? 0 : at + step) % problems.length);
      if (next !== undefined) workplace.goTo(next);
    },
  });
  return { form, check, autosave, sending, workplace, judgement, marks, refused, submit, take };
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

interface StaleProps {
  readonly initial: OrderDraft;
  readonly standing: OrderDraft;
  /** Whether the gate has said so, of an order whose content is the same. */
  readonly isRefused: boolean;
}

/** What others changed since the form was opened. What was typed stays, and counts when it is sent again. */
function Stale({ initial, standing, isRefused }: StaleProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).stale;
  const changes = useMemo(() => changesBetween(initial, standing), [initial, standing]);
  if (changes.length === 0 && !isRefused) return null;
  return (
    <div className="notice" data-kind="warning" role="alert">
      <p>
        <strong>{words.title}</strong> {changes.length === 0 ? words.nothing : words.theirs}
      </p>
      <ChangesList changes={changes} />
      <p>{words.again}</p>
    </div>
  );
}

interface Parts {
  readonly form: UseFormReturn<OrderDraft>;
  readonly check: LiveCheck;
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
