import type { Database, Job } from '../db/index.ts';
import type { GovernedDeps } from '../log/index.ts';

export type AlertsDeps = GovernedDeps & { readonly db: Database };

export const part = {
  handlers: async (deps: AlertsDeps) => [
    (await import('./alerts-routes.ts')).alertsRoutes(deps),
    (await import('./in-tray/in-tray-routes.ts')).inTrayRoutes(deps),
  ],
  jobs: async (deps: AlertsDeps): Promise<readonly Job[]> => [
    (await import('./alert-digests-job.ts')).alertDigestsJob(deps.db, deps),
  ],
};
