import { randomUUID } from 'node:crypto';
import type { components } from '../../http/openapi.generated.ts';
import { type Answered, type GateAddress, type GateRequest, requireAddress, sendRequest } from './send-request.ts';

type Schemas = components['schemas'];

export type OrderSubmission = Schemas['OrderSubmission'];
export type Order = Schemas['Order'];
export type DecidedOrder = Schemas['DecidedOrder'];

/** An order as the caller knows it: its id, and the tag of the last answer about it. */
export interface KnownOrder {
  readonly id: string;
  readonly etag: string;
}

/** A gate as other programs use it. A refusal is thrown as a `GateProblem`; a rejected order is an answer like any other. */
export interface GateClient {
  readonly url: string;
  /** The decision that an order would have; with `amends`, as the amendment of that order. Nothing is stored. */
  readonly check: (order: OrderSubmission, amends?: string) => Promise<Schemas['CheckResult']>;
  /** Its `reference` makes it safe to send again: the same order gets its first decision (status 200). */
  readonly submit: (order: OrderSubmission) => Promise<Answered<DecidedOrder>>;
  /** Up to 500 orders, each with a result of its own. */
  readonly submitAll: (orders: readonly OrderSubmission[]) => Promise<readonly Schemas['OrderBatchResult'][]>;
  readonly amend: (known: KnownOrder, order: OrderSubmission) => Promise<Answered<DecidedOrder>>;
  readonly withdraw: (known: KnownOrder, reason: string) => Promise<Answered<Order>>;
  readonly readOrder: (id: string) => Promise<Answered<Order>>;
  /** The certificate of the decision that approved an order, and what it says. */
  readonly readCertificate: (decision: string) => Promise<Schemas['IssuedCertificate']>;
  /** Whether a certificate is good now. Nothing is used up by this. */
  readonly verify: (certificate: string) => Promise<Schemas['CertificateVerification']>;
  /** For platforms: uses a certificate, once, for a purchase. The same purchase again gets the same answer. */
  readonly redeem: (certificate: string, reference: string) => Promise<Answered<Order>>;
  /** For platforms: gives a purchase up. */
  readonly cancel: (known: KnownOrder, purchase: { reference: string; reason: string }) => Promise<Answered<Order>>;
  /** What happened since the page before, from the beginning without one; `waitSeconds` holds the answer until there is something. */
  readonly readFeed: (from?: FeedPlace) => Promise<Schemas['FeedPage']>;
}

export interface FeedPlace {
  /** The `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
  readonly waitSeconds?: number;
}

export function createGateClient(address: GateAddress): GateClient {
  requireAddress(address.url);
  const send = <Body>(request: GateRequest): Promise<Answered<Body>> => sendRequest<Body>(address, request);
  const bodyOf = async <Body>(request: GateRequest): Promise<Body> => (await send<Body>(request)).body;
  const act = <Body>({ id, etag }: KnownOrder, name: string, body: object): Promise<Answered<Body>> => {
    // One key for all attempts: an act whose answer was lost is not done twice.
    const headers = { 'If-Match': etag, 'Idempotency-Key': randomUUID() };
    return send({ method: 'POST', path: `/v1/orders/${encodeURIComponent(id)}/${name}`, body, headers });
  };
  return {
    url: address.url,
    check: (order, amends) => bodyOf({ method: 'POST', path: '/v1/checks', query: { order: amends }, body: order }),
    submit: (order) => send({ method: 'POST', path: '/v1/orders', body: order }),
    submitAll: async (orders) => {
      const request = { method: 'POST', path: '/v1/orders/batch', body: { orders } } as const;
      return (await bodyOf<Schemas['OrderBatchResults']>(request)).results;
    },
    amend: (known, order) => act(known, 'amendments', order),
    withdraw: (known, reason) => act(known, 'withdrawal', { reason }),
    readOrder: (id) => send({ method: 'GET', path: `/v1/orders/${encodeURIComponent(id)}` }),
    readCertificate: (decision) =>
      bodyOf({ method: 'GET', path: `/v1/decisions/${encodeURIComponent(decision)}/certificate` }),
    verify: (certificate) => bodyOf({ method: 'POST', path: '/v1/certificates/verify', body: { certificate } }),
    redeem: (certificate, reference) =>
      send({ method: 'POST', path: '/v1/certificates/redeem', body: { certificate, reference } }),
    cancel: (known, purchase) => act(known, 'redemption-cancellation', purchase),
    readFeed: ({ after, limit, waitSeconds: wait } = {}) =>
      bodyOf({ method: 'GET', path: '/v1/feed', query: { after, limit, wait }, waitMs: (wait ?? 0) * 1_000 }),
  };
}
