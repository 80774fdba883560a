import type { SignedActs } from '../access/index.ts';
import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { GovernedDeps } from '../log/index.ts';

export type CampaignsPartDeps = GovernedDeps & { readonly db: Database };

export const part = {
  handlers: async (deps: CampaignsPartDeps): Promise<readonly Handlers[]> => {
    const { formsRoutes } = await import('./published/forms-routes.ts');
    return [formsRoutes(deps.db)];
  },
  acts: async (_deps: CampaignsPartDeps): Promise<readonly SignedActs[]> => {
    const { formsActs } = await import('./published/forms-routes.ts');
    return [formsActs()];
  },
};
