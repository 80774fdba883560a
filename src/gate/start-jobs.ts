import { Cron } from 'croner';
import { type Job, type JobLead, leadJob, type Rest, StoppedStep, type TimeOfDay } from '../db/index.ts';
import { GATE_TIME_ZONE } from '../kernel/index.ts';

export interface JobsParts extends Omit<JobLead, 'signal'> {
  readonly onError: (error: unknown, job: string) => void;
}

export interface RunningJobs {
  /** Lets whatever runs come to a good end, and starts nothing any more. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts what a gate does by itself. None of it holds the process open, and a job that fails is reported and tried again
 * with its next turn.
 */
export function startJobs(jobs: readonly Job[], parts: JobsParts): RunningJobs {
  const stopping = new AbortController();
  const lead: Lead = { ...parts, signal: stopping.signal };
  const ends = jobs.map((job) => startJob(job, lead));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(ends.map((end) => end()));
    },
  };
}

type Lead = JobsParts & JobLead;

/** Takes turn after turn, never two at once. Answers how to wait for the end of the job. */
function startJob(job: Job, lead: Lead): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const turn = (): Promise<void> => {
    if (!lead.signal.aborted) running = running.then(() => takeTurn(job, lead));
    return running;
  };
  const { when } = job;
  const halt = 'dailyAt' in when ? turnDaily(when, turn) : turnAndRest(when, { turn, signal: lead.signal });
  return async () => {
    halt();
    await running;
    await job.stop?.();
  };
}

async function takeTurn({ name, doneBy, work }: Job, lead: Lead): Promise<void> {
  try {
    if (doneBy === 'one-process') await leadJob(lead, name, work);
    else await work(async () => !lead.signal.aborted);
  } catch (error) {
    if (!(error instanceof StoppedStep)) lead.onError(error, name);
  }
}

interface Turning {
  readonly turn: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** While one turn hangs, as the database may, others do not pile up behind it: the rest begins at its end. */
function turnAndRest(
  { everyMs, firstMs = everyMs }: Rest & { readonly firstMs?: number },
  { turn, signal }: Turning,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const rest = (ms: number): void => {
    if (signal.aborted) return;
    timer = setTimeout(() => void turn().then(() => rest(everyMs)), ms).unref();
  };
  rest(firstMs);
  return () => clearTimeout(timer);
}

const SOON_MS = 5_000;

/** Once a day, and once soon after the start, which makes up for a night that the machine was off. */
function turnDaily(
  { dailyAt, firstMs = SOON_MS }: TimeOfDay & { readonly firstMs?: number },
  turn: () => Promise<void>,
): () => void {
  const schedule = new Cron(dailyAt, { timezone: GATE_TIME_ZONE, protect: true, unref: true }, turn);
  const first = setTimeout(() => void turn(), firstMs).unref();
  return () => {
    clearTimeout(first);
    schedule.stop();
  };
}
