import type { Tx } from '../../db/index.ts';
import { type ReadRecord, readRecords, toDecisionBody } from '../../decisions/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { KeyFolder } from '../../log/index.ts';
import { findCertificateTokens, findSubmissions, shownTo } from '../../orders/index.ts';
import { loadRuleSet } from '../../rules/index.ts';
import { cloudEventOf, eventId } from '../feed/cloud-event.ts';
import { DECIDED, type FeedItem } from '../feed/feed.ts';
import { actorOfPlatform } from '../platform/platform.ts';
import type { Message, Receiver } from './delivery.ts';

export interface MessageSources {
  /** Leaves of which a message could not be made when that was tried. */
  readonly unmade: ReadonlySet<number>;
  readonly items: readonly FeedItem[];
  readonly origin: string;
  readonly at: Instant;
  readonly keys: KeyFolder;
}

/** What a receiver is told of some leaves: webhooks that they are there, a platform the cleared order as well. */
export async function gatherMessages(tx: Tx, receiver: Receiver, telling: MessageSources): Promise<readonly Message[]> {
  const { items, origin, unmade } = telling;
  if (receiver.kind === 'webhook-endpoint') {
    return items.map((item) => messageOf(item, origin));
  }
  const made = items.filter(({ index }) => !unmade.has(index));
  const cleared = await clearedOrders(tx, receiver, { ...telling, items: made });
  return items.flatMap((item) => {
    // Whether it would be told at all only its record says.
    if (unmade.has(item.index)) return [{ ...messageOf(item, origin), body: null }];
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

/** A clearance; and a supplement when its contract allows it, of which the first decision alone lets nobody buy. */
function isTold({ stage, expiresAt, detail }: ReadRecord): boolean {
  return stage === 'submission' ? expiresAt !== null : detail.contract?.kind === 'supplement';
}

/** By the leaf that cleared it: the order as it was cleared then, whatever became of it since, with its decision. */
async function clearedOrders(
  tx: Tx,
  { id, reach }: Receiver,
  { items, origin, at, keys }: MessageSources,
): Promise<ReadonlyMap<number, object>> {
  const decided = items.filter(({ type }) => type === DECIDED).map(({ index }) => index);
  const region = 'region' in reach.grant ? reach.grant.region : '';
  const reader = actorOfPlatform({ id, region });
  const records = (await readRecords(tx, decided)).filter(isTold);
  const submissions = await findSubmissions(tx, records);
  const certificates = await findCertificateTokens(tx, { records, submissions, at, origin, folder: keys });
  const cleared = new Map<number, object>();
  for (const record of records) {
    const submission = submissions.get(record.decision);
    if (!submission) throw new Error(`the decision ${record.decision} is about nothing that is kept`);
    // A rule set is read once for as long as the process runs.
    const decision = toDecisionBody(record, await loadRuleSet(tx, record.ruleSet), reader);
    const order = {
      ...{ id: record.order, revision: record.revision, expiresAt: record.expiresAt },
      submission: shownTo(reader, { isClassified: record.isClassified }, submission),
    };
    const certificate = certificates.get(record.decision) ?? null;
    cleared.set(record.logIndex, { order, decision, certificate });
  }
  return cleared;
}
