import { createHmac, timingSafeEqual } from 'node:crypto';
import { ED25519_SIGNATURE_BYTES, hasEd25519Signature } from './ed25519.ts';
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

/** A sender needs one for each key that it is changing; each more is only work for whoever checks them. */
const SIGNATURES_MAX = 8;

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
  const given = signatures.split(' ', SIGNATURES_MAX);
  const fits = [keys].flat().some((key) => isSignedBy(key, content, given));
  return fits ? { isGenuine: true, id } : { isGenuine: false, why: 'signature' };
}

function headerIn(headers: WebhookHeaders, name: string): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : found?.[0];
}

export const SECRET_PREFIX = 'whsec_';
export const PUBLIC_KEY_PREFIX = 'whpk_';

/** What a secret signs a message with. */
export function webhookHmac(secret: string, content: string | Buffer): Buffer {
  return createHmac('sha256', bytesOf(secret, SECRET_PREFIX)).update(content).digest();
}

function isSignedBy(key: string, content: Buffer, given: readonly string[]): boolean {
  if (key.startsWith(SECRET_PREFIX)) {
    const wanted = webhookHmac(key, content);
    return signaturesOf('v1', wanted.length, given).some((bytes) => timingSafeEqual(bytes, wanted));
  }
  const raw = key.startsWith(PUBLIC_KEY_PREFIX) ? bytesOf(key, PUBLIC_KEY_PREFIX) : Buffer.alloc(0);
  return hasEd25519Signature(raw, content, signaturesOf('v1a', ED25519_SIGNATURE_BYTES, given));
}

/** Those of a version that have its length: no other could fit. */
function signaturesOf(version: 'v1' | 'v1a', length: number, given: readonly string[]): readonly Buffer[] {
  return given
    .filter((one) => one.startsWith(`${version},`))
    .map((one) => Buffer.from(one.slice(version.length + 1), 'base64'))
    .filter((bytes) => bytes.length === length);
}

function bytesOf(key: string, prefix: string): Buffer {
  return Buffer.from(key.slice(prefix.length), 'base64');
}
