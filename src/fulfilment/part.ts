import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { DecideDeps, SubmissionQueue } from '../orders/index.ts';

export interface FulfilmentDeps extends DecideDeps {
  readonly db: Database;
  readonly queue: SubmissionQueue;
}

export const part = {
  handlers: async (deps: FulfilmentDeps): Promise<readonly Handlers[]> => {
    const { fulfilmentRoutes } = await import('./fulfilment-routes.ts');
    const { acceptancesRoutes } = await import('./delivery/accept/acceptances-routes.ts');
    const { paymentsRoutes } = await import('./payment/payments-routes.ts');
    return [fulfilmentRoutes(deps.queue), acceptancesRoutes(deps), paymentsRoutes(deps.db, deps)];
  },
  reads: async (deps: Pick<FulfilmentDeps, 'db' | 'clock'>) => [
    (await import('./payment/payments-routes.ts')).unregisteredReads(deps),
  ],
  acts: async (deps: FulfilmentDeps) => [(await import('./payment/payments-routes.ts')).paymentsActs(deps)],
};
