import type { SignedActs } from '../access/index.ts';
import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { FrozenAccount } from '../ledger/index.ts';
import type { GovernedDeps, KeyFolder } from '../log/index.ts';
import type { SubmissionQueue } from '../orders/index.ts';

export interface ProofDeps extends GovernedDeps {
  readonly db: Database;
  readonly keys: KeyFolder;
  readonly queue: Pick<SubmissionQueue, 'isIdle'>;
  readonly onFrozen: (accounts: readonly FrozenAccount[]) => void;
}

export const part = {
  projections: async () => (await import('./projections/gate-projections.ts')).gateProjections(),
  handlers: async (deps: ProofDeps): Promise<readonly Handlers[]> => {
    const { logRoutes } = await import('./log/log-routes.ts');
    const { checkpointsRoutes } = await import('./log/checkpoints-routes.ts');
    const { witnessesRoutes } = await import('./log/witnesses-routes.ts');
    const { exportRoutes } = await import('./log/export-routes.ts');
    const { signingKeysRoutes } = await import('./log/signing-keys-routes.ts');
    const { reconcileRoutes } = await import('./reconcile/reconcile-routes.ts');
    const { db, queue, onFrozen } = deps;
    return [
      logRoutes(db),
      checkpointsRoutes(db, deps),
      witnessesRoutes(db, deps),
      exportRoutes(db),
      signingKeysRoutes(db, deps),
      reconcileRoutes(db, { deps, queue, onFrozen }),
    ];
  },
  acts: async (deps: ProofDeps): Promise<readonly SignedActs[]> => {
    const { witnessesActs } = await import('./log/witnesses-routes.ts');
    const { signingKeysActs } = await import('./log/signing-keys-routes.ts');
    const { reconcileActs } = await import('./reconcile/reconcile-routes.ts');
    return [witnessesActs(), signingKeysActs(deps), reconcileActs()];
  },
};
