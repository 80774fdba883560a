import type { Database, Job } from '../db/index.ts';
import type { Metric } from '../http/metric.ts';
import type { FindWarnings } from '../http/readiness.ts';
import type { CheckpointDeps } from './checkpoints/write-checkpoint.ts';

export interface LogDeps extends CheckpointDeps {
  readonly db: Database;
}

/** The routes of the log prove what it says, and stand with the other proofs. */
export const part = {
  jobs: async (deps: LogDeps): Promise<readonly Job[]> => [
    (await import('./checkpoints/checkpoint-job.ts')).checkpointJob(deps.db, deps),
  ],
  metrics: async ({ db, clock }: LogDeps): Promise<readonly Metric[]> => {
    const { unsignedSeconds } = await import('./checkpoints/checkpoint-job.ts');
    return [
      {
        name: 'gate_log_unsigned_seconds',
        help: 'How long the oldest leaf of the log waits for a signed checkpoint; 0 when every leaf has one.',
        read: () => unsignedSeconds(db, clock),
      },
    ];
  },
  warnings: async (): Promise<FindWarnings> => (await import('./find-log-warnings.ts')).findLogWarnings,
};
