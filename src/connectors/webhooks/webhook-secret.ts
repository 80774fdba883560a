import { type Instant, plusDays, Refusal, text } from '../../kernel/index.ts';
import type { KeyVault } from '../../register/index.ts';
import { newWebhookSecret } from './standard-webhooks.ts';

/** What the log knows of a secret of an endpoint. The secret itself is sealed in a table of its own. */
export interface WebhookSecret {
  readonly id: string;
  /** The name of the secret of the operator's that it is sealed with. */
  readonly sealedWith: string;
  readonly commitment: string;
  readonly from: Instant;
  /** After this it signs no more; null while no other has taken its place. */
  readonly until: Instant | null;
}

/** A secret as it waits, with a proposal, for the second person. */
export type SealedSecret = Readonly<Record<'secretId' | 'sealedWith' | 'commitment' | 'sealed', string>>;

/** Both secrets sign for a day, so that a receiver can take up the new one whenever it suits. */
const BOTH_DAYS = 1;

export interface SecretRequest {
  readonly kept: SealedSecret;
  readonly told: { readonly secret: string };
}

/** Undefined where the operator has set nothing to seal it with. */
export function makeSecret(vault: KeyVault, secretId: string): SecretRequest | undefined {
  const secret = newWebhookSecret();
  const made = vault.seal(secret, placeOf(secretId));
  if (!made) return undefined;
  const { secret: sealedWith, commitment, sealed } = made;
  return { kept: { secretId, sealedWith, commitment, sealed }, told: { secret } };
}

/** Undefined where it cannot be opened any more: nothing is signed with it then. */
export function openSecret(
  vault: KeyVault,
  { id, sealedWith, commitment }: WebhookSecret,
  sealed: string,
): string | undefined {
  return vault.open({ secret: sealedWith, commitment, sealed }, placeOf(id));
}

function placeOf(secretId: string): string {
  return `webhook-secret/${secretId}`;
}

export function withSecret(
  secrets: readonly WebhookSecret[],
  { secretId, sealedWith, commitment }: SealedSecret,
  at: Instant,
): readonly WebhookSecret[] {
  const until = plusDays(at, BOTH_DAYS);
  const before = secrets
    .filter((secret) => holds(secret, at))
    .map((secret) => ({ ...secret, until: secret.until === null || secret.until > until ? until : secret.until }));
  return [{ id: secretId, sealedWith, commitment, from: at, until: null }, ...before].slice(0, SECRETS_MAX);
}

/** Whoever rotates three times in a day leaves out the oldest. */
const SECRETS_MAX = 3;

export function holds({ until }: Pick<WebhookSecret, 'until'>, at: Instant): boolean {
  return until === null || until > at;
}

export function sealedSecretIn(prepared: Readonly<Record<string, string>> | undefined): SealedSecret | undefined {
  const { secretId, sealedWith, commitment, sealed } = prepared ?? {};
  if (secretId === undefined || sealedWith === undefined || commitment === undefined || sealed === undefined) {
    return undefined;
  }
  return { secretId, sealedWith, commitment, sealed };
}

export function noSealing(): Refusal {
  const message = text(
    '本闸口未设置 GATE_WEBHOOK_SECRET，不生成 Webhook 密钥；接收方可核验闸口的 Ed25519 签名。',
    "This gate makes no secrets of webhooks: GATE_WEBHOOK_SECRET is not set. Receivers can check the gate's Ed25519 signature.",
  );
  return new Refusal('conflict', 'webhook_endpoint.no_secret', message);
}
