import type { Database } from '../db/index.ts';
import type { GovernedDeps, KeyFolder } from '../log/index.ts';

export interface ReportsDeps extends GovernedDeps {
  readonly db: Database;
  readonly keys: KeyFolder;
}

export const part = {
  handlers: async (deps: ReportsDeps) => [(await import('./reports-routes.ts')).reportsRoutes(deps)],
};
