import { type Text, text } from '../../kernel/index.ts';
import type { SaidOfGap, WitnessAlarm } from '../../witness/index.ts';

/** What an alarm says to whoever watches. */
export function alarmText(alarm: WitnessAlarm): Text {
  switch (alarm.kind) {
    case 'fork':
      return text(
        `✘ 分叉：闸口的日志与此前所见不符，拒绝联署。证据：${alarm.evidence}`,
        `✘ A FORK: the log is not what was seen before; nothing is cosigned. Evidence: ${alarm.evidence}`,
      );
    case 'key':
      return text(
        `✘ 检查点由未知密钥签署，拒绝联署：${alarm.evidence}`,
        `✘ A checkpoint was signed by an unknown key; nothing is cosigned: ${alarm.evidence}`,
      );
    case 'gap':
      return gapText(alarm);
  }
}

/** A log that says of itself that nothing is missing can name its gap no more; only people can clear that up. */
const SAID_OF_GAP: Readonly<Record<SaidOfGap, readonly [string, string]>> = {
  nothing: ['闸口尚未说明', 'The gate has not named it yet'],
  gap: [
    '闸口已在日志中说明；请审计机关以 gate witness accept-gap 接受',
    'The gate has named it; the audit bureau accepts it with gate witness accept-gap',
  ],
  other: [
    '闸口说明的检查点与此前所见不符：请审计机关查明原因，再以 gate witness accept-gap 接受',
    'The gate has named it with a checkpoint that is not the one seen here: the audit bureau finds out why before it accepts the gap with gate witness accept-gap',
  ],
  whole: [
    '闸口的日志却称没有缺失，与事实不符：请审计机关查明原因，再以 gate witness accept-gap 接受',
    'The log of the gate says that nothing is missing, which is not true: the audit bureau finds out why before it accepts the gap with gate witness accept-gap',
  ],
};

function gapText({ from, to, said }: WitnessAlarm & { readonly kind: 'gap' }) {
  const [zh, en] = SAID_OF_GAP[said];
  return text(
    `✘ 缺口：闸口缺少第 ${from} 至 ${to - 1} 条记录（恢复了旧备份），本见证方存有这些记录，拒绝联署。${zh}。`,
    `✘ A GAP: the gate lacks leaves ${from} to ${to - 1} (an old backup was restored); this witness holds them, and cosigns nothing. ${en}.`,
  );
}
