import type { Database } from '../db/index.ts';

export interface DecisionsDeps {
  readonly db: Database;
}

export const part = {
  handlers: async ({ db }: DecisionsDeps) => [(await import('./decisions-routes.ts')).decisionsRoutes(db)],
  reads: async ({ db }: DecisionsDeps) => [(await import('./decisions-routes.ts')).explanationRoutes(db)],
};
