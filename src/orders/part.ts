import type { SignedActs } from '../access/index.ts';
import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { KeyFolder } from '../log/index.ts';
import type { DecideDeps } from './batch/decide-deps.ts';
import type { OnMissing, OnRefused } from './certificates/certificates-routes.ts';
import type { SubmissionQueue } from './queue/submission-queue.ts';

export interface OrdersDeps extends DecideDeps {
  readonly db: Database;
  readonly queue: SubmissionQueue;
  readonly keys: KeyFolder;
  readonly onMissing: OnMissing;
  readonly onRefused: OnRefused;
}

export const part = {
  handlers: async (deps: OrdersDeps): Promise<readonly Handlers[]> => {
    const { ordersRoutes } = await import('./orders-routes.ts');
    const { certificatesRoutes, certifierOf } = await import('./certificates/certificates-routes.ts');
    const { waiversRoutes } = await import('./review/waivers-routes.ts');
    const { yearEndRoutes } = await import('./year-end/year-end-routes.ts');
    const { db } = deps;
    return [
      ordersRoutes(db, { ...deps, certifier: certifierOf(db, deps) }),
      certificatesRoutes(db, deps),
      waiversRoutes(db, deps),
      yearEndRoutes(db, deps),
    ];
  },
  acts: async (deps: OrdersDeps): Promise<readonly SignedActs[]> => {
    const { waiversActs } = await import('./review/waivers-routes.ts');
    const { yearEndActs } = await import('./year-end/year-end-routes.ts');
    return [waiversActs(deps), yearEndActs(deps)];
  },
};
