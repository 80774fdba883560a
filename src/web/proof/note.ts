import { bytesIn, utf8 } from './bytes.ts';
import type { Check, GateKeys } from './check.ts';
import { type Cosigned, cosignaturesIn } from './cosignature.ts';
import { isSignedBy } from './crypto.ts';
import { parseNote, signaturesOf } from './signed-note.ts';
import { parseVerifierKey } from './verifier-key.ts';

/** How far a log has come (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: Uint8Array;
}

export interface JudgedCheckpoint {
  readonly checkpoint: Checkpoint | undefined;
  readonly checks: readonly Check[];
  /** Witnesses of the log who cosigned, each with when. */
  readonly cosigned: readonly Cosigned[];
  /** Names of others that signed too. The gate knows no key of theirs, so nothing is said about whether those are good. */
  readonly others: readonly string[];
}

/** Whether a checkpoint is of the gate's log, and signed by a key of it that nobody else may have had. */
export function judgeCheckpoint(written: string, keys: GateKeys): JudgedCheckpoint {
  const note = parseNote(written);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!checkpoint) {
    const checks: readonly Check[] = [{ name: 'checkpointForm', isGood: false, about: '' }];
    return { checkpoint: undefined, checks, cosigned: [], others: [] };
  }
  const { origin } = checkpoint;
  const known = keys.log
    .flatMap(({ verifierKey, isCompromised }) => {
      const key = parseVerifierKey(verifierKey, 'note');
      return key ? [{ ...key, isCompromised }] : [];
    })
    .filter(({ name }) => name === origin);
  const cosigned = cosignaturesIn(note, keys.witnesses);
  const isCosigned = cosigned.some(({ isGood }) => isGood);
  const signed = known.filter((key) => signaturesOf(note, key).length > 0);
  // What a key signed that somebody else may have had is good only where a witness saw it in the log.
  const usable = signed.filter(({ isCompromised }) => !isCompromised || isCosigned);
  const good = usable.find((key) =>
    signaturesOf(note, key).every(({ bytes }) => isSignedBy(key.bytes, utf8(note.text), bytes)),
  );
  const about = (good ?? usable[0] ?? signed[0])?.shown ?? '';
  const judged = new Set([...known.map(({ name }) => name), origin, ...cosigned.map(({ name }) => name)]);
  return {
    checkpoint,
    checks: [
      { name: 'log', isGood: known.length > 0, about: origin },
      { name: 'checkpointKey', isGood: usable.length > 0, about },
      { name: 'checkpointSignature', isGood: good !== undefined, about: String(checkpoint.size) },
      ...cosigned.map(({ name, isGood }) => ({ name: 'cosignature', isGood, about: name }) as const),
    ],
    cosigned,
    others: note.signatures.map(({ name }) => name).filter((name) => !judged.has(name)),
  };
}

function parseCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split('\n');
  const [origin = '', size = '', root = ''] = lines;
  const rootHash = bytesIn(root);
  const isWhole = lines.length >= 4 && !lines.slice(0, -1).includes('');
  if (!isWhole || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) return undefined;
  return rootHash?.length === 32 ? { origin, size: Number(size), rootHash } : undefined;
}
