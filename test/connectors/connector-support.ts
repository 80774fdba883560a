import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { connectorParts } from '../../src/connectors/index.ts';
import { type Deliveries, type DeliveryParts, openDeliveries } from '../../src/connectors/receivers/deliveries-job.ts';
import { keyFolder } from '../../src/log/index.ts';
import type { Caller, Gate } from '../support/gate.ts';

export const WEBHOOK_SECRET = 'the_secret_that_seals_secrets_of_webhooks';

/** Tells receivers when the test says so; nothing is told by itself. */
export function deliveriesOf(gate: Gate, allowed: readonly string[], own: Partial<DeliveryParts> = {}): Deliveries {
  const settings = { webhookSecrets: [WEBHOOK_SECRET], outboundAllow: allowed };
  return openDeliveries({
    ...{ db: gate.db, deps: gate.deps, ...connectorParts(settings, keyFolder(gate.dataDir)), holder: 'job_of_a_test' },
    onFailing: () => undefined,
    onError: (error) => {
      throw error;
    },
    ...own,
  });
}

/** Two administrators, who make and change connections together. */
export interface Administrators {
  readonly system: Caller;
  readonly security: Caller;
  /** Drafted by one and signed by the other; answers the proposal as drafted and what the signature brought. */
  readonly together: (path: string, body: object, headers?: Record<string, string>) => Promise<SignedResult>;
}

export interface SignedResult {
  readonly draft: Response;
  readonly result: { readonly status: number; readonly body: Record<string, unknown> };
}

export async function administratorsOf(gate: Gate): Promise<Administrators> {
  const system = await gate.as('system-administrator');
  const security = await gate.as('security-administrator');
  return {
    system,
    security,
    together: async (path, body, headers = {}) => {
      const draft = await system.post(path, body, headers);
      assert.equal(draft.status, 202, JSON.stringify(draft.body));
      const { id, digest } = draft.body;
      const signed = await security.post(`/v1/proposals/${id}/signatures`, { digest });
      assert.equal(signed.status, 200, JSON.stringify(signed.body));
      return { draft, result: signed.body.result };
    },
  };
}
