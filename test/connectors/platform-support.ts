import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { webhookHeaders, webhookPublicKey } from '../../src/connectors/webhooks/standard-webhooks.ts';
import { makeEd25519 } from '../../src/kernel/index.ts';
import { signingKeyOf } from '../../src/log/keys/signing-key.ts';
import type { Gate } from '../support/gate.ts';
import type { Administrators } from './connector-support.ts';

/** A procurement platform as far as it calls back. */
export interface CallingPlatform {
  readonly id: string;
  readonly key: PlatformKey;
  /** Signs and sends an event; `signed` says what else is signed than is usual. */
  readonly call: (event: object, signed?: CallOverrides) => Promise<Response>;
}

export interface CallOverrides {
  readonly key?: PlatformKey;
  readonly timestamp?: number;
  readonly body?: string;
}

type PlatformKey = ReturnType<typeof newPlatformKey>;

export function newPlatformKey() {
  const key = signingKeyOf('webhook', makeEd25519().privateKey);
  return { sign: key, publicKey: webhookPublicKey(key.bytes) };
}

interface PlatformWish {
  readonly url: string;
  readonly region?: string;
}

export async function connectPlatform(
  gate: Gate,
  both: Administrators,
  { url, region = '421000' }: PlatformWish,
): Promise<CallingPlatform> {
  const key = newPlatformKey();
  const body = { label: '电子卖场', url, region, callbackKeys: [key.publicKey] };
  const { result } = await both.together('/v1/platforms', body);
  assert.equal(result.status, 201, JSON.stringify(result.body));
  const id = String(result.body.id);
  return { id, key, call: (event, signed = {}) => callBack(gate, { id, key, event, ...signed }) };
}

interface PlatformCall extends CallOverrides {
  readonly id: string;
  readonly key: PlatformKey;
  readonly event: object;
}

function callBack(gate: Gate, { id, key, event, timestamp, body }: PlatformCall): Promise<Response> {
  const content = JSON.stringify(event);
  const at = timestamp ?? Math.floor(Date.parse(gate.clock.now()) / 1_000);
  const message = { id: String(Object(event).id), timestamp: at, body: content };
  const headers = {
    ...webhookHeaders(message, { key: key.sign, secrets: [] }),
    'content-type': 'application/cloudevents+json',
  };
  return gate.nobody.send('post', `/v1/platforms/${id}/callbacks`, { bytes: body ?? content, headers });
}

let events = 0;

/** An event of a platform: who it is and when, around what it says. */
export function eventOf(gate: Gate, type: string, data: object, own: object = {}) {
  events += 1;
  const event = { specversion: '1.0', id: `emall-${events}`, source: 'emall.example', type, time: gate.clock.now() };
  return { ...event, data, ...own };
}
