import { inSnapshot } from '../db/index.ts';
import { allProjections, parseLeaf } from '../gate/main.ts';
import { text } from '../kernel/index.ts';
import { describeDifference, describeFault, type Verification, verifyLog } from '../log/index.ts';
import { type Command, EXIT_FAILED, EXIT_OK } from './command.ts';
import { readKnownHeads } from './known-heads.ts';
import { withDatabase } from './local-database.ts';
import { printGaps } from './print-gaps.ts';
import { readOptions } from './read-options.ts';
import type { Terminal } from './terminal.ts';
import { trustedKeys } from './trusted-keys.ts';
import { verifyExport } from './verify-export.ts';
import { verifyReceipt } from './verify-receipt.ts';

export const verify: Command = {
  name: 'verify',
  summary: text('核验日志，并与各表核对', 'verify the log, and compare the tables with it'),
  help: text(
    `用法：gate verify [--known <检查点文件 | 条数:根散列>]… [--vkey <公钥>]…
      gate verify --receipt <文件> --vkey <公钥>…
      gate verify --export <文件> --vkey <公钥>…

重新计算每条记录的散列、整棵树和根，与已签署的检查点核对，再将各表与日志逐条核对。只读，不修复任何内容。
请把检查点（GET /v1/log/checkpoint）和公钥（GET /v1/log/keys）保存在本机以外：只有用 --known 给出，才能发现整库换成
旧备份、整体改写并重新签署，或检查点被删除；见证方的每日页上有条数和根散列。给出 --vkey 的，检查点文件须由其签署。
--receipt 核验回执，--export 核验导出的日志（从 0 起；其后各段依次接在同一文件中），均不需要数据库。
退出码：0 一致，1 不一致，2 导出的日志中最后的记录尚无人签署。`,
    `Usage: gate verify [--known <file of a checkpoint | size:root>]… [--vkey <key>]…
       gate verify --receipt <file> --vkey <key>…
       gate verify --export <file> --vkey <key>…

Hashes every leaf anew, up to the root and the checkpoints that were signed, and compares the tables with what the log says.
It reads and repairs nothing. Keep checkpoints (GET /v1/log/checkpoint) and keys (GET /v1/log/keys) on another machine: only
against those given with --known an old backup, a log that was rewritten and signed again, or a checkpoint that was deleted
can be found; the witness prints size and root every day. With --vkey, such a key must have signed the file. --receipt checks
a receipt and --export an exported log (from leaf 0, later parts put behind it in one file), both without a database.
Exit codes: 0 all agrees, 1 something does not, 2 nobody has signed for the last leaves of an export.`,
  ),
  run: async (args, { config, terminal }) => {
    const { values } = readOptions(args, OPTIONS, { wordsMax: 0 });
    const { receipt, vkey } = values;
    if (receipt !== undefined) return verifyReceipt(terminal, receipt, vkey);
    if (values.export !== undefined) return verifyExport(terminal, values.export, vkey);
    const projections = allProjections();
    const onProgress = ({ checked, size }: { checked: number; size: number }): void =>
      terminal.progress(terminal.say(text(`核验 ${checked} / ${size}`, `verifying ${checked} of ${size}`)));
    const known = await readKnownHeads(values.known, { origin: config.origin, trusted: trustedKeys(vkey) });
    const options = { projections, parse: parseLeaf, knownHeads: known, onProgress };
    const found = await withDatabase(config, (db) => inSnapshot(db, (tx) => verifyLog(tx, options)));
    terminal.progress('');
    printGaps(terminal, found, known);
    reportVerification(terminal, found);
    return found.isSound ? EXIT_OK : EXIT_FAILED;
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
