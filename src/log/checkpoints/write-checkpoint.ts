import type { Tx } from '../../db/index.ts';
import { type Clock, type Instant, laterOf, msBetween } from '../../kernel/index.ts';
import type { KeyFolder } from '../keys/key-folder.ts';
import { findSigningKey, listBelievedKeys } from '../keys/list-signing-keys.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import { findLeafTime, readHead } from '../log-repository.ts';
import { verifyConsistency } from '../tree/merkle.ts';
import { proveConsistency } from '../tree/prove-consistency.ts';
import { signCheckpoint } from './checkpoint.ts';
import { findLastCheckpoint, insertCheckpoint, type StoredCheckpoint } from './checkpoints-repository.ts';
import { printNote } from './signed-note.ts';

export interface CheckpointDeps {
  readonly clock: Clock;
  readonly origin: string;
  readonly keys: KeyFolder;
}

/**
 * Signs the head as it stands, unless it is signed already or the last checkpoint is younger than `everyMs`. What does not
 * hold the last checkpoint unchanged is never signed: that signature would be the proof that the gate lies.
 */
export async function findDueCheckpoint(
  tx: Tx,
  { clock, origin, keys }: CheckpointDeps,
  everyMs: number,
): Promise<StoredCheckpoint | undefined> {
  const { frontier, at: headAt } = await readHead(tx);
  const last = await findLastCheckpoint(tx);
  const at = laterOf(clock(), headAt);
  const { size } = frontier;
  if (size === (last?.size ?? 0) || (last && msBetween(last.at, at) < everyMs)) return undefined;
  if (last) await requireGrown(tx, last, { size, rootHash: frontier.root() });
  const rootHash = frontier.root();
  const key = await findSigningKey(tx, keys, 'log');
  const signers = [key, ...(last ? await keyBefore(tx, { keys, last, key }) : [])];
  return { size, rootHash, at, kid: key.kid, note: printNote(signCheckpoint({ origin, size, rootHash }, ...signers)) };
}

interface Succession {
  readonly keys: KeyFolder;
  readonly last: StoredCheckpoint;
  readonly key: SigningKey;
}

/**
 * The first checkpoint of a new key is signed by the one before as well, so that whoever trusts only that one, such as a
 * witness, learns which key follows. A key that is lost cannot, and one that somebody else may have had must not.
 */
async function keyBefore(tx: Tx, { keys, last, key }: Succession): Promise<readonly SigningKey[]> {
  if (last.kid === key.kid) return [];
  const isBelieved = (await listBelievedKeys(tx, key.purpose)).some(({ kid }) => kid === last.kid);
  const before = isBelieved ? keys.read(key.purpose, last.kid) : undefined;
  return before ? [before] : [];
}

interface Tree {
  readonly size: number;
  readonly rootHash: Buffer;
}

async function requireGrown(tx: Tx, last: Tree, head: Tree): Promise<void> {
  const proof = head.size > last.size ? await proveConsistency(tx, { from: last.size, to: head.size }) : undefined;
  const hasGrown =
    proof &&
    verifyConsistency({
      fromSize: BigInt(last.size),
      toSize: BigInt(head.size),
      fromRoot: last.rootHash,
      toRoot: head.rootHash,
      proof: proof.hashes,
    });
  if (!hasGrown) throw new Error(`the log does not hold what was signed at size ${last.size}: run gate verify`);
}

/** Keeps a checkpoint; another process may have signed the same tree meanwhile. */
export async function writeCheckpoint(tx: Tx, checkpoint: StoredCheckpoint): Promise<boolean> {
  const last = await findLastCheckpoint(tx);
  if (last && last.size >= checkpoint.size) return false;
  await insertCheckpoint(tx, checkpoint);
  return true;
}

/** What nobody has signed yet. */
export interface UnsignedLeaves {
  /** Below nought when the log has lost leaves that were signed for. */
  readonly leaves: number;
  /** Since when the oldest of it waits; null when there is nothing. */
  readonly since: Instant | null;
}

export async function findUnsigned(tx: Tx): Promise<UnsignedLeaves> {
  const { size } = (await readHead(tx)).frontier;
  const signed = (await findLastCheckpoint(tx))?.size ?? 0;
  const since = size > signed ? await findLeafTime(tx, signed) : undefined;
  return { leaves: size - signed, since: since ?? null };
}
