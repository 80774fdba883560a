import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../../../client/call.ts';
import { GateProblem } from '../../../client/gate-problem.ts';
import { checkOrder } from '../../../client/operations.generated.ts';
import { theGate } from '../../../client/the-gate.ts';
import { today } from '../../../ui/time.ts';
import { bodyOf, type OrderBody, type RefusedValues } from '../body/order-body.ts';
import type { OrderDraft, Submission } from '../body/order-draft.ts';
import type { DraftForm } from '../draft-form.ts';
import type { CheckResult } from './judgement.ts';
import { type Refusals, refusalsOf, withRefusals } from './refused-values.ts';

/** After so long without a key the order is checked. */
const PAUSE_MS = 400;

interface Answer {
  readonly result?: CheckResult;
  readonly refusal?: Error;
  /** What was checked, which leads pointers back to fields. */
  readonly of: OrderBody;
  readonly draft: OrderDraft;
}

export interface LiveCheck {
  /** What was typed, a moment ago. */
  readonly draft: OrderDraft;
  readonly built: OrderBody;
  /** The latest answer; nothing before the first one. */
  readonly answer: Answer | undefined;
  /** Whether more has been typed than was judged. */
  readonly isStale: boolean;
  readonly checkNow: () => void;
  /** What is sent is what was typed: the draft is that, and nothing more is asked about it until `checkNow` or a key. */
  readonly stop: () => void;
  /** What the gate did not take of the draft. */
  readonly refused: RefusedValues | undefined;
}

/**
 * Judges what is typed while it is typed: one question at a time, and an answer to older words counts for nothing. What the gate
 * does not take of it is left out and told at its field, so that one wrong word does not hide all other findings.
 */
export function useLiveCheck(form: DraftForm, order: string | undefined): LiveCheck {
  const [draft, setDraft] = useState<OrderDraft>(form.getValues);
  const [answer, setAnswer] = useState<Answer>();
  const [isStale, setStale] = useState(true);
  const [refusals, setRefusals] = useState<Refusals>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef<AbortController>(undefined);
  const isStopped = useRef(false);
  const refused = refusalsOf(refusals, draft);
  const built = useMemo(() => bodyOf(draft, today(), refused), [draft, refused]);
  const settle = useRef(() => {
    clearTimeout(timer.current);
    isStopped.current = false;
    // A key that comes meanwhile comes first. Another draft even if it says the same: a question that is asked again is answered again.
    startTransition(() => setDraft({ ...form.getValues() }));
  });
  useEffect(
    () =>
      form.subscribe(() => {
        setStale(true);
        clearTimeout(timer.current);
        timer.current = setTimeout(settle.current, PAUSE_MS);
      }),
    [form],
  );
  const stop = useCallback(() => {
    clearTimeout(timer.current);
    isStopped.current = true;
    asked.current?.abort();
    setDraft({ ...form.getValues() });
  }, [form]);
  useEffect(() => () => clearTimeout(timer.current), []);
  // What could not be asked while the gate was away is asked as soon as it is back.
  useEffect(() => theGate.onBack(settle.current), []);
  useEffect(() => {
    const { body } = built;
    if (isStopped.current) return;
    if (body === undefined) return setAnswer(undefined);
    const asking = new AbortController();
    asked.current = asking;
    const take = (said: Omit<Answer, 'of' | 'draft'>): void => {
      if (asking.signal.aborted) return;
      startTransition(() => {
        setAnswer({ ...said, of: built, draft });
        setStale(false);
      });
    };
    void checkBody(body, { order, signal: asking.signal }).then(
      (result) => take({ result }),
      (refusal: Error) => {
        const isTold = refusal instanceof GateProblem && !asking.signal.aborted;
        const more = isTold ? withRefusals(refusals, refusal, { draft, built }) : undefined;
        if (more === undefined) take({ refusal });
        else setRefusals(more);
      },
    );
    return () => asking.abort();
  }, [built, draft, refusals, order]);
  return useSame({ draft, built, answer, isStale, checkNow: settle.current, stop, refused });
}

/** One object as long as nothing in it is another, so that what is drawn by it is drawn once. */
function useSame({ draft, built, answer, isStale, checkNow, stop, refused }: LiveCheck): LiveCheck {
  return useMemo(
    () => ({ draft, built, answer, isStale, checkNow, stop, refused }),
    [draft, built, answer, isStale, checkNow, stop, refused],
  );
}

export async function checkBody(
  body: Submission,
  { order, signal }: { readonly order?: string | undefined; readonly signal?: AbortSignal },
): Promise<CheckResult> {
  const { data } = await call(checkOrder, { body, query: { order } }, { signal });
  return data;
}
