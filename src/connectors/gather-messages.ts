import type { Tx } from '../db/index.ts';
import { readRecords, toDecisionBody } from '../decisions/index.ts';
import type { Instant } from '../kernel/index.ts';
import type { KeyFolder } from '../log/index.ts';
import { findCertificateToken, getRevision, shownTo } from '../orders/index.ts';
import { loadRuleSet } from '../rules/index.ts';
import { cloudEventOf, eventId } from './cloud-event.ts';
import type { Message, Receiver } from './delivery.ts';
import { DECIDED, type FeedItem } from './feed.ts';
import { actorOfPlatform } from './platform.ts';

export interface Telling {
  readonly items: readonly FeedItem[];
  readonly origin: string;
  readonly at: Instant;
  readonly keys: KeyFolder;
}

/** What a receiver is told of some leaves: webhooks that they are there, a platform the cleared order as well. */
export async function gatherMessages(tx: Tx, receiver: Receiver, telling: Telling): Promise<readonly Message[]> {
  const { items, origin } = telling;
  if (receiver.kind === 'webhook-endpoint') {
    return items.map((item) => messageOf(item, origin));
  }
  const cleared = await clearedOrders(tx, receiver, telling);
  return items.flatMap((item) => {
    const order = cleared.get(item.index);
    // A contract, a delivery, a payment that was approved clears nothing.
    if (item.type === DECIDED && !order) return [];
    return [messageOf(item, origin, order)];
  });
}

function messageOf(item: FeedItem, origin: string, data?: object): Message {
  const { index, type, subject } = item;
  const id = eventId(origin, item);
  return { index, type, subject, id, body: JSON.stringify(cloudEventOf(item, { id, origin }, data)) };
}

/** By the leaf that cleared it: the order as it was cleared then, whatever became of it since, with its decision. */
async function clearedOrders(
  tx: Tx,
  { id, reach }: Receiver,
  { items, origin, at, keys }: Telling,
): Promise<ReadonlyMap<number, object>> {
  const decided = items.filter(({ type }) => type === DECIDED).map(({ index }) => index);
  const region = 'region' in reach.grant ? reach.grant.region : '';
  const reader = actorOfPlatform({ id, region });
  const cleared = new Map<number, object>();
  for (const record of await readRecords(tx, decided)) {
    if (record.stage !== 'submission') continue;
    const { submission } = await getRevision(tx, record.order, record.revision);
    const decision = toDecisionBody(record, await loadRuleSet(tx, record.ruleSet), reader);
    const order = {
      ...{ id: record.order, revision: record.revision, expiresAt: record.expiresAt },
      submission: shownTo(reader, { isClassified: record.isClassified }, submission),
    };
    const certificate = await findCertificateToken(tx, { record, at, origin, folder: keys });
    cleared.set(record.logIndex, { order, decision, certificate });
  }
  return cleared;
}
