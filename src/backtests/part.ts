import type { AnyJobStep, Database, Job, TakeStep, TakeStepsFor } from '../db/index.ts';
import type { GovernedDeps, LogProjection } from '../log/index.ts';
import type { SubmissionQueue } from '../orders/index.ts';

export interface BacktestPartDeps extends GovernedDeps {
  readonly db: Database;
  readonly build: string;
  readonly queue: Pick<SubmissionQueue, 'isIdle'>;
}

export const part = {
  projections: async (): Promise<readonly LogProjection[]> => {
    const { backtestProjection } = await import('./backtests-projection.ts');
    const { factChunkProjection } = await import('./chunks/fact-chunks-projection.ts');
    return [backtestProjection(), factChunkProjection()];
  },
  handlers: async (deps: BacktestPartDeps & { readonly takeStepsFor: TakeStepsFor }) => [
    (await import('./backtests-routes.ts')).backtestsRoutes(deps.db, deps),
  ],
  reads: async ({ db }: Pick<BacktestPartDeps, 'db'>) => [
    (await import('./backtests-routes.ts')).backtestChangesRoutes(db),
  ],
  jobs: async (deps: BacktestPartDeps & { readonly takeStep: TakeStep }): Promise<readonly Job[]> => {
    const { db, queue, takeStep } = deps;
    return [(await import('./run/backtests-job.ts')).backtestsJob({ db, deps, takeStep, isIdle: queue.isIdle })];
  },
  steps: async (): Promise<readonly AnyJobStep[]> => [
    (await import('./run/replay-piece-step.ts')).BACKTEST_PIECE,
    (await import('./run/preview-step.ts')).PREVIEW_POLICY_CHANGE,
    (await import('./chunks/fact-chunks-job.ts')).PACK_FACTS,
  ],
};
