import type { ApiKey } from '../../access/index.ts';
import type { Config } from '../../gate/config.ts';
import { text } from '../../kernel/index.ts';
import { describeDifference, describeFault, type Verification } from '../../log/index.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK } from '../command.ts';
import { damaged } from '../print/explain-database-error.ts';
import { printGaps } from '../print/print-gaps.ts';
import { readOptions } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';
import { readKnownHeads } from '../witness/known-heads.ts';
import { trustedKeys } from '../witness/trusted-keys.ts';
import { verifyExport } from './verify-export.ts';
import { verifyReceipt } from './verify-receipt.ts';

export const verify: CommandBody = {
  run: async (args, { config, terminal }) => {
    const { values } = readOptions(args, OPTIONS, { wordsMax: 0 });
    const { receipt, vkey } = values;
    if (receipt !== undefined) return verifyReceipt(terminal, receipt, vkey);
    if (values.export !== undefined) return verifyExport(terminal, values.export, vkey);
    const known = await readKnownHeads(values.known, { origin: config.origin, trusted: trustedKeys(vkey) });
    const { verifyDatabase } = await import('./verify-database.ts');
    const found = await verifyDatabase({ config, terminal }, known);
    terminal.progress('');
    printGaps(terminal, found, known);
    reportVerification(terminal, found);
    reportPages(terminal, found.pageFaults, config);
    reportBothSides(terminal, found.bothSides);
    return found.isSound && found.pageFaults.length === 0 ? EXIT_OK : EXIT_FAILED;
  },
};

const OPTIONS = {
  receipt: { type: 'string' },
  export: { type: 'string' },
  vkey: { type: 'string', isList: true },
  known: { type: 'string', isList: true },
} as const;

export function reportVerification({ print, paint, say }: Terminal, found: Verification): void {
  for (const fault of found.faults) print(paint('red', say(describeFault(fault))));
  for (const difference of found.differences) print(paint('red', say(describeDifference(difference))));
  for (const words of found.uncompared) print(paint('yellow', say(words)));
  const unshown = found.differenceCount - found.differences.length;
  if (unshown > 0) print(say(text(`另有 ${unshown} 处差异未列出。`, `${unshown} more differences are not listed.`)));
  print(found.isSound ? paint('green', say(sound(found))) : paint('red', say(unsound(found))));
  const root = found.rootHash.toString('base64');
  print(say(text(`条数 ${found.size}，根散列 ${root}`, `size ${found.size}, root ${root}`)));
}

/** Of a SQLite file whose pages are broken, though all that was compared agrees. */
function reportPages({ print, paint, say }: Terminal, faults: readonly string[], { databaseUrl }: Config): void {
  if (faults.length === 0) return;
  for (const fault of faults) print(paint('red', `  ${fault}`));
  print(paint('red', `✘ ${say(damaged(databaseUrl.slice('sqlite:'.length)))}`));
}

/** No fault of the log: an earlier version made them, and somebody has to replace them. */
function reportBothSides({ print, paint, say }: Terminal, keys: readonly Pick<ApiKey, 'id' | 'label'>[]): void {
  if (keys.length === 0) return;
  const names = keys.map(({ id, label }) => `${id}（${label}）`).join('、');
  const english = keys.map(({ id, label }) => `${id} (${label})`).join(', ');
  const words = text(
    `注意：以下密钥既能提交订单，又能验收或付款，请各换成两枚、由不同的人所有；以后的版本将停用它们：${names}`,
    `Note: these keys submit orders and accept or pay as well. Replace each by two, of two people; a later version refuses them: ${english}`,
  );
  print(paint('yellow', say(words)));
}

function sound({ leaves }: Verification) {
  return text(
    `✔ 日志完整，${leaves} 条记录与各表一致。`,
    `✔ The log is whole; its ${leaves} leaves and the tables agree.`,
  );
}

function unsound({ faults, differenceCount, firstWrong }: Verification) {
  const at = text(
    firstWrong === null ? '' : `，首处在第 ${firstWrong} 条`,
    firstWrong === null ? '' : `, first at index ${firstWrong}`,
  );
  return text(
    `✘ 日志有 ${faults.length} 处错误，与各表有 ${differenceCount} 处不一致${at['zh-CN']}。`,
    `✘ ${faults.length} faults in the log and ${differenceCount} differences to the tables${at.en}.`,
  );
}
