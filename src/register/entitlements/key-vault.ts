import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { canonicalJson, digestOf } from '../../kernel/index.ts';
import { commitmentOf } from '../../log/index.ts';

/** A licence key as it is stored. */
export interface SealedKey {
  /** The name of the secret, which tells nothing of it. */
  readonly secret: string;
  readonly sealed: string;
  readonly commitment: string;
}

/** Seals licence keys with AES-256-GCM under secrets that are never in the database. */
export interface KeyVault {
  /** Undefined where the operator has set no secret. */
  readonly seal: (key: string, place: string) => SealedKey | undefined;
  /** Tells two keys apart without telling either, to whoever lacks the secret; undefined where there is none. */
  readonly compare: (key: string) => string | undefined;
  /** Undefined where the secret is no longer set, or what is stored is not what was sealed in this place. */
  readonly open: (sealed: SealedKey, place: string) => string | undefined;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 32;

/** The first secret seals; those after it still open what was sealed before the secret was changed. */
export function keyVault(secrets: readonly string[]): KeyVault {
  const ciphers = secrets.map((secret) => ({ name: nameOf(secret), key: derived(secret, 'seal') }));
  return {
    seal: (key, place) => {
      const [cipher] = ciphers;
      if (!cipher) return undefined;
      const salt = randomBytes(SALT_BYTES).toString('hex');
      const value = canonicalJson(key);
      const sealed = encrypt(canonicalJson({ salt, value }), { key: cipher.key, place });
      return { secret: cipher.name, sealed, commitment: commitmentOf({ salt, value }) };
    },
    compare: (key) => {
      const [secret] = secrets;
      return secret === undefined
        ? undefined
        : createHmac('sha256', derived(secret, 'compare')).update(key).digest('hex');
    },
    open: ({ secret, sealed, commitment }, place) => {
      const cipher = ciphers.find(({ name }) => name === secret);
      const opened = cipher && decrypt(sealed, { key: cipher.key, place });
      if (opened === undefined) return undefined;
      const { salt, value } = JSON.parse(opened) as { readonly salt: string; readonly value: string };
      return commitmentOf({ salt, value }) === commitment ? String(JSON.parse(value)) : undefined;
    },
  };
}

interface SealingKey {
  readonly key: Buffer;
  /** Where it belongs, so that one row is of no use in another. */
  readonly place: string;
}

function encrypt(plain: string, { key, place }: SealingKey): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place));
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function decrypt(sealed: string, { key, place }: SealingKey): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function nameOf(secret: string): string {
  return digestOf(derived(secret, 'name')).slice('sha256:'.length, 'sha256:'.length + 16);
}

function derived(secret: string, use: 'seal' | 'name' | 'compare'): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `genuine-gate licence-key ${use}`, 32));
}
