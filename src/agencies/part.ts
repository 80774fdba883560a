import type { Database } from '../db/index.ts';
import type { GovernedDeps, LogProjection } from '../log/index.ts';
import { importableKind, referenceProjection } from '../reference/index.ts';
import { AGENCIES } from './record-agencies.ts';
import { RESPONSIBLE_PERSONS } from './record-responsible-persons.ts';

export type AgenciesDeps = GovernedDeps & { readonly db: Database };

export const part = {
  kinds: {
    agencies: importableKind(AGENCIES, 'AgencyCreation'),
    'responsible-persons': importableKind(RESPONSIBLE_PERSONS, 'ResponsiblePersonCreation'),
  },
  projections: async (): Promise<readonly LogProjection[]> => [
    referenceProjection((await import('./commitment-letters/commitment-letter.ts')).COMMITMENT_LETTER),
  ],
  erasable: async () => [(await import('./erase-responsible-persons.ts')).ERASABLE_RESPONSIBLE_PERSONS],
  handlers: async (deps: AgenciesDeps) => [
    (await import('./agencies-routes.ts')).agenciesRoutes(deps.db, deps),
    (await import('./commitment-letters/letters-routes.ts')).lettersRoutes(deps.db, deps),
    (await import('./accounts/accounts-routes.ts')).accountsRoutes(deps.db, deps),
  ],
  acts: async (deps: AgenciesDeps) => [(await import('./accounts/accounts-routes.ts')).accountsActs(deps)],
};
