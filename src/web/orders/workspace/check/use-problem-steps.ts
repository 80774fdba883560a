import { useEffect, useRef, useState } from 'react';
import { today } from '../../../ui/time.ts';
import { bodyOf } from '../body/order-body.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import type { DraftForm } from '../draft-form.ts';
import { focusedField, focusFinding } from '../grid/focus.ts';
import type { Judgement } from './judgement.ts';
import { neededIn } from './open-fields.ts';
import { cursorAt, type Stop, stopFrom, stopsOf } from './problem-stops.ts';
import type { LiveCheck } from './use-live-check.ts';

/** So long F8 waits for a judgement of what was just typed; afterwards it leads to what is known without the gate. */
const WAIT_MS = 3_000;

interface Steps {
  readonly form: DraftForm;
  readonly check: LiveCheck;
  readonly judgement: Judgement;
  readonly goTo: (path: string) => void;
}

type Step = 1 | -1;

/**
 * From one open place to the next. A finding about words that have changed since may be mended: before F8 leads to one,
 * the gate is asked again, and the step is taken when the answer comes, unless another key was pressed meanwhile.
 */
export function useProblemSteps({ form, check, judgement, goTo }: Steps): (step: Step) => void {
  const { answer, built } = check;
  const led = useRef<{ readonly stop: Stop; readonly element: Element | null }>(undefined);
  const [waiting, setWaiting] = useState<{ readonly step: Step }>();

  function stopAfter(step: Step, isAnswered: boolean): Stop | undefined {
    const draft = form.getValues();
    const open = [...neededIn(draft), ...bodyOf(draft, today(), check.refused).gaps.map(({ path }) => path)];
    const isJudged = answer !== undefined && isSame(answer.draft, draft);
    const all = stopsOf({ draft, open, judgement, isJudged });
    const stops = isAnswered ? all.filter(({ isSure }) => isSure) : all;
    const isThere = led.current?.element === document.activeElement;
    return stopFrom(stops, cursorAt(draft, stops, { led: led.current?.stop, field: focusedField(), isThere }), step);
  }

  function lead(step: Step, { isAnswered = false } = {}): void {
    const stop = stopAfter(step, isAnswered);
    if (stop?.isSure === false) {
      setWaiting({ step });
      if (!isSame(check.draft, form.getValues())) check.checkNow();
    } else if (stop !== undefined) {
      if (stop.isField) goTo(stop.place);
      else focusFinding(stop.place);
      // After the field has the cursor, which it gets as soon as its row is on the screen.
      setTimeout(() => {
        led.current = { stop, element: document.activeElement };
      });
    }
  }

  const latest = useRef(lead);
  useEffect(() => {
    latest.current = lead;
  });
  useEffect(() => {
    if (waiting === undefined) return undefined;
    const giveUp = (): void => setWaiting(undefined);
    const goOn = (): void => {
      giveUp();
      latest.current(waiting.step, { isAnswered: true });
    };
    const timer = setTimeout(goOn, WAIT_MS);
    addEventListener('keydown', giveUp, true);
    addEventListener('pointerdown', giveUp, true);
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', giveUp, true);
      removeEventListener('pointerdown', giveUp, true);
    };
  }, [waiting]);
  const isAnswered = built.body === undefined ? answer === undefined : answer?.draft === check.draft;
  useEffect(() => {
    if (waiting === undefined || !isAnswered || !isSame(check.draft, form.getValues())) return;
    setWaiting(undefined);
    latest.current(waiting.step, { isAnswered: true });
  }, [waiting, isAnswered, check.draft, form]);
  return lead;
}

function isSame(one: OrderDraft, other: OrderDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
