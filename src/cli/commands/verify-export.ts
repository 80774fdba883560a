import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Text, text } from '../../kernel/index.ts';
import { type ExportFault, type ExportResult, openExportVerifier } from '../../log/tree/exported-log.ts';
import { EXIT_FAILED, EXIT_OK } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { NO_KEY, trustedKeys } from '../witness/trusted-keys.ts';

/** Nothing is wrong, but nobody has vouched for the last leaves: as a minute after a leaf, or where some were added. */
const EXIT_UNSIGNED = 2;

/** Checks a log that somebody else holds: hashes every leaf, grows the tree, and compares it with what was signed. */
export async function verifyExport(terminal: Terminal, file: string, vkeys: readonly string[]): Promise<number> {
  const check = openExportVerifier(trustedKeys(vkeys));
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    check.take(line);
  }
  const result = check.finish();
  report(terminal, result, vkeys);
  if (!isGood(result)) return EXIT_FAILED;
  return result.signedSize < result.leaves ? EXIT_UNSIGNED : EXIT_OK;
}

/** Nobody has vouched for leaves without a checkpoint of a key that is trusted. */
function isGood({ faults, checkpoints }: ExportResult): boolean {
  return faults.length === 0 && checkpoints > 0;
}

function report({ print, paint, say }: Terminal, found: ExportResult, vkeys: readonly string[]): void {
  for (const fault of found.faults) print(paint('red', say(describe(fault))));
  if (found.checkpoints === 0 && found.faults.length === 0)
    print(paint('red', say(vkeys.length === 0 ? NO_KEY : UNSIGNED)));
  const { leaves, checkpoints, signedSize } = found;
  if (isGood(found))
    print(
      paint(
        'green',
        say(
          text(
            `✔ 导出的日志完整：${signedSize} 条记录，与 ${checkpoints} 个检查点一致。`,
            `✔ The exported log is whole: ${signedSize} leaves agree with ${checkpoints} checkpoints.`,
          ),
        ),
      ),
    );
  if (isGood(found) && signedSize < leaves) print(paint('yellow', say(unsigned(signedSize, leaves))));
  if (leaves === 0) return;
  const root = found.rootHash.toString('base64');
  print(say(text(`条数 ${leaves}，根散列 ${root}`, `size ${leaves}, root ${root}`)));
}

function unsigned(from: number, to: number) {
  return text(
    `已签署至 ${from} 条；第 ${from} 至 ${to - 1} 条记录无人签署：闸口在一分钟内签署新记录，请重新导出后再核验。`,
    `Signed up to ${from} leaves; leaves ${from} to ${to - 1} are signed by nobody. A gate signs new ones within a minute: export the log again and check that.`,
  );
}

const UNSIGNED = text('文件中没有检查点。', 'There is no checkpoint in the file.');

const FAULTS: Readonly<Record<ExportFault['kind'], (index: number) => Text>> = {
  unreadable: () => text('不是可读的导出行', 'not a readable line of an export'),
  later: (index) =>
    text(
      `导出从第 ${index} 条记录开始，不能单独核验：请接在止于该条之前的导出之后，或从 0 起导出全部日志`,
      `the export begins at leaf ${index} and cannot be checked by itself: put it behind one that ends there, or export the log from 0`,
    ),
  order: (index) => text(`此处应为第 ${index} 条记录`, `leaf ${index} should stand here`),
  root: (index) => text(`记录与大小为 ${index} 的根散列不符`, `the leaves do not give the root of size ${index}`),
  signature: () => text('检查点不是由所给公钥签署的', 'none of the keys given has signed this checkpoint'),
  unfinished: () => text('导出未完成，缺少末行', 'the export was not finished; its last line is missing'),
};

function describe({ kind, line, index }: ExportFault): Text {
  const words = FAULTS[kind](index);
  return text(`文件第 ${line} 行：${words['zh-CN']}`, `Line ${line} of the file: ${words.en}`);
}
