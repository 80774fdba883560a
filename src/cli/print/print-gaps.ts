import { text } from '../../kernel/index.ts';
import type { KnownHead, Verification } from '../../log/index.ts';
import type { Terminal } from '../terminal.ts';
import { latestOf } from '../witness/known-heads.ts';

type RestoredLog = Pick<Verification, 'gaps' | 'restoredSize' | 'size'>;

export function printGaps(
  { print, paint, say }: Terminal,
  { gaps, restoredSize, size: leaves }: RestoredLog,
  known: readonly KnownHead[],
): void {
  for (const { from, to } of gaps) {
    const accepted = text(
      `缺口：第 ${from} 至 ${to - 1} 条记录因恢复旧备份而缺失，新的第 ${from} 条记录已说明。`,
      `A gap: leaves ${from} to ${to - 1} were lost when an old backup was restored; the new leaf ${from} says so.`,
    );
    print(paint('yellow', say(accepted)));
    for (const { size } of known) {
      if (from < size && size <= to && size <= leaves) print(paint('yellow', say(uncompared(size))));
    }
  }
  if (restoredSize === null) return;
  const size = restoredSize;
  const to = latestOf(known)?.size ?? size;
  const open = text(
    to > size
      ? `缺口：恢复了旧备份，第 ${size} 至 ${to - 1} 条记录缺失，尚未说明。`
      : `恢复了至第 ${size} 条的备份，其后是否缺失尚未说明。`,
    to > size
      ? `A gap: an old backup was restored, and leaves ${size} to ${to - 1} are missing; nobody has said so yet.`
      : `A backup of ${size} leaves was restored, and nobody has said yet whether any are missing.`,
  );
  print(paint('red', say(open)));
}

/** Whether it is of the lost leaves or of those that came after nobody can tell from size and root. */
function uncompared(size: number) {
  return text(
    `所给大小为 ${size} 的检查点落在缺口之内，未作比较。`,
    `What is known of size ${size} lies in the gap and was not compared.`,
  );
}
