import type { AnyAct } from '../access/index.ts';
import type { Database, Job } from '../db/index.ts';
import type { FindWarnings } from '../http/readiness.ts';
import type { ErasableKind, GovernedDeps } from '../log/index.ts';

export interface TwoPeopleDeps extends GovernedDeps {
  /** Whose texts about people can be erased, as the other parts name them. */
  readonly erasable: readonly ErasableKind[];
}

export interface ExecutionDeps extends GovernedDeps {
  readonly db: Database;
  /** Of all parts, by operation id. */
  readonly acts: ReadonlyMap<string, AnyAct>;
}

/** The handlers of proposals need every act there is, so the application makes them once all parts are folded. */
export const part = {
  acts: async ({ erasable, ...deps }: TwoPeopleDeps) => [
    (await import('./erasures/erasures-routes.ts')).erasuresActs({ ...deps, kinds: erasable }),
  ],
  /** Sees through what two people agreed to and a process left half done. */
  jobs: async (deps: ExecutionDeps): Promise<readonly Job[]> => {
    const { db, acts } = deps;
    return [(await import('./execution/finish-proposals-job.ts')).finishProposalsJob({ db, deps, acts })];
  },
  /** Says so when nobody is left who could do what binds the whole gate. */
  warnings: async ({ acts }: Pick<ExecutionDeps, 'acts'>): Promise<FindWarnings> => {
    return (await import('./proposals/find-unreached.ts')).unreachedWarnings(acts);
  },
};
