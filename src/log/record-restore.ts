import type { Tx } from '../db/index.ts';
import { type Actor, Refusal, text } from '../kernel/index.ts';
import type { Governed } from './governed.ts';
import { GAP_ACCEPTED, LOG_RESTORED } from './log-gap.ts';
import { markRestored, readHead } from './log-repository.ts';
import { proveConsistency } from './tree/prove-consistency.ts';
import type { KnownHead } from './verify/verify-tree.ts';

/** From now on the log waits until somebody has said what is missing after its present end. */
export async function holdLog(tx: Tx): Promise<void> {
  await markRestored(tx, (await readHead(tx)).frontier.size);
}

/** The size at which the log was restored, while it waits; null: it goes on. */
export async function findRestoredSize(tx: Tx): Promise<number | null> {
  return (await readHead(tx)).restoredSize;
}

export interface RestoreStatement {
  readonly by: Pick<Actor, 'keyId' | 'personId'>;
  readonly reason: string | null;
  /** What somebody outside the database knows of the log, the latest there is. */
  readonly known: KnownHead | null;
}

/** Refuses to go on from a log that is another than the one that was seen outside, as far as both go. */
export async function requireHeld(tx: Tx, known: readonly KnownHead[]): Promise<void> {
  const { size } = (await readHead(tx)).frontier;
  for (const head of known.filter((each) => each.size > 0 && each.size <= size)) {
    const { fromRoot } = await proveConsistency(tx, { from: head.size, to: size });
    if (!fromRoot.equals(head.rootHash)) throw otherLog(head.size);
  }
}

function otherLog(size: number): Refusal {
  const message = text(
    `恢复的日志在大小 ${size} 处的根散列与外部所知的不同：这是另一份日志，不能由此继续。`,
    `At size ${size} the restored log has another root than the one that is known outside: it is another log, and does not go on.`,
  );
  return new Refusal('conflict', 'restore.other_log', message);
}

/** Nothing is missing that anybody outside knows of. */
export function recordRestored(entry: Governed, { by, reason, known }: RestoreStatement): number {
  const body = { size: entry.nextIndex(), known: known && headBody(known) };
  return entry.append({ type: LOG_RESTORED, subject: SUBJECT, by, body, ...sealed(reason) }).logIndex;
}

/** Leaves that somebody outside has seen are missing, and the log goes on without them. */
export function recordGap(
  entry: Governed,
  { by, reason, known }: RestoreStatement & { readonly known: KnownHead },
): number {
  const body = { from: entry.nextIndex(), to: known.size, known: headBody(known) };
  return entry.append({ type: GAP_ACCEPTED, subject: SUBJECT, by, body, ...sealed(reason) }).logIndex;
}

const SUBJECT = 'gate/log';

function headBody({ size, rootHash }: KnownHead) {
  return { size, rootHash: rootHash.toString('base64') };
}

/** A reason may name a person. */
function sealed(reason: string | null) {
  return reason === null ? {} : { sealed: { '/reason': reason } };
}
