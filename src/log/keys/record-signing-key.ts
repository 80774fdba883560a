import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../governed.ts';
import type { KeyFolder } from './key-folder.ts';
import { type KnownKey, listAllSigningKeys, signingKeyAmong } from './list-signing-keys.ts';
import {
  KEY_COMPROMISED,
  KEY_INTRODUCED,
  KEY_PURPOSES,
  type KeyPurpose,
  keySubject,
  type PublicKey,
} from './signing-key.ts';

export interface KeyIntroduction {
  readonly purpose: KeyPurpose;
  readonly key: PublicKey;
  readonly by: Actor | null;
  /** Whether somebody else may have the key that it replaces. */
  readonly isReplacedCompromised: boolean;
  readonly reason: string | null;
}

/** From this leaf on the key signs, in the place of the one before it. */
export function recordSigningKey(entry: Governed, { purpose, key, by, ...why }: KeyIntroduction): number {
  const publicKey = key.bytes.toString('base64url');
  const body = { purpose, publicKey, isReplacedCompromised: why.isReplacedCompromised };
  const sealed = why.reason === null ? {} : { sealed: { '/reason': why.reason } };
  return entry.append({ type: KEY_INTRODUCED, subject: keySubject(key), by, body, ...sealed }).logIndex;
}

/** At the first start every purpose gets its key; at every other one the files must be there, or nothing can be signed. */
export async function recordMissingKeys(entry: Governed, folder: KeyFolder): Promise<void> {
  const known = await listAllSigningKeys(entry.tx);
  for (const purpose of KEY_PURPOSES) {
    if (known.some((key) => key.purpose === purpose)) signingKeyAmong(known, folder, purpose);
    else {
      const key = folder.make(purpose);
      recordSigningKey(entry, { purpose, key, by: null, isReplacedCompromised: false, reason: null });
    }
  }
}

/** Another key takes the place of the one that signs. None comes back: what it signed could not be told apart by time. */
export async function replaceSigningKey(
  entry: Governed,
  introduction: KeyIntroduction & { readonly by: Actor },
): Promise<KnownKey> {
  const { purpose, key } = introduction;
  const before = (await listAllSigningKeys(entry.tx)).find(({ kid }) => kid === key.kid);
  if (before) throw introducedBefore(before.replacedAt === null);
  const logIndex = recordSigningKey(entry, introduction);
  return { ...key, purpose, logIndex, from: entry.at, replacedAt: null, isCompromised: false };
}

/** From this leaf on nothing is believed that an earlier key has signed: it came out after it was replaced. */
export async function distrustSigningKey(
  entry: Governed,
  { kid, by, reason }: { readonly kid: string; readonly by: Actor; readonly reason: string },
): Promise<KnownKey> {
  const key = (await listAllSigningKeys(entry.tx)).find((one) => one.kid === kid);
  if (!key) throw new Refusal('not_found', 'signing_key.not_found', text('没有这个密钥。', 'There is no such key.'));
  if (key.replacedAt === null) throw signsNow();
  if (key.isCompromised) throw distrustedBefore();
  const leaf = { type: KEY_COMPROMISED, subject: keySubject(key), by, body: { purpose: key.purpose } };
  entry.append({ ...leaf, sealed: { '/reason': reason } });
  return { ...key, isCompromised: true };
}

function signsNow(): Refusal {
  const message = text(
    '该密钥正在使用。请更换密钥，并在更换时说明原密钥已泄露。',
    'This key signs now. Replace it, and say there that the replaced key is compromised.',
  );
  return new Refusal('conflict', 'signing_key.current', message);
}

function distrustedBefore(): Refusal {
  const message = text('该密钥已登记为泄露。', 'This key is known to be compromised already.');
  return new Refusal('conflict', 'signing_key.compromised', message);
}

function introducedBefore(isCurrent: boolean): Refusal {
  const message = isCurrent
    ? text('该密钥正在使用。', 'This key signs already.')
    : text(
        '该密钥以前用过，不能再次启用；请生成新密钥。',
        'This key was introduced before and does not come back. Make a new one.',
      );
  return new Refusal('conflict', 'signing_key.known', message, [{ pointer: '/publicKey', message: '' }]);
}
