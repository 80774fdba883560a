import type { Database, Job } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { GovernedDeps } from '../log/index.ts';

type DraftsDeps = Pick<GovernedDeps, 'clock' | 'newId'> & { readonly db: Database };

export const part = {
  handlers: async (deps: DraftsDeps): Promise<readonly Handlers[]> => [
    (await import('./drafts-routes.ts')).draftsRoutes(deps),
  ],
  jobs: async (deps: DraftsDeps): Promise<readonly Job[]> => [
    (await import('./remove-old-drafts-job.ts')).removeOldDraftsJob(deps.db, deps),
  ],
};
