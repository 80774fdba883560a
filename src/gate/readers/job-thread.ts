import { type JobStep, StoppedStep, type TakeStep, type TakeStepsFor } from '../../db/index.ts';
import { type Text, text } from '../../kernel/index.ts';
import { ASKED_LIMITS, openAskedSteps } from './asked-steps.ts';
import { keepThreads } from './kept-threads.ts';
import { stopping, type TurnLimits } from './read-turns.ts';
import type { ReaderThread, StepOrder } from './reader-thread.ts';

/**
 * One thread that takes the steps of all jobs and those that somebody waits for, one after another. Where both wait they take
 * turns: a caller goes before the next step of a job, and jobs go on however much is asked.
 */
export interface JobThread {
  /** For a job. */
  readonly take: TakeStep;
  /** For whoever waits. */
  readonly takeFor: TakeStepsFor;
  /** Steps taken since the start. */
  readonly taken: () => number;
  /** Stops the step that runs, and takes none any more. */
  readonly close: () => Promise<void>;
}

export interface JobThreadLimits {
  /** The log of a SQLite file cannot begin anew while a snapshot of it is read. */
  readonly stepMsMax: number;
  readonly idleMsMax: number;
  /** Of requests. */
  readonly asked: TurnLimits;
}

export const JOB_THREAD_LIMITS: JobThreadLimits = { stepMsMax: 60_000, idleMsMax: 60_000, asked: ASKED_LIMITS };

export function openJobThread(begin: () => ReaderThread, limits: JobThreadLimits): JobThread {
  const { stepMsMax } = limits;
  const threads = keepThreads(begin, limits.idleMsMax);
  const closing = new AbortController();
  const ofJobs: WaitingStep[] = [];
  const asked: WaitingStep[] = [];
  let isAskedNext = true;
  let turn: Promise<void> = Promise.resolve();
  let taken = 0;

  const takeNow = async ({ step, input }: StepOrder, left?: AbortSignal): Promise<unknown> => {
    if (closing.signal.aborted) throw new StoppedStep();
    if (left?.aborted) throw stopping();
    const stop = new AbortController();
    const end = (): void => stop.abort(new StoppedStep());
    const leave = (): void => stop.abort(stopping());
    closing.signal.addEventListener('abort', end);
    left?.addEventListener('abort', leave);
    const ask = (thread: ReaderThread, signal: AbortSignal) => thread.take({ step, input }, signal);
    try {
      return await threads.use({ ask, stop, msMax: stepMsMax, tooLong: tooLong(step) });
    } finally {
      closing.signal.removeEventListener('abort', end);
      left?.removeEventListener('abort', leave);
      taken += 1;
    }
  };

  const takeNext = async (): Promise<void> => {
    const from = asked.length > 0 && (isAskedNext || ofJobs.length === 0) ? asked : ofJobs;
    isAskedNext = from === ofJobs;
    await from.shift()?.();
  };

  /** What waits and the turns are equally many, so that none is left over. */
  const takeFrom =
    (waiting: WaitingStep[], left?: AbortSignal): TakeStep =>
    <Input, Result>({ name }: JobStep<Input, Result>, input: Input): Promise<Result> =>
      new Promise((resolve, reject) => {
        waiting.push(() => takeNow({ step: name, input }, left).then((result) => resolve(result as Result), reject));
        turn = turn.then(takeNext);
      });

  return {
    take: takeFrom(ofJobs),
    takeFor: openAskedSteps((left) => takeFrom(asked, left), limits.asked),
    taken: () => taken,
    close: async () => {
      closing.abort();
      await turn;
      await threads.close();
    },
  };
}

/** Never rejects: who waits for it hears of its end. */
type WaitingStep = () => Promise<void>;

/** A person may wait for the step, who can ask for less. */
function tooLong(step: string): Text {
  return text(
    `此项计算耗时过长，已停止（${step}）。请缩小范围（如地区、期间）后重试。`,
    `This took too long and was stopped (${step}). Ask for less, such as a smaller region or fewer days.`,
  );
}
