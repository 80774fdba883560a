import { type Instant, plusMs, type Text, text } from '../kernel/index.ts';
import type { AsOfLog, ReportTable } from './report-table.ts';

/** China's clock, eight hours ahead of UTC: `2026-06-01 09:00:00`. */
export function clockTime(at: Instant): string {
  return plusMs(at, 8 * 3_600_000)
    .slice(0, 19)
    .replace('T', ' ');
}

/** By which point of the log a paper can be checked years later. */
export function asOfText({ asOf, gate }: Pick<ReportTable<never>, 'asOf' | 'gate'>): Text {
  const { index, at, rootHash } = asOf;
  const root = rootHash.toString('base64');
  if (index === null || at === null) return text(`${gate}：日志尚无记录`, `${gate}: the log has no leaf yet`);
  return text(
    `数据时点：闸口 ${gate} 日志第 ${index} 条（${clockTime(at)}），树大小 ${index + 1}，根散列 ${root}`,
    `Figures as of leaf ${index} of the log of ${gate} (${clockTime(at)}, UTC+8), tree size ${index + 1}, root hash ${root}`,
  );
}

/** The same for machines. */
export function asOfBody({ index, at, rootHash }: AsOfLog): {
  readonly index: number | null;
  readonly at: Instant | null;
  readonly rootHash: string;
} {
  return { index, at, rootHash: rootHash.toString('base64') };
}
