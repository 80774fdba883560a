import type { Database } from '../db/index.ts';
import type { GovernedDeps, LogProjection } from '../log/index.ts';
import { referenceProjection } from '../reference/index.ts';

export type MattersDeps = GovernedDeps & { readonly db: Database };

export const part = {
  projections: async (): Promise<readonly LogProjection[]> => [
    referenceProjection((await import('./matter.ts')).MATTER),
  ],
  erasable: async () => [(await import('./erase-matters.ts')).ERASABLE_MATTERS],
  handlers: async (deps: MattersDeps) => [(await import('./matters-routes.ts')).mattersRoutes(deps.db, deps)],
  acts: async (_deps: MattersDeps) => [
    (await import('./matters-routes.ts')).mattersActs(),
    (await import('./record-answers.ts')).answerActs(),
  ],
};
