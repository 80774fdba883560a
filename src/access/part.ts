import type { Database } from '../db/index.ts';
import type { Metric } from '../http/metric.ts';
import type { Handlers } from '../http/operation.ts';
import type { FindWarnings } from '../http/readiness.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { SessionDeps } from './sessions/session-deps.ts';

export interface AccessDeps extends SessionDeps {
  readonly db: Database;
  readonly keyRing: KeyRing;
}

export const part = {
  erasable: async () => [(await import('./people/record-person.ts')).ERASABLE_PERSON],
  handlers: async (deps: AccessDeps): Promise<readonly Handlers[]> => {
    const { accessRoutes } = await import('./access-routes.ts');
    const { sessionRoutes } = await import('./sessions/session-routes.ts');
    const { securityAlertsRoutes } = await import('./alerts/security-alerts-routes.ts');
    const { db, keyRing } = deps;
    return [accessRoutes(db, deps, keyRing), sessionRoutes(db, deps, keyRing), securityAlertsRoutes(db, deps)];
  },
  metrics: async ({ db }: AccessDeps): Promise<readonly Metric[]> => {
    const { countDiffered } = await import('./sessions/session-routes.ts');
    return [
      {
        name: 'gate_rights_differed',
        help: 'Signatures and sign-ins that were refused because rows give rights that the log does not give.',
        read: () => countDiffered(db),
      },
    ];
  },
  /** Names keys that act in somebody's name who could not do it, and tells of rows that give rights which the log does not. */
  warnings: async (): Promise<FindWarnings> => {
    const { uncarriedWarnings } = await import('./keys/list-uncarried-keys.ts');
    const { findRightsWarnings } = await import('./rights/find-rights-warnings.ts');
    return async (tx, at) => [...(await uncarriedWarnings(tx, at)), ...(await findRightsWarnings(tx, at))];
  },
  acts: async (deps: AccessDeps) => [(await import('./access-routes.ts')).accessActs(deps)],
};
