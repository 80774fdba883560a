import type { Tx } from '../../db/index.ts';
import { type Instant, Refusal, text } from '../../kernel/index.ts';
import { listLeavesOfType } from '../log-repository.ts';
import type { KeyFolder } from './key-folder.ts';
import {
  KEY_COMPROMISED,
  KEY_INTRODUCED,
  KEY_PURPOSES,
  type KeyPurpose,
  keySubject,
  type PublicKey,
  publicKeyOf,
  type SigningKey,
} from './signing-key.ts';

/** A key as the log knows it, with what became of it. */
export interface KnownKey extends PublicKey {
  readonly purpose: KeyPurpose;
  readonly logIndex: number;
  readonly from: Instant;
  /** When another took its place; null: it signs. */
  readonly replacedAt: Instant | null;
  /** Somebody else may have had it: what it signed is not believed any more. */
  readonly isCompromised: boolean;
}

interface IntroducedKey {
  readonly purpose: KeyPurpose;
  readonly publicKey: string;
  readonly isReplacedCompromised: boolean;
}

/** Every key that this gate has ever signed with for a purpose, the oldest first; the last one signs. */
export async function listSigningKeys(tx: Tx, purpose: KeyPurpose): Promise<readonly KnownKey[]> {
  return (await listAllSigningKeys(tx)).filter((key) => key.purpose === purpose);
}

/** The same for every purpose, one purpose after the other. */
export async function listAllSigningKeys(tx: Tx): Promise<readonly KnownKey[]> {
  const leaves = await listLeavesOfType(tx, KEY_INTRODUCED);
  const compromised = new Set((await listLeavesOfType(tx, KEY_COMPROMISED)).map(({ subject }) => subject));
  const introduced = leaves.map((leaf) => ({ ...leaf, body: JSON.parse(leaf.bytes) as IntroducedKey }));
  return KEY_PURPOSES.flatMap((purpose) => {
    const ofPurpose = introduced.filter(({ body }) => body.purpose === purpose);
    return ofPurpose.map(({ logIndex, at, body }, place) => {
      const next = ofPurpose[place + 1];
      const key = publicKeyOf(body.publicKey);
      return {
        ...{ ...key, purpose, logIndex, from: at, replacedAt: next?.at ?? null },
        isCompromised: next?.body.isReplacedCompromised || compromised.has(keySubject(key)),
      };
    });
  });
}

/** The key that signs now, with its private half. Refused where this process has no such file. */
export async function findSigningKey(tx: Tx, folder: KeyFolder, purpose: KeyPurpose): Promise<SigningKey> {
  return signingKeyAmong(await listAllSigningKeys(tx), folder, purpose);
}

/** The same where all keys have been read. */
export function signingKeyAmong(known: readonly KnownKey[], folder: KeyFolder, purpose: KeyPurpose): SigningKey {
  const current = known.findLast((key) => key.purpose === purpose);
  const key = current && folder.read(purpose, current.kid);
  if (!key) throw keyMissing(purpose, current?.kid);
  return key;
}

/** The keys of a purpose whose signatures are believed: the one that signs now, and those before it that nobody else had. */
export async function listBelievedKeys(tx: Tx, purpose: KeyPurpose): Promise<readonly KnownKey[]> {
  return (await listSigningKeys(tx, purpose)).filter(({ isCompromised }) => !isCompromised);
}

/**
 * The newest believed key whose private half is here: a process that has not yet got the file of a new key still signs with
 * the one before, and that is believed as well. Refused where it has none.
 */
export async function findKeyAtHand(tx: Tx, folder: KeyFolder, purpose: KeyPurpose): Promise<SigningKey> {
  const keys = await listBelievedKeys(tx, purpose);
  const [key] = keys.toReversed().flatMap(({ kid }) => folder.read(purpose, kid) ?? []);
  if (!key) throw keyMissing(purpose, keys.at(-1)?.kid);
  return key;
}

function keyMissing(purpose: KeyPurpose, kid = '…'): Refusal {
  const file = `keys/${purpose}-${kid}.pem`;
  const message = text(
    `数据文件夹中没有可用的签名密钥 ${file}。请从备份或本闸口的其他机器复制该文件；确已丢失的，运行 gate keys replace-lost-key ${purpose}。`,
    `The data folder has no signing key ${file} that can be used. Copy it from a backup or from another machine of this gate; if it is gone for good, run gate keys replace-lost-key ${purpose}.`,
  );
  return new Refusal('unavailable', 'signing_key.missing', message);
}
