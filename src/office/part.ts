import type { SignedActs } from '../access/index.ts';
import type { Database, Job } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { GovernedDeps } from '../log/index.ts';

export type OfficeDeps = GovernedDeps & { readonly db: Database };

/** Whoever reads figures, reports and letters changes nothing. */
export type OfficeReadingDeps = Pick<OfficeDeps, 'clock' | 'db' | 'origin'>;

/** What the legalization office does across domains: campaigns count the register, and what is accepted opens matters. */
export const part = {
  handlers: async (deps: OfficeDeps): Promise<readonly Handlers[]> => [
    (await import('./acceptance-routes.ts')).acceptanceRoutes(deps),
    (await import('./figures/figures-routes.ts')).figuresRoutes(),
  ],
  reads: async (deps: OfficeReadingDeps): Promise<readonly Handlers[]> => [
    (await import('./figures/figures-routes.ts')).figureReads(deps),
    (await import('./papers/campaign-report-routes.ts')).campaignReportRoutes(deps),
    (await import('./papers/letter-routes.ts')).letterRoutes(deps),
  ],
  acts: async (deps: OfficeDeps): Promise<readonly SignedActs[]> => [
    (await import('./launch-routes.ts')).launchActs(deps),
    (await import('./recall-acts.ts')).recallActs(deps),
    await filingsActs(deps),
  ],
  jobs: async (deps: OfficeDeps): Promise<readonly Job[]> => [
    (await import('./freeze-figures-job.ts')).freezeFiguresJob(deps),
  ],
};

/** What is filed, and what it opens where the office takes it with its signatures. */
async function filingsActs(deps: OfficeDeps): Promise<SignedActs> {
  const campaigns = await import('../campaigns/index.ts');
  const { RECTIFICATIONS } = await import('./record-rectifications.ts');
  return campaigns.filingsActs({ ...deps, matters: RECTIFICATIONS });
}
