import type { ErasableKind, GovernedDeps } from '../log/index.ts';

export interface TwoPeopleDeps extends GovernedDeps {
  /** Whose texts about people can be erased, as the other parts name them. */
  readonly erasable: readonly ErasableKind[];
}

/** The handlers of proposals need every act there is, so the application makes them once all parts are folded. */
export const part = {
  acts: async ({ erasable, ...deps }: TwoPeopleDeps) => [
    (await import('./erasures-routes.ts')).erasuresActs({ ...deps, kinds: erasable }),
  ],
};
