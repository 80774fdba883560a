import { covers, findApiKey } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import {
  type Clock,
  type Instant,
  msBetween,
  Refusal,
  reaches,
  text,
  verifyWebhook,
  type WebhookHeaders,
} from '../../kernel/index.ts';
import { regionsOfAgencies } from '../../log/index.ts';
import { listRedemptions } from '../../orders/index.ts';
import { findFirstApprovals } from '../feed/feed-repository.ts';
import { grantOfPlatform, type ProcurementPlatform } from './platform.ts';
import { isOvertaken, type PlatformReport } from './platform-report.ts';
import {
  findPlatform,
  findReport,
  findReportedOrder,
  listPlatformsOfRegion,
  listReportsOfOrder,
  type ReportedOrder,
} from './platforms-repository.ts';

export interface SignedCall {
  readonly platformId: string;
  readonly headers: WebhookHeaders;
  readonly body: Buffer;
  readonly clock: Clock;
}

/** The platform that calls. One that is unknown, has ended, or has not signed this is refused, and nothing is told apart. */
export async function findCallingPlatform(tx: Tx, call: SignedCall): Promise<ProcurementPlatform> {
  const { platformId, headers, body, clock } = call;
  const platform = await findPlatform(tx, platformId);
  const keys = platform?.active ? platform.callbackKeys : [];
  const check = verifyWebhook(headers, body, keys, { clock });
  if (!platform || !check.isGenuine) throw notGenuine(check.isGenuine ? 'signature' : check.why);
  return platform;
}

const TEXTS = {
  headers: text(
    '缺少 webhook-id、webhook-timestamp 或 webhook-signature 请求头。',
    'The headers webhook-id, webhook-timestamp and webhook-signature are needed.',
  ),
  timestamp: text(
    '签名时间与本闸口时间相差超过 5 分钟。',
    "The time of the signature is more than five minutes away from this gate's.",
  ),
  signature: text('签名无效。', 'The signature does not fit.'),
} as const;

function notGenuine(why: keyof typeof TEXTS): Refusal {
  return new Refusal('forbidden', `callback.${why}`, TEXTS[why]);
}

/** Who is buying for an order, as the platform that calls sees it: `itself` where nobody has begun, too. */
export type Buyer = 'itself' | 'unclear' | 'another';

/** What is known of an event's order before anything is done. */
export interface KnownCallback {
  readonly order: ReportedOrder;
  /** What came of the same event before. */
  readonly known: PlatformReport | undefined;
  /** Whether the same platform has reported something later. */
  readonly isOvertaken: boolean;
  readonly buyer: Buyer;
}

/** Refuses for an order that was never cleared for this platform as for one that does not exist. */
export async function findCallback(
  tx: Tx,
  platform: ProcurementPlatform,
  event: Pick<PlatformReport, 'eventId' | 'orderId' | 'kind' | 'occurredAt'>,
): Promise<KnownCallback> {
  const order = await findReportedOrder(tx, event.orderId);
  const isCleared = (await findFirstApprovals(tx, [event.orderId])).has(event.orderId);
  if (!order || !isCleared || !(await isReached(tx, platform, order.agencyCode))) throw orderUnknown();
  const known = await findReport(tx, { platformId: platform.id, eventId: event.eventId });
  const before = await listReportsOfOrder(tx, { platformId: platform.id, orderId: order.id });
  const buyer = await findBuyer(tx, platform, order.id);
  return { order, known, isOvertaken: isOvertaken(event, before), buyer };
}

/**
 * Nothing but its reach tells whose key has redeemed, and a platform's key may reach further than its region, or less far.
 * Another one is buying where no platform could have both; where one of exactly the key's region is there, it may be that.
 */
async function findBuyer(tx: Tx, { region }: ProcurementPlatform, orderId: string): Promise<Buyer> {
  const open = (await listRedemptions(tx, [orderId])).find(({ cancelledAt }) => cancelledAt === null);
  const grant = open && (await findApiKey(tx, open.by.keyId))?.grant;
  if (!grant || !('region' in grant) || grant.region === region) return 'itself';
  const isNested = covers(grant, { region }, new Map()) || covers({ region }, grant, new Map());
  if (!isNested) return 'another';
  return (await listPlatformsOfRegion(tx, grant.region)).length > 0 ? 'unclear' : 'itself';
}

/** Nothing is recorded of it, so that the same event has its effect once that is clear. */
export function refuseUnclear(): never {
  const message = text(
    '该订单的放行证由权限范围与另一平台相同的密钥核销，无法确认采购方：请用本平台地区的密钥核销后再发送。',
    "The certificate of this order was redeemed with a key that reaches what another platform serves, so it is not clear who is buying: redeem with a key of this platform's region, and send this again.",
  );
  throw new Refusal('conflict', 'callback.buyer_unclear', message);
}

async function isReached(tx: Tx, platform: ProcurementPlatform, code: string): Promise<boolean> {
  const region = (await regionsOfAgencies(tx, [code])).get(code);
  return region !== undefined && reaches(grantOfPlatform(platform), { code, region });
}

/** A platform's clock is not this gate's; beyond that an event of the future would overtake all that is still to come. */
const AHEAD_MS_MAX = 300_000;

export function refuseOfFuture({ occurredAt }: Pick<PlatformReport, 'occurredAt'>, at: Instant): void {
  if (msBetween(at, occurredAt) <= AHEAD_MS_MAX) return;
  const message = text(
    '事件时间比本闸口时间晚 5 分钟以上。',
    "The time of the event is more than five minutes ahead of this gate's.",
  );
  throw new Refusal('unprocessable', 'callback.time', message, [{ pointer: '/time', message: '' }]);
}

function orderUnknown(): Refusal {
  const message = text('没有这张订单。', 'There is no such order.');
  return new Refusal('unprocessable', 'order.not_found', message, [{ pointer: '/data/orderId', message: '' }]);
}
