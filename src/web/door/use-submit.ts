import { useEffect, useRef, useState } from 'react';
import { GateAway, GateProblem } from '../client/gate-problem.ts';
import { serverNow } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { DOOR_WORDS } from './door-words.ts';

export interface Submitting {
  readonly isBusy: boolean;
  /** What the gate said against it, in the language of the page; empty when nothing. */
  readonly refusal: string;
  readonly submit: (work: () => Promise<void>) => void;
}

/** Sends a form of the door once at a time, and says why it was refused; a wait that was asked for counts down. */
export function useSubmit(): Submitting {
  const words = useWords(DOOR_WORDS);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [waitUntil, setWaitUntil] = useState<number>();
  const seconds = useSecondsUntil(waitUntil);
  const isUnderWay = useRef(false);

  async function run(work: () => Promise<void>): Promise<void> {
    isUnderWay.current = true;
    setBusy(true);
    setRefusal('');
    setWaitUntil(undefined);
    try {
      await work();
    } catch (error) {
      if (error instanceof GateProblem && error.retryAfter !== undefined && error.status === 429) {
        setWaitUntil(serverNow() + error.retryAfter * 1_000);
      }
      setRefusal(error instanceof GateAway ? words.away : refusalText(error));
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  }

  return {
    isBusy,
    refusal: seconds > 0 ? `${refusal} ${words.waitSeconds(seconds)}` : refusal,
    submit: (work) => {
      if (!isUnderWay.current) void run(work);
    },
  };
}

function refusalText(error: unknown): string {
  if (!(error instanceof GateProblem)) throw error;
  const details = error.errors.map(({ message }) => message);
  return [error.message, ...details].join(' ');
}

function useSecondsUntil(until: number | undefined): number {
  const [now, setNow] = useState(() => serverNow());
  useEffect(() => {
    if (until === undefined) return undefined;
    setNow(serverNow());
    const ticking = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(ticking);
  }, [until]);
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1_000));
}
