import type { Database } from '../db/index.ts';
import type { GovernedDeps, KeyFolder } from '../log/index.ts';

export interface ReportsDeps extends Pick<GovernedDeps, 'clock' | 'origin'> {
  readonly db: Database;
  readonly keys: KeyFolder;
}

export const part = {
  // One order or one delivery is read at once, and many programs wait for it.
  handlers: async (deps: ReportsDeps) => [(await import('./forms/form-routes.ts')).formRoutes(deps)],
  reads: async (deps: ReportsDeps) => [(await import('./reports-routes.ts')).reportsRoutes(deps)],
};
