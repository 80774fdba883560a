import type { Registry } from 'prom-client';
import { type Database, stepsHere } from '../../db/index.ts';
import { openPause } from '../../proof/index.ts';
import type { Config } from '../config.ts';
import { registerGateMetrics } from '../gate-metrics.ts';
import { ASKED_LIMITS, openAskedSteps } from './asked-steps.ts';
import { JOB_THREAD_LIMITS, type JobThread, openJobThread } from './job-thread.ts';
import { stopping } from './read-turns.ts';
import { beginReader } from './reader-thread.ts';

export interface GateJobThreadParts {
  readonly config: Config;
  readonly registry: Registry;
  readonly db: Database;
  /** Whether nobody waits for a decision. */
  readonly isIdle: () => boolean;
}

/** The thread for the jobs of a gate; where `GATE_READERS` is 0 they have none, and rest while somebody waits. */
export function gateJobThread({ config, registry, db, isIdle }: GateJobThreadParts): Omit<JobThread, 'taken'> {
  if (config.readersMax === 0) {
    const take = stepsHere({ db, pause: openPause(isIdle) });
    const takeFor = openAskedSteps((left) => stepsHere({ db, pause: pauseUntil(left, isIdle) }), ASKED_LIMITS);
    return { take, takeFor, close: async () => undefined };
  }
  const thread = openJobThread(() => beginReader(config), JOB_THREAD_LIMITS);
  registerGateMetrics(registry, [
    {
      name: 'gate_job_steps',
      help: 'Steps of jobs that were taken in a thread of their own since the start.',
      read: async () => thread.taken(),
    },
  ]);
  return thread;
}

/** Nobody interrupts a statement here, so that a step whose caller has left ends at its next pause. */
function pauseUntil(left: AbortSignal, isIdle: () => boolean): () => Promise<void> {
  const pause = openPause(isIdle);
  return async () => {
    await pause();
    if (left.aborted) throw stopping();
  };
}
