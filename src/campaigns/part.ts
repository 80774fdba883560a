import type { SignedActs } from '../access/index.ts';
import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { ErasableKind, GovernedDeps, LogProjection } from '../log/index.ts';
import { referenceProjection } from '../reference/index.ts';

export type CampaignsPartDeps = GovernedDeps & { readonly db: Database };

export const part = {
  projections: async (): Promise<readonly LogProjection[]> => {
    const { CAMPAIGN } = await import('./asked/campaign.ts');
    const { FILING } = await import('./filings/filing.ts');
    const { participantsProjection } = await import('./asked/participants-projection.ts');
    const { figuresProjection } = await import('./filings/figures-projection.ts');
    const { revisionsProjection } = await import('./filings/revisions-projection.ts');
    const { assessmentsProjection } = await import('./assessment/assessments-projection.ts');
    return [
      referenceProjection(CAMPAIGN),
      participantsProjection,
      figuresProjection,
      referenceProjection(FILING),
      revisionsProjection,
      assessmentsProjection,
    ];
  },
  erasable: async (): Promise<readonly ErasableKind[]> => [
    (await import('./filings/erase-filings.ts')).ERASABLE_FILINGS,
    (await import('./asked/erase-reasons.ts')).ERASABLE_REASONS,
  ],
  handlers: async (deps: CampaignsPartDeps): Promise<readonly Handlers[]> => {
    const { formsRoutes } = await import('./published/forms-routes.ts');
    const { campaignsRoutes } = await import('./asked/campaigns-routes.ts');
    const { participantsRoutes } = await import('./asked/participants-routes.ts');
    const { owedRoutes } = await import('./asked/owed-routes.ts');
    const { filingDraftsRoutes } = await import('./filings/drafts-of-filings-routes.ts');
    const { filingsRoutes } = await import('./filings/filings-routes.ts');
    const { assessmentRoutes } = await import('./assessment/assessment-routes.ts');
    const { filingTableRoutes } = await import('./filing-tables/filing-table-routes.ts');
    return [
      formsRoutes(deps.db),
      campaignsRoutes(deps),
      participantsRoutes(deps),
      owedRoutes(deps),
      filingDraftsRoutes(deps),
      filingTableRoutes(deps),
      filingsRoutes(deps),
      assessmentRoutes(deps),
    ];
  },
  acts: async (_deps: CampaignsPartDeps): Promise<readonly SignedActs[]> => {
    const { formsActs } = await import('./published/forms-routes.ts');
    const { campaignsActs } = await import('./asked/campaigns-routes.ts');
    const { assessmentActs } = await import('./assessment/assessment-routes.ts');
    return [formsActs(), campaignsActs(), assessmentActs()];
  },
};
