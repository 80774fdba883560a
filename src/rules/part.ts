import type { AnyJobStep, Database, TakeStepsFor } from '../db/index.ts';
import type { FindWarnings } from '../http/readiness.ts';
import type { GovernedDeps } from '../log/index.ts';
import type { Screening } from './evaluate/evaluate.ts';

export interface RulesDeps extends GovernedDeps {
  readonly db: Database;
  readonly closures: Screening;
}

export const part = {
  handlers: async (deps: RulesDeps) => [(await import('./rules-routes.ts')).rulesRoutes(deps.db, deps)],
  acts: async (deps: RulesDeps & { readonly takeStepsFor: TakeStepsFor }) => [
    (await import('./sets/schedule-routes.ts')).scheduleActs(deps),
  ],
  steps: async (): Promise<readonly AnyJobStep[]> => [
    (await import('./sets/schedule-words-step.ts')).WORDS_OF_SCHEDULE,
  ],
  warnings: async (): Promise<FindWarnings> => (await import('./sets/find-pack-warnings.ts')).findPackWarnings,
};
