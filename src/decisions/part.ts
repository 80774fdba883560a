import type { Database } from '../db/index.ts';

export const part = {
  handlers: async ({ db }: { readonly db: Database }) => [(await import('./decisions-routes.ts')).decisionsRoutes(db)],
};
