import type { Database } from '../db/index.ts';
import type { FindWarnings } from '../http/readiness.ts';
import type { GovernedDeps } from '../log/index.ts';
import type { Screening } from './evaluate/evaluate.ts';

export interface RulesDeps extends GovernedDeps {
  readonly db: Database;
  readonly closures: Screening;
}

export const part = {
  handlers: async (deps: RulesDeps) => [(await import('./rules-routes.ts')).rulesRoutes(deps.db, deps)],
  acts: async (deps: RulesDeps) => [(await import('./sets/schedule-routes.ts')).scheduleActs(deps)],
  warnings: async (): Promise<FindWarnings> => {
    const { findWaitingPack } = await import('./sets/rule-set-repository.ts');
    return async (tx) => {
      const number = await findWaitingPack(tx);
      if (number === undefined) return [];
      const detail = `rule set ${number} came with this version and waits for signatures; until then the one in force judges`;
      return [{ name: 'rule-pack', ok: true, detail }];
    };
  },
};
