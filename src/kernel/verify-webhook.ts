import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import { type Clock, instant, msBetween, systemClock } from './time.ts';

/** Headers as a web server has them, whatever the case of their names. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export type WebhookCheck =
  | { readonly isGenuine: true; readonly id: string }
  | { readonly isGenuine: false; readonly why: 'headers' | 'timestamp' | 'signature' };

export interface WebhookCheckOptions {
  readonly clock?: Clock;
  /** How old a message may be, and how far its clock may be ahead. */
  readonly toleranceSeconds?: number;
}

/** Older than this it may be one that somebody recorded. */
const TOLERANCE_SECONDS = 300;

/**
 * Whether a message is from whoever has the key, and new (Standard Webhooks 1.0). `body` are the bytes as they came,
 * before anybody parsed them; `keys` are secrets (`whsec_…`) or public keys (`whpk_…`), any of which may fit. A message
 * that is genuine may come again: remember its `id` for as long as it could.
 */
export function verifyWebhook(
  headers: WebhookHeaders,
  body: string | Uint8Array,
  keys: string | readonly string[],
  options: WebhookCheckOptions = {},
): WebhookCheck {
  const { clock = systemClock, toleranceSeconds = TOLERANCE_SECONDS } = options;
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerIn(headers, name),
  );
  if (!id || !timestamp || !signatures) return { isGenuine: false, why: 'headers' };
  if (!/^\d{1,12}$/.test(timestamp)) return { isGenuine: false, why: 'timestamp' };
  const ageMs = msBetween(instant('1970-01-01T00:00:00.000Z'), clock()) - Number(timestamp) * 1_000;
  if (Math.abs(ageMs) > toleranceSeconds * 1_000) return { isGenuine: false, why: 'timestamp' };
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);
  const fits = [keys].flat().some((key) => signatures.split(' ').some((one) => isBy(key, content, one)));
  return fits ? { isGenuine: true, id } : { isGenuine: false, why: 'signature' };
}

function headerIn(headers: WebhookHeaders, name: string): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : found?.[0];
}

function isBy(key: string, content: Buffer, signature: string): boolean {
  const [version, encoded = ''] = signature.split(',');
  const bytes = Buffer.from(encoded, 'base64');
  if (version === 'v1' && key.startsWith('whsec_')) {
    const secret = Buffer.from(key.slice('whsec_'.length), 'base64');
    const wanted = createHmac('sha256', secret).update(content).digest();
    return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
  }
  return version === 'v1a' && key.startsWith('whpk_') && isByKey(key, content, bytes);
}

const KEY_BYTES = 32;

function isByKey(key: string, content: Buffer, signature: Buffer): boolean {
  const raw = Buffer.from(key.slice('whpk_'.length), 'base64');
  if (raw.length !== KEY_BYTES) return false;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
  return verify(null, content, createPublicKey({ key: jwk, format: 'jwk' }), signature);
}
