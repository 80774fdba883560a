import { type ActRequest, requireReach, type SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf } from '../../http/etag.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import type { Actor } from '../../kernel/index.ts';
import { type Governed, type GovernedDeps, listSigningKeys } from '../../log/index.ts';
import {
  changeOfKind,
  contextOf,
  createOfKind,
  findOfKind,
  type ReferenceContract,
  type ReferenceRecord,
  referenceActs,
  referenceRoutes,
} from '../../reference/index.ts';
import { cloudEventOf } from '../feed/cloud-event.ts';
import { send } from '../receivers/deliveries-job.ts';
import { findSigning, type SigningParts } from '../receivers/find-batch.ts';
import { receiverOfEndpoint } from '../receivers/find-receivers.ts';
import type { Outbound } from '../receivers/outbound.ts';
import { receiverAnswers } from '../receivers/receiver-routes.ts';
import { endpointsWithSecret, recordedEndpoints } from '../receivers/record-receivers.ts';
import { webhookPublicKey } from './standard-webhooks.ts';
import { grantOf, WEBHOOK_ENDPOINT, type WebhookEndpoint } from './webhook-endpoint.ts';
import { makeSecret, noSealing, sealedSecretIn } from './webhook-secret.ts';

export interface WebhookParts extends GovernedDeps, SigningParts {
  readonly outbound: Outbound;
}

type EndpointBody = AnswerOf<'getWebhookEndpoint', 200>;

function contractOf({ outbound }: Pick<WebhookParts, 'outbound'>): ReferenceContract<WebhookEndpoint, EndpointBody> {
  return {
    kind: recordedEndpoints(outbound.allowed),
    path: '/v1/webhook-endpoints',
    creation: 'WebhookEndpointCreation',
    answer: toBody,
  };
}

function toBody({ state }: ReferenceRecord<WebhookEndpoint>): EndpointBody {
  const { id, label, url, types, grant, active, secrets } = state;
  return {
    id,
    label,
    url,
    types,
    grant,
    active,
    secrets: secrets.map((secret) => ({ id: secret.id, ...timesOf(secret) })),
  };
}

function timesOf({ from, until }: WebhookEndpoint['secrets'][number]) {
  return { from, until };
}

/** Reading endpoints, trying them, and going on with one that has failed. */
export function webhookRoutes(db: Database, parts: WebhookParts): Handlers {
  const { list, get } = referenceRoutes(db, parts, contractOf(parts));
  const { deliveriesOf, resume } = receiverAnswers(db, parts, {
    kind: WEBHOOK_ENDPOINT,
    receiver: 'webhook-endpoint',
    reachOf: ({ grant }) => grant,
  });
  const listDeliveries: Handler<'listWebhookDeliveries'> = async (req, res) => {
    res.status(200).json(await deliveriesOf(req));
  };

  const goOn: Handler<'resumeWebhookEndpoint'> = async (req, res) => {
    res.status(200).json(await resume(req));
  };

  return {
    listWebhookEndpoints: list,
    getWebhookEndpoint: get,
    listWebhookKeys: keysRoute(db),
    testWebhookEndpoint: testRoute(db, parts),
    listWebhookDeliveries: listDeliveries,
    resumeWebhookEndpoint: goOn,
  };
}

/** What the gate signs with, for whoever gets its messages. */
function keysRoute(db: Database): Handler<'listWebhookKeys'> {
  return async (_req, res) => {
    const keys = await inSnapshot(db, (tx) => listSigningKeys(tx, 'webhook'));
    const items = keys.map(({ kid, bytes, from, replacedAt, isCompromised }) => {
      return { kid, publicKey: webhookPublicKey(bytes), from, replacedAt, compromised: isCompromised };
    });
    res.status(200).json({ items });
  };
}

/** A call that tells nothing: does it get there, and is it taken? */
function testRoute(db: Database, parts: WebhookParts): Handler<'testWebhookEndpoint'> {
  return async (req, res) => {
    const { grant } = actorOf(req);
    const at = parts.clock();
    const { receiver, signing } = await inSnapshot(db, async (tx) => {
      const { state } = await findOfKind(tx, WEBHOOK_ENDPOINT, { key: req.params.id, grant });
      await requireReach(tx, [state.grant], grant);
      const found = receiverOfEndpoint(state);
      return { receiver: found, signing: await findSigning(tx, { ...parts, receiver: found, at }) };
    });
    const subject = `webhook-endpoint/${receiver.id}`;
    const { origin, newId } = parts;
    const id = `${origin}/test/${newId('dlv')}`;
    const item = { index: 0, type: 'webhook-endpoint.tested', subject, at, agency: null };
    const message = { id, body: JSON.stringify(cloudEventOf(item, { id, origin })) };
    const { signal } = new AbortController();
    const answer = await send(parts.outbound, { receiver, message, signing, at, signal });
    const { status, error, durationMs } = answer;
    res.status(200).json({ id, status, error, durationMs });
  };
}

/** What takes a system administrator and a security administrator. */
export function webhookActs(parts: WebhookParts): SignedActs {
  const { vault, newId } = parts;
  const contract = contractOf(parts);
  const acts = referenceActs(parts, contract, { reach: 'stated' });
  const made = () => makeSecret(vault, newId('whs'));
  const preparing = made() === undefined ? {} : { prepare: () => made() ?? refuseSealing() };

  return {
    createWebhookEndpoint: {
      reach: 'stated',
      ...preparing,
      gives: async (_tx, { body }) => [grantOf(body.grant as WebhookEndpoint['grant'])],
      act: async (entry, asked) => {
        const kind = kindFor(parts, entry, asked);
        const subject = await createOfKind(entry, kind, { body: asked.body, ...contextOf(entry, parts, asked.actor) });
        const location = `/v1/webhook-endpoints/${subject.key}`;
        return { status: 201, etag: etagOf(subject.logIndex), location, body: toBody(subject) };
      },
    },
    changeWebhookEndpoint: {
      ...acts.change,
      gives: async (tx, asked) => {
        const { grant } = await getEndpoint(tx, asked);
        return [grant, grantOf((asked.body.changes.grant as WebhookEndpoint['grant'] | undefined) ?? grant)];
      },
    },
    rotateWebhookSecret: {
      reach: 'stated',
      ...preparing,
      check: () => {
        if (made() === undefined) throw noSealing();
      },
      gives: async (tx, asked) => [(await getEndpoint(tx, asked)).grant],
      act: async (entry, asked) => {
        const subject = await rotate(parts, entry, asked);
        return { status: 200, etag: etagOf(subject.logIndex), body: toBody(subject) };
      },
    },
  };
}

type EndpointRequest = { readonly params: Readonly<Record<string, string>>; readonly actor: Actor };

/** Where it is called, and with which secret, is as much as what it is told: whoever says so reaches as far as it does. */
async function getEndpoint(tx: Tx, { params, actor }: EndpointRequest): Promise<WebhookEndpoint> {
  return (await findOfKind(tx, WEBHOOK_ENDPOINT, { key: params.id ?? '', grant: actor.grant })).state;
}

function refuseSealing(): never {
  throw noSealing();
}

type PreparedSecret = { readonly prepared?: Readonly<Record<string, string>>; readonly actor: Actor };

function kindFor({ outbound }: WebhookParts, { at }: Governed, { prepared }: PreparedSecret) {
  const secret = sealedSecretIn(prepared);
  return secret ? endpointsWithSecret(outbound.allowed, { secret, at }) : recordedEndpoints(outbound.allowed);
}

async function rotate(parts: WebhookParts, entry: Governed, asked: ActRequest<'rotateWebhookSecret'>) {
  const { actor, params, body } = asked;
  const subject = await findOfKind(entry.tx, WEBHOOK_ENDPOINT, { key: params.id ?? '', grant: actor.grant });
  const event = { changes: {}, reason: body.reason, effectiveOn: entry.on };
  return changeOfKind(entry, kindFor(parts, entry, asked), { subject, ...event, ...contextOf(entry, parts, actor) });
}
