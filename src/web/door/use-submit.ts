import { useRef, useState } from 'react';
import { GateAway, GateProblem } from '../client/gate-problem.ts';
import { useSecondsUntil } from '../ui/session/use-seconds.ts';
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
  const [refused, setRefused] = useState<GateProblem>();
  const seconds = useSecondsUntil(refused?.retryAt);
  const isUnderWay = useRef(false);

  async function run(work: () => Promise<void>): Promise<void> {
    isUnderWay.current = true;
    setBusy(true);
    setRefusal('');
    setRefused(undefined);
    try {
      await work();
    } catch (error) {
      if (error instanceof GateProblem) setRefused(error);
      setRefusal(error instanceof GateAway ? words.away : refusalText(error));
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  }

  function waitWords(): readonly string[] {
    if (seconds === 0) return [];
    return [words.waitSeconds(seconds), ...(refused?.status === 429 ? [words.sameForAll] : [])];
  }

  return {
    isBusy,
    refusal: [refusal, ...waitWords()].join(' '),
    submit: (work) => {
      if (!isUnderWay.current) void run(work);
    },
  };
}

function refusalText(error: unknown): string {
  if (!(error instanceof GateProblem)) throw error;
  // Where one member is all that is wrong, its message is that of the whole.
  const details = error.errors.map(({ message }) => message).filter((message) => !error.message.includes(message));
  return [error.message, ...details].join(' ');
}
