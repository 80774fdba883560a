import { utf8 } from './bytes.ts';
import type { GateKeys } from './check.ts';
import { isSignedBy } from './crypto.ts';
import { type SignedNote, signaturesOf } from './signed-note.ts';
import { parseVerifierKey, type VerifierKey } from './verifier-key.ts';

/** What a witness of the log says under a checkpoint: at this time it was the largest that it had seen of this log. */
export interface Cosigned {
  readonly name: string;
  readonly isGood: boolean;
  /** Milliseconds since 1970; undefined where no time can be read. */
  readonly at: number | undefined;
}

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** Judges the signatures of the witnesses that the gate names (C2SP tlog-cosignature, Ed25519). */
export function cosignaturesIn(note: SignedNote, witnesses: GateKeys['witnesses']): readonly Cosigned[] {
  return witnesses.flatMap(({ verifierKey, endedAt }) => {
    const key = parseVerifierKey(verifierKey, 'cosignature');
    if (!key) return [];
    return signaturesOf(note, key).map(({ bytes }) => cosignedBy(note, bytes, { key, endedAt }));
  });
}

interface Witness {
  readonly key: VerifierKey;
  readonly endedAt: string | null;
}

/** What a witness signed after its end counts for nothing: by then anybody may have its key. */
function cosignedBy({ text }: SignedNote, bytes: Uint8Array, { key, endedAt }: Witness): Cosigned {
  const { name } = key;
  const seconds = bytes.length === TIME_BYTES + SIGNATURE_BYTES ? secondsIn(bytes) : undefined;
  if (seconds === undefined) return { name, isGood: false, at: undefined };
  const at = seconds * 1_000;
  const isInTime = endedAt === null || at < Date.parse(endedAt);
  const signed = utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
  return { name, isGood: isInTime && isSignedBy(key.bytes, signed, bytes.slice(TIME_BYTES)), at };
}

/** A later second is no date of a calendar. */
const SECONDS_MAX = 8_640_000_000_000;

function secondsIn(bytes: Uint8Array): number | undefined {
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0));
  return seconds <= SECONDS_MAX ? seconds : undefined;
}
