import { useEffect, useRef, useState } from 'react';

/** What the gate says to what is typed: what would become of it, or why nothing would. */
export interface TrialAnswer<Question, Planned> {
  readonly of: Question;
  readonly planned?: Planned;
  readonly refusal?: Error;
}

export interface TrialState<Question, Planned> {
  readonly answer: TrialAnswer<Question, Planned> | undefined;
  /** Whether more has been typed than was judged. */
  readonly isStale: boolean;
}

interface TrialOf<Question, Planned> {
  /** Nothing where there is nothing to ask yet. */
  readonly question: Question | undefined;
  /** The words of the question: as long as they are the same, it is not asked again. */
  readonly words: string;
  readonly ask: (question: Question, signal: AbortSignal) => Promise<Planned>;
  readonly pauseMs: number;
}

/** Tries a form while it is typed: one question at a time, and an answer to older words counts for nothing. */
export function useTrial<Question, Planned>(trial: TrialOf<Question, Planned>): TrialState<Question, Planned> {
  const { question, words, pauseMs } = trial;
  const [told, setTold] = useState<{ readonly words: string; readonly answer: TrialAnswer<Question, Planned> }>();
  const latest = useRef(trial);
  useEffect(() => {
    latest.current = trial;
  });
  const isAsked = question !== undefined;
  useEffect(() => {
    if (!isAsked) return setTold(undefined);
    const asking = new AbortController();
    const timer = setTimeout(() => {
      const { question: of, ask } = latest.current;
      if (of === undefined) return;
      const take = (said: Pick<TrialAnswer<Question, Planned>, 'planned' | 'refusal'>): void => {
        if (!asking.signal.aborted) setTold({ words, answer: { of, ...said } });
      };
      void ask(of, asking.signal).then(
        (planned) => take({ planned }),
        (refusal: Error) => take({ refusal }),
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [isAsked, words, pauseMs]);
  return { answer: told?.answer, isStale: isAsked && told?.words !== words };
}
