import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { GateProblem } from '../../client/gate-problem.ts';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { nextReference } from './body/next-reference.ts';
import { bodyOf, type OrderBody } from './body/order-body.ts';
import type { OrderDraft } from './body/order-draft.ts';
import { changesBetween } from './changes/changes.ts';
import { type Judgement, judged } from './check/judgement.ts';
import { askedIn, neededIn } from './check/open-fields.ts';
import { type LiveCheck, useLiveCheck } from './check/use-live-check.ts';
import { useGapWords, useMarks } from './check/use-marks.ts';
import { useProblemSteps } from './check/use-problem-steps.ts';
import { useAutosave } from './draft/use-autosave.ts';
import type { OpenedDraft } from './draft/use-opened-draft.ts';
import { DraftForm } from './draft-form.ts';
import { FieldStore } from './field-store.ts';
import { focusPath, rowOf } from './grid/focus.ts';
import { useHints } from './hints/use-hints.ts';
import { useHistory } from './history/use-history.ts';
import type { Refused } from './refused-list.tsx';
import { useFieldValue } from './use-draft-form.ts';
import { type Agencies, useLists } from './use-lists.ts';
import { usePageKeys } from './use-page-keys.ts';
import { type StandingOrder, useSending } from './use-sending.ts';
import type { Workplace } from './workspace-context.ts';
import { WORKSPACE_WORDS } from './workspace-words.ts';

export interface WorkspaceProps {
  readonly initial: OrderDraft;
  readonly agencies: Agencies;
  /** The order that is amended, as the gate has it now; absent for a new one. */
  readonly standing?: StandingOrder & { readonly draft: OrderDraft };
  /** What was typed before and kept. */
  readonly opened?: OpenedDraft | undefined;
  readonly onDraftMade?: (id: string) => void;
  readonly onDecided?: (orderId: string) => void;
  readonly onAnother?: () => void;
  readonly onAmend?: () => void;
}

/** The form, its check, its draft, and the acts on them. */
export function useDesk(props: WorkspaceProps) {
  const { initial, standing, opened, onDraftMade, onDecided } = props;
  const [form] = useState(() => new DraftForm(opened?.typed ?? initial));
  const isAmendment = standing !== undefined;
  const check = useLiveCheck(form, standing?.id);
  const basis = useBasis(props);
  const autosave = useAutosave({
    ...{ form, orderId: standing?.id, opened: opened?.saved, onMade: onDraftMade, baseOf: basis.current },
  });
  const sending = useSending(standing && { id: standing.id, etag: basis.etag }, async (orderId) => {
    onDecided?.(orderId);
    await autosave.remove();
  });
  const { workplace, store } = useParts(form, props);
  useFreeReference(form, check, initial.reference);
  useHints({ check, lists: workplace.lists, store });
  const changes = useMemo(
    () => (isAmendment ? changesBetween(basis.draft, check.draft) : []),
    [isAmendment, basis.draft, check.draft],
  );
  const judging = useJudging({ check, sending, changes, store });
  const take = useCallback(
    (draft: OrderDraft): void => {
      form.reset(draft);
      // What it comes to is worked out once it is shown.
      setTimeout(check.checkNow);
    },
    [form, check.checkNow],
  );
  /** A check that comes after the order would find that its reference is used. */
  const send = async (built: OrderBody): Promise<void> => {
    check.stop();
    if (!(await sending.send(built))) check.checkNow();
  };
  /** What is decided stays on record: an order that lacks what its form calls needed is sent only by who insists. */
  const submit = ({ isInsisted = false } = {}): void => {
    const draft = form.getValues();
    const built = bodyOf(draft, today());
    const [unfilled] = isInsisted ? [] : [...neededIn(draft), ...askedIn(draft, judging.judgement)];
    judging.setTried('submit');
    const [open = unfilled] = built.gaps.map(({ path }) => path);
    if (open === undefined && !basis.isBehind) return void send(built);
    check.checkNow();
    if (open !== undefined) workplace.goTo(open);
    else document.querySelector<HTMLElement>('.merge-panel')?.scrollIntoView({ block: 'nearest' });
  };
  /** What cannot be checked says why: nothing is sent before a line says what it is for. */
  const look = (): void => {
    const built = bodyOf(form.getValues(), today());
    check.checkNow();
    if (built.body !== undefined || built.gaps[0] === undefined) return;
    judging.setTried('check');
    workplace.goTo(built.gaps[0].path);
  };
  const history = useHistory({ form, take, goTo: workplace.goTo });
  const onProblem = useProblemSteps({ form, check, judgement: judging.judgement, goTo: workplace.goTo });
  usePageKeys({ onCheck: look, onSubmit: () => submit(), onUndo: history.undo, onRedo: history.redo, onProblem });
  return { form, check, basis, autosave, sending, workplace, changes, ...judging, submit, look, take, history };
}

/** The order that the changes are of. Once it has changed at the gate, nothing is sent before the two are joined. */
function useBasis({ initial, standing, opened }: WorkspaceProps) {
  const [agreed, setAgreed] = useState(() => {
    const draft = opened?.base ?? initial;
    const isSame = changesBetween(draft, initial).length === 0;
    return { draft, etag: isSame ? standing?.etag : undefined };
  });
  const latest = useRef(agreed.draft);
  useEffect(() => {
    latest.current = agreed.draft;
  });
  const isAmendment = standing !== undefined;
  const current = useCallback(() => (isAmendment ? latest.current : undefined), [isAmendment]);
  return {
    ...{ ...agreed, current },
    isBehind: isAmendment && standing.etag !== agreed.etag,
    agree: () => standing && setAgreed({ draft: standing.draft, etag: standing.etag }),
  };
}

interface Judging {
  readonly check: LiveCheck;
  readonly sending: ReturnType<typeof useSending>;
  readonly changes: ReturnType<typeof changesBetween>;
  readonly store: FieldStore;
}

/** What is wrong with what is typed, told at its fields. */
function useJudging({ check, sending, changes, store }: Judging) {
  const [tried, setTried] = useState<'check' | 'submit'>();
  const { draft, answer } = check;
  const { gaps } = check.built;
  const judgement = useMemo(() => judged(draft, answer?.result, answer?.of), [draft, answer]);
  const gapWords = useGapWords();
  const lacking = gaps.map((gap) => ({ path: gap.path, message: gapWords(gap) }));
  // A check that was asked for and came tells what is missing itself.
  const isOfCheck = tried === 'check' && check.built.body === undefined;
  const isTried = tried === 'submit' || isOfCheck;
  const isUnfilledTold = tried === 'submit' && lacking.length === 0 && sending.refused.length === 0;
  const unfilled = useUnfilled(draft, { judgement, isTold: isUnfilledTold });
  const refused = isTried && lacking.length > 0 ? lacking : [...unfilled, ...sending.refused];
  const marks = useMarks({ gaps, isTried, judgement, refused, changes });
  useEffect(() => store.setMarks(marks), [store, marks]);
  const why = isOfCheck ? 'check' : unfilled.length > 0 ? 'unfilled' : 'submit';
  return { judgement, refused, why, setTried } as const;
}

interface Unfilled {
  readonly judgement: Judgement;
  readonly isTold: boolean;
}

/** What the form calls needed or the rules ask, and is empty, once somebody has tried to send it so. */
function useUnfilled(draft: OrderDraft, { judgement, isTold }: Unfilled): readonly Refused[] {
  const { missing } = useWords(WORKSPACE_WORDS).verdict;
  return useMemo(() => {
    const open = isTold ? [...neededIn(draft), ...askedIn(draft, judgement)] : [];
    return open.map((path) => ({ path, message: missing }));
  }, [draft, judgement, isTold, missing]);
}

/** What the parts of the workspace share: the lists of the gate, and what is told at each field. */
function useParts(form: DraftForm, { agencies }: WorkspaceProps) {
  const agencyCode = useFieldValue(form, 'agencyCode') ?? '';
  const fiscalYear = useFieldValue(form, 'fiscalYear') ?? '';
  const supplier = useFieldValue(form, 'supplier.name') ?? '';
  const [product, lookForProduct] = useState('');
  const lists = useLists({ agencyCode, fiscalYear, supplier, product });
  const [store] = useState(() => new FieldStore());
  const goTo = useCallback(
    (path: string) => {
      const row = rowOf(path);
      if (row !== undefined) store.select(row);
      // The row and its details have to be on the screen first.
      setTimeout(() => focusPath(path));
    },
    [store],
  );
  const workplace = useMemo(
    (): Workplace => ({ form, lists, agencies, store, goTo, lookForProduct }),
    [form, lists, agencies, store, goTo],
  );
  return { workplace, store };
}

/** A reference that was proposed and is used by now gives way to the next; one that was typed does not. */
function useFreeReference(form: DraftForm, { answer }: LiveCheck, proposed: string): void {
  const [latest, setLatest] = useState(proposed);
  useEffect(() => {
    const { refusal } = answer ?? {};
    const isUsed = refusal instanceof GateProblem && refusal.code === 'order.reference_used';
    const isOfLatest = answer?.draft.reference === latest && form.getValues().reference === latest;
    if (!isUsed || latest === '' || !isOfLatest) return;
    const next = nextReference([latest]);
    setLatest(next);
    form.setValue('reference', next);
  }, [answer, latest, form]);
}
