import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../governed.ts';
import { listAllSigningKeys } from '../keys/list-signing-keys.ts';
import { listWitnesses } from './list-witnesses.ts';
import { isKeyName, type VerifierKey } from './signed-note.ts';
import {
  WITNESS_ENDED,
  WITNESS_INTRODUCED,
  type Witness,
  type WitnessStatement,
  witnessId,
  witnessKey,
  witnessSubject,
} from './witness.ts';

interface Act {
  readonly actor: Actor;
  readonly reason: string;
}

/** From this leaf on what the key cosigns is taken. A gate that witnesses itself would witness nothing. */
export async function recordWitness(
  entry: Governed,
  { name, publicKey, actor, reason }: WitnessStatement & Act,
): Promise<Witness> {
  if (!isKeyName(name)) throw badName();
  const key = witnessKey({ name, publicKey });
  if ((await listWitnesses(entry.tx)).some((known) => isSame(known.key, key))) throw knownWitness();
  if (await isOwnKey(entry, key)) throw ownKey();
  const body = { witness: { name, publicKey } };
  const leaf = { type: WITNESS_INTRODUCED, subject: witnessSubject(key), by: actor, body };
  const { logIndex } = entry.append({ ...leaf, sealed: { '/reason': reason } });
  return { key, logIndex, from: entry.at, endedAt: null };
}

/** Two witnesses of one key would be one that is counted twice. */
function isSame(known: VerifierKey, key: VerifierKey): boolean {
  return known.bytes.equals(key.bytes) || known.keyId.equals(key.keyId);
}

async function isOwnKey({ tx }: Governed, { bytes }: VerifierKey): Promise<boolean> {
  return (await listAllSigningKeys(tx)).some((key) => key.bytes.equals(bytes));
}

/** After this leaf nothing more is taken of it; what it has cosigned before stays good. */
export async function recordWitnessEnd(
  entry: Governed,
  { keyId, actor, reason }: Act & { readonly keyId: string },
): Promise<Witness> {
  const witness = (await listWitnesses(entry.tx)).find(({ key }) => witnessId(key) === keyId);
  if (!witness)
    throw new Refusal('not_found', 'witness.not_found', text('没有这个见证方。', 'There is no such witness.'));
  if (witness.endedAt !== null) throw endedBefore();
  const leaf = { type: WITNESS_ENDED, subject: witnessSubject(witness.key), by: actor, body: {} };
  entry.append({ ...leaf, sealed: { '/reason': reason } });
  return { ...witness, endedAt: entry.at };
}

function badName(): Refusal {
  const message = text('名称不能含空格或加号。', 'The name must not have spaces or plus signs.');
  return new Refusal('unprocessable', 'witness.name', message, [{ pointer: '/name', message: '' }]);
}

function knownWitness(): Refusal {
  const message = text('该公钥已登记为见证方。', 'This key has been introduced as a witness before.');
  return new Refusal('conflict', 'witness.exists', message, [{ pointer: '/publicKey', message: '' }]);
}

function ownKey(): Refusal {
  const message = text(
    '这是本闸口自己的密钥，不能为自己见证。',
    'This is a key of the gate itself, which cannot be its own witness.',
  );
  return new Refusal('unprocessable', 'witness.own_key', message, [{ pointer: '/publicKey', message: '' }]);
}

function endedBefore(): Refusal {
  return new Refusal('conflict', 'witness.ended', text('该见证方已终止。', 'This witness has ended before.'));
}
