import type { SignedActs } from '../access/index.ts';
import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { GovernedDeps, LogProjection } from '../log/index.ts';
import { referenceProjection } from '../reference/index.ts';
import type { ConnectorParts } from './connector-parts.ts';
import type { HeadWatch } from './feed/head-watch.ts';
import type { CallbackParts } from './platform/callback-routes.ts';

export interface ConnectorDeps extends GovernedDeps, ConnectorParts, CallbackParts {
  readonly db: Database;
  readonly head: HeadWatch;
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
};
