import { bytesIn, isSame } from './bytes.ts';
import type { GateKeys } from './check.ts';
import { type Checkpoint, judgeCheckpoint } from './note.ts';
import { verifyConsistency } from './proofs.ts';

/** How two checkpoints fit each other, by what was computed here. */
export type Continuation =
  /** The same tree. */
  | 'same'
  /** The larger log begins with the smaller one, unchanged. */
  | 'grown'
  /** By the proof that was given it does not. */
  | 'changed'
  /** Two trees of one size, both signed: there are two logs under one name. */
  | 'forked'
  /** Under one of them no good signature of this gate stands: it may be of another, or was changed. */
  | 'unsigned';

interface Claim {
  /** Two signed notes, the smaller one first. */
  readonly older: string;
  readonly newer: string;
  readonly hashes: readonly string[];
}

/** Holds two checkpoints against each other. A note that somebody keeps outside of the gate is worth as much as its own. */
export function judgeContinuation({ older, newer, hashes }: Claim, keys: GateKeys): Continuation {
  const [from, to] = [signedIn(older, keys), signedIn(newer, keys)];
  if (!from || !to) return 'unsigned';
  if (from.size === to.size) return isSame(from.rootHash, to.rootHash) ? 'same' : 'forked';
  const isGrown = verifyConsistency({
    fromSize: BigInt(from.size),
    toSize: BigInt(to.size),
    fromRoot: from.rootHash,
    toRoot: to.rootHash,
    proof: hashes.map((hash) => bytesIn(hash) ?? new Uint8Array()),
  });
  return isGrown ? 'grown' : 'changed';
}

function signedIn(note: string, keys: GateKeys): Checkpoint | undefined {
  const { checkpoint, checks } = judgeCheckpoint(note, keys);
  return checks.every(({ isGood }) => isGood) ? checkpoint : undefined;
}
