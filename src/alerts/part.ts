import type { AnyJobStep, Database, Job, TakeStep } from '../db/index.ts';
import type { GovernedDeps } from '../log/index.ts';

export type AlertsDeps = GovernedDeps & { readonly db: Database };

export const part = {
  handlers: async (deps: AlertsDeps) => [
    (await import('./alerts-routes.ts')).digestsRoutes(deps),
    (await import('./in-tray/in-tray-routes.ts')).inTrayRoutes(deps),
  ],
  reads: async (deps: Pick<AlertsDeps, 'db' | 'clock' | 'origin'>) => [
    (await import('./alerts-routes.ts')).alertsReads(deps),
  ],
  jobs: async (deps: AlertsDeps & { readonly takeStep: TakeStep }): Promise<readonly Job[]> => [
    (await import('./alert-digests-job.ts')).alertDigestsJob(deps.db, deps),
  ],
  steps: async (): Promise<readonly AnyJobStep[]> => {
    const { DRAW_DIGESTS, PORTION_AGENCIES } = await import('./alert-digests-job.ts');
    return [PORTION_AGENCIES, DRAW_DIGESTS];
  },
};
