import type { Tx } from '../db/index.ts';
import type { ReadinessProbe } from '../http/readiness.ts';
import { type Instant, msBetween } from '../kernel/index.ts';
import { findUnsigned, type UnsignedLeaves } from './checkpoints/write-checkpoint.ts';
import { findRestoredSize } from './record-restore.ts';

/** The gate does not go on with a log that has a gap; whoever watches it should hear of leaves without a signature. */
export async function findLogWarnings(tx: Tx, at: Instant): Promise<readonly ReadinessProbe[]> {
  const restored = await findRestoredSize(tx);
  return [
    ...(restored !== null ? [{ name: 'log', ok: false, detail: gapDetail(restored) }] : []),
    ...unsignedWarnings(await findUnsigned(tx), at),
  ];
}

function gapDetail(size: number): string {
  return `restored from a backup at ${size} leaves: say what is missing after them with gate restore --accept-gap`;
}

/** Twice what is promised: by then something keeps the gate from signing. */
const UNSIGNED_MS_MAX = 120_000;

function unsignedWarnings({ leaves, since }: UnsignedLeaves, now: Instant): readonly ReadinessProbe[] {
  if (leaves < 0) {
    return [{ name: 'log-checkpoints', ok: true, detail: `the log has lost ${-leaves} leaves that were signed for` }];
  }
  if (since === null || msBetween(since, now) <= UNSIGNED_MS_MAX) return [];
  return [{ name: 'log-checkpoints', ok: true, detail: `${leaves} leaves are not signed, the oldest since ${since}` }];
}
