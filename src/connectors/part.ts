import type { SignedActs } from '../access/index.ts';
import type { Database, Job } from '../db/index.ts';
import { type Metric, readTogether } from '../http/metric.ts';
import type { Handlers } from '../http/operation.ts';
import { countedWarning, type FindWarnings } from '../http/readiness.ts';
import { type Text, text } from '../kernel/index.ts';
import type { GovernedDeps, LogProjection } from '../log/index.ts';
import { referenceProjection } from '../reference/index.ts';
import type { ConnectorParts } from './connector-parts.ts';
import type { HeadWatch } from './feed/head-watch.ts';
import type { CallbackParts } from './platform/callback-routes.ts';
import type { DeliveryParts } from './receivers/deliveries-job.ts';

export interface ConnectorDeps extends GovernedDeps, ConnectorParts, CallbackParts {
  readonly db: Database;
  readonly head: HeadWatch;
}

/** Whoever hears of receivers that are not told what they should be. */
export interface DeliveryDeps extends ConnectorDeps, Pick<DeliveryParts, 'holder' | 'onFailing' | 'onAttempt'> {
  readonly onDeliveryError: DeliveryParts['onError'];
}

export const part = {
  projections: async (): Promise<readonly LogProjection[]> => {
    const { WEBHOOK_ENDPOINT } = await import('./webhooks/webhook-endpoint.ts');
    const { PLATFORM } = await import('./platform/platform.ts');
    const { PLATFORM_REPORT } = await import('./platform/platform-report.ts');
    return [referenceProjection(WEBHOOK_ENDPOINT), referenceProjection(PLATFORM), referenceProjection(PLATFORM_REPORT)];
  },
  handlers: async (deps: ConnectorDeps): Promise<readonly Handlers[]> => {
    const { feedRoutes } = await import('./feed/feed-routes.ts');
    const { webhookRoutes } = await import('./webhooks/webhook-routes.ts');
    const { platformRoutes } = await import('./platform/platform-routes.ts');
    const { callbackRoutes } = await import('./platform/callback-routes.ts');
    return [
      feedRoutes(deps.db, deps.head),
      webhookRoutes(deps.db, deps),
      platformRoutes(deps.db, deps),
      callbackRoutes(deps.db, deps),
    ];
  },
  acts: async (deps: ConnectorDeps): Promise<readonly SignedActs[]> => {
    const { webhookActs } = await import('./webhooks/webhook-routes.ts');
    const { platformActs } = await import('./platform/platform-routes.ts');
    return [webhookActs(deps), platformActs(deps)];
  },
  jobs: async (deps: DeliveryDeps): Promise<readonly Job[]> => {
    const { deliveryJobs } = await import('./receivers/deliveries-job.ts');
    return deliveryJobs({ ...deps, deps, onError: deps.onDeliveryError });
  },
  metrics: async ({ db }: ConnectorDeps): Promise<readonly Metric[]> => {
    const { receiversNow } = await import('./receivers/deliveries-job.ts');
    const receivers = readTogether(() => receiversNow(db));
    return [
      {
        name: 'gate_receivers_failing',
        help: 'Other systems that have failed five times in a row to take what they are told, or one thing of it.',
        read: async () => (await receivers()).failing,
      },
      {
        name: 'gate_undelivered_leaves',
        help: 'What other systems did not take while they took other things, and what waits behind it.',
        read: async () => (await receivers()).undelivered,
      },
      {
        name: 'gate_delivery_backlog',
        help: 'Leaves of the log that the last of the other systems has not been told of.',
        read: async () => (await receivers()).backlog,
      },
    ];
  },
  warnings: async (): Promise<FindWarnings> => {
    const { findReceiversState } = await import('./receivers/find-receivers.ts');
    return async (tx) => countedWarning('receivers', (await findReceiversState(tx)).failing, failingText);
  },
};

function failingText(count: number): Text {
  return text(`有 ${count} 个接收方未接收闸口的通知。`, `Receivers that do not take what they are told: ${count}.`);
}
