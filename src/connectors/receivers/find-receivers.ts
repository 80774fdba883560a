import type { Tx } from '../../db/index.ts';
import { type Instant, sumBy } from '../../kernel/index.ts';
import { readKindRow } from '../../reference/index.ts';
import { readLogSize } from '../feed/feed-repository.ts';
import { grantOfPlatform, PLATFORM, PLATFORM_TYPES, type ProcurementPlatform } from '../platform/platform.ts';
import { reachOfEndpoint, WEBHOOK_ENDPOINT, type WebhookEndpoint } from '../webhooks/webhook-endpoint.ts';
import { listActiveRows, listCursors } from './deliveries-repository.ts';
import { FAILING_FROM, isResting, type Receiver } from './delivery.ts';
import { countUndelivered, listReceiversToRetry } from './undelivered-repository.ts';

/** Everybody who is told what happens. */
async function listReceivers(tx: Tx): Promise<readonly Receiver[]> {
  const endpoints = await listActiveRows(tx, 'webhook_endpoints');
  const platforms = await listActiveRows(tx, 'platforms');
  return [
    ...endpoints.map((row) => receiverOfEndpoint(readKindRow(WEBHOOK_ENDPOINT, row).state)),
    ...platforms.map((row) => receiverOfPlatform(readKindRow(PLATFORM, row).state)),
  ];
}

/** Those of them who have something to be told, and whose time it is. */
export async function listDueReceivers(tx: Tx, at: Instant): Promise<readonly Receiver[]> {
  const receivers = await listReceivers(tx);
  if (receivers.length === 0) return [];
  const size = await readLogSize(tx);
  const toRetry = await listReceiversToRetry(tx, at);
  const due = (await listCursors(tx)).filter((cursor) => {
    return !isResting(cursor, at) && (cursor.nextIndex < size || toRetry.has(cursor.receiverId));
  });
  const ids = new Set(due.map(({ receiverId }) => receiverId));
  return receivers.filter(({ id }) => ids.has(id));
}

export interface ReceiversState {
  /** Those who have failed so often, as a whole or with a single leaf, that people should look. */
  readonly failing: number;
  /** Leaves that receivers did not take while they took others. */
  readonly undelivered: number;
  /** How many leaves the last of them is behind. */
  readonly backlog: number;
}

export async function findReceiversState(tx: Tx): Promise<ReceiversState> {
  const ids = new Set((await listReceivers(tx)).map(({ id }) => id));
  const cursors = (await listCursors(tx)).filter(({ receiverId }) => ids.has(receiverId));
  const undelivered = (await countUndelivered(tx)).filter(({ receiverId }) => ids.has(receiverId));
  const failing = [...cursors, ...undelivered].filter(({ failures }) => failures >= FAILING_FROM);
  const size = await readLogSize(tx);
  return {
    failing: new Set(failing.map(({ receiverId }) => receiverId)).size,
    undelivered: sumBy(undelivered, ({ leaves }) => leaves),
    backlog: Math.max(0, ...cursors.map(({ nextIndex }) => size - nextIndex)),
  };
}

export function receiverOfEndpoint(endpoint: WebhookEndpoint): Receiver {
  const { id, url, types, secrets } = endpoint;
  return {
    ...{ kind: 'webhook-endpoint', id, url, secrets },
    reach: reachOfEndpoint(endpoint),
    types: types.length > 0 ? types : null,
    lanes: 1,
  };
}

/** Many orders are cleared at once, and what is told of two of them may come in any order. */
const PLATFORM_LANES = 8;

function receiverOfPlatform(platform: ProcurementPlatform): Receiver {
  const { id, url } = platform;
  return {
    ...{ kind: 'platform', id, url, secrets: [], types: PLATFORM_TYPES, lanes: PLATFORM_LANES },
    reach: { scope: 'cleared-orders', grant: grantOfPlatform(platform) },
  };
}
