import { type Grant, text } from '../../kernel/index.ts';
import { derived, flag, json, jsonList, list, type ReferenceKind, textField } from '../../reference/index.ts';
import type { FeedReach } from '../feed/feed.ts';
import type { WebhookSecret } from './webhook-secret.ts';

/** Another system that is told what happens, as it happens. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly label: string;
  readonly url: string;
  /** What it is told of; none means everything. */
  readonly types: readonly string[];
  readonly grant: Grant;
  /** False: it has ended, or rests. */
  readonly active: boolean;
  readonly secrets: readonly WebhookSecret[];
}

export const WEBHOOK_ENDPOINT: ReferenceKind<WebhookEndpoint> = {
  type: 'webhook-endpoint',
  called: text('Webhook 接收端', 'webhook endpoint'),
  table: 'webhook_endpoints',
  key: 'id',
  idPrefix: 'whe',
  fields: {
    id: derived(textField('id')),
    label: textField('label'),
    url: textField('url'),
    types: list('types'),
    grant: json<Grant>('reach', grantOf),
    active: flag('is_active', true),
    secrets: derived(jsonList<WebhookSecret>('secrets', (secret) => secret)),
  },
  agency: null,
  identity: { lookUp: 'id', of: () => null },
  filters: {},
  isSmall: true,
};

/** The contract lets through exactly one of the two. */
export function grantOf(stated: Grant): Grant {
  return 'region' in stated && stated.region !== undefined
    ? { region: stated.region }
    : { agencies: 'agencies' in stated ? stated.agencies : [] };
}

export function reachOfEndpoint({ grant }: Pick<WebhookEndpoint, 'grant'>): FeedReach {
  return { scope: 'region' in grant ? 'all' : 'own', grant };
}
