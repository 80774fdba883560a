import { randomBytes } from 'node:crypto';
import { PUBLIC_KEY_PREFIX, SECRET_PREFIX, webhookHmac } from '../../kernel/index.ts';
import type { SigningKey } from '../../log/index.ts';

/** One message as Standard Webhooks sends it: who gets it tells repetitions apart by its id. */
export interface WebhookMessage {
  readonly id: string;
  /** Seconds since 1970, of the attempt and not of what is told. */
  readonly timestamp: number;
  readonly body: string;
}

const SECRET_BYTES = 32;

export function newWebhookSecret(): string {
  return `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** A public key as receivers are told it. */
export function webhookPublicKey(bytes: Buffer): string {
  return `${PUBLIC_KEY_PREFIX}${bytes.toString('base64')}`;
}

/** `v1a` is the gate's own signature, `v1` one by each secret that holds; whoever receives it needs one that fits. */
export function webhookHeaders(
  message: WebhookMessage,
  { key, secrets }: { readonly key: SigningKey; readonly secrets: readonly string[] },
): Readonly<Record<string, string>> {
  const content = `${message.id}.${message.timestamp}.${message.body}`;
  const signatures = [
    ...secrets.map((secret) => `v1,${webhookHmac(secret, content).toString('base64')}`),
    `v1a,${key.sign(Buffer.from(content)).toString('base64')}`,
  ];
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
