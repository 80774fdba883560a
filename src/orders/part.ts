import type { KeyRing, SessionSettings, SignedActs } from '../access/index.ts';
import type { AnyJobStep, Database, Job, TakeStep } from '../db/index.ts';
import type { Metric } from '../http/metric.ts';
import type { Handlers } from '../http/operation.ts';
import type { KeyFolder } from '../log/index.ts';
import type { DecideDeps } from './batch/decide-deps.ts';
import type { OnMissing, OnRefused } from './certificates/certificates-routes.ts';
import type { SubmissionQueue } from './queue/submission-queue.ts';

export interface OrdersDeps extends DecideDeps {
  readonly db: Database;
  readonly queue: SubmissionQueue;
  readonly keyRing: KeyRing;
  readonly settings: SessionSettings;
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
      yearEndRoutes(db),
    ];
  },
  reads: async (deps: Pick<OrdersDeps, 'db' | 'clock'>): Promise<readonly Handlers[]> => [
    { listOrders: (await import('./list-orders-handler.ts')).listOrdersHandler(deps.db, deps.clock) },
    (await import('./year-end/year-end-routes.ts')).yearEndReads(deps.db, deps),
  ],
  acts: async (deps: OrdersDeps): Promise<readonly SignedActs[]> => {
    const { waiversActs } = await import('./review/waivers-routes.ts');
    const { yearEndActs } = await import('./year-end/year-end-routes.ts');
    return [waiversActs(deps), yearEndActs(deps)];
  },
  jobs: async (deps: OrdersDeps & { readonly takeStep: TakeStep }): Promise<readonly Job[]> => {
    const { sweepClearancesJob } = await import('./batch/sweep-clearances-job.ts');
    const { settleRuleSetsJob } = await import('./batch/settle-rule-sets-job.ts');
    const { refreshPricesJob } = await import('./history/refresh-prices-job.ts');
    const { closeYearsJob } = await import('./year-end/close-years-job.ts');
    const { db, clock, queue } = deps;
    return [
      sweepClearancesJob({ db, clock, queue }),
      settleRuleSetsJob(db, deps),
      refreshPricesJob(db, deps),
      closeYearsJob({ db, deps, queue }),
    ];
  },
  steps: async (): Promise<readonly AnyJobStep[]> => [
    (await import('./history/refresh-prices-portion-step.ts')).MEASURE_PRICES,
  ],
  metrics: async ({ queue }: OrdersDeps): Promise<readonly Metric[]> => [
    { name: 'gate_queue_waiting', help: 'Acts that wait for their batch.', read: async () => queue.waiting() },
  ],
};
