import { Refusal, type Text, text } from '../kernel/index.ts';
import type { KnownHead } from './verify/verify-tree.ts';

/** A log that was restored, and after which nothing is missing that anybody outside knows of. */
export const LOG_RESTORED = 'log.restored';

/** A log that was restored and goes on although acknowledged leaves are missing. */
export const GAP_ACCEPTED = 'log.gap_accepted';

/** Leaves from one index to before another that were acknowledged once, and of which a leaf says that they are lost. */
export interface AcceptedGap {
  readonly from: number;
  readonly to: number;
  /** The head of the lost leaves that was known outside; undefined where the leaf names none that can be read. */
  readonly known: KnownHead | undefined;
}

/** A gap begins at the leaf that names it, and at no other: whoever restores says so before anything else. */
export function gapIn(
  logIndex: number,
  { from, to, known }: Readonly<Record<string, unknown>>,
): AcceptedGap | undefined {
  return from === logIndex && typeof to === 'number' ? { from, to, known: headIn(known) } : undefined;
}

function headIn(known: unknown): KnownHead | undefined {
  const { size, rootHash }: Readonly<Record<string, unknown>> = Object(known);
  if (typeof size !== 'number' || typeof rootHash !== 'string') return undefined;
  return { size, rootHash: Buffer.from(rootHash, 'base64') };
}

/** What every governed act is answered until an act says what is missing. */
export function logGap(size: number): Refusal {
  return new Refusal('unavailable', 'log.gap', gapText(size));
}

/** Says from where on a restored log may lack decisions, and what to do. */
export function gapText(size: number): Text {
  return text(
    `本闸口由备份恢复到第 ${size} 条记录，其后的决定可能缺失；在以 gate restore --accept-gap 说明缺口之前不受理业务。`,
    `This gate was restored from a backup at ${size} leaves, and decisions after it may be missing; it takes nothing until gate restore --accept-gap says what the gap is.`,
  );
}
