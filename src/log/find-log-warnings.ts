import type { Tx } from '../db/index.ts';
import type { ReadinessProbe } from '../http/readiness.ts';
import { type Instant, msBetween, type Text, text } from '../kernel/index.ts';
import { findUnsigned, type UnsignedLeaves } from './checkpoints/write-checkpoint.ts';
import { gapText } from './log-gap.ts';
import { findRestoredSize } from './record-restore.ts';

/** The gate does not go on with a log that has a gap; whoever watches it should hear of leaves without a signature. */
export async function findLogWarnings(tx: Tx, at: Instant): Promise<readonly ReadinessProbe[]> {
  const restored = await findRestoredSize(tx);
  return [...gapWarnings(restored), ...unsignedWarnings(await findUnsigned(tx), at)];
}

function gapWarnings(restored: number | null): readonly ReadinessProbe[] {
  return restored === null ? [] : [{ name: 'log', ok: false, detail: gapText(restored) }];
}

/** Twice what is promised: by then something keeps the gate from signing. */
const UNSIGNED_MS_MAX = 120_000;

function unsignedWarnings({ leaves, since }: UnsignedLeaves, now: Instant): readonly ReadinessProbe[] {
  if (leaves < 0) return [{ name: 'log-checkpoints', ok: true, detail: lostText(-leaves) }];
  if (since === null || msBetween(since, now) <= UNSIGNED_MS_MAX) return [];
  const detail = text(
    `有 ${leaves} 条记录尚无检查点签署，最早的写于 ${since}。`,
    `Leaves that are not signed: ${leaves}, the oldest since ${since}.`,
  );
  return [{ name: 'log-checkpoints', ok: true, detail }];
}

function lostText(leaves: number): Text {
  return text(
    `日志缺少 ${leaves} 条检查点签署过的记录，请运行 gate verify。`,
    `The log has lost leaves that were signed for: ${leaves}. Run gate verify.`,
  );
}
