import { type BackupManifest, type CheckedBackup, checkBackup, NOT_RESTORED, writeBackup } from '../backup/index.ts';
import { inSnapshot } from '../db/index.ts';
import type { Config } from '../gate/config.ts';
import { systemClock, text } from '../kernel/index.ts';
import { type Command, EXIT_FAILED, EXIT_OK } from './command.ts';
import { withDatabase } from './local-database.ts';
import { readOptions, usage } from './read-options.ts';
import type { Terminal } from './terminal.ts';

/** The backup is whole, but the gate itself had lost some of the proofs that it should hold. */
const EXIT_EVIDENCE_MISSING = 2;

export const backup: Command = {
  name: 'backup',
  summary: text('备份数据库和佐证文件（闸口可照常运行）', 'back up database and proofs while the gate serves'),
  help: text(
    `用法：gate backup <新文件夹> [--since <较早的备份>] [--with-keys]
      gate backup --verify <备份文件夹>

在同一时刻的快照中写出每张表（压缩的 JSON 行）、佐证文件和 manifest.json（日志条数、根散列、各文件散列）。
全部写入磁盘后文件夹才得到自己的名称；中断时留下的 <名称>.part-… 不是备份，可以删除。
与数据库种类无关：SQLite 的备份可恢复到 MariaDB，反之亦然。

  --since <备份>   较早备份中已有的佐证文件以硬链接代替复制；每份备份仍各自完整
  --with-keys      同时备份签名私钥。得到这份备份的人可以冒充本闸口签名：须加密并另行保管
  --verify         不需要数据库，核对全部散列，并由日志记录重新计算根散列

会话、登录失败次数、未完成的动态口令登记和租约不备份。GATE_TOTP_KEY、GATE_WEBHOOK_SECRET、
GATE_LICENCE_KEY_SECRET 不在备份中，请另行保管。
退出码：0 完成，2 完成但闸口已缺少部分佐证文件，1 未完成或核对不符。`,
    `Usage: gate backup <new folder> [--since <earlier backup>] [--with-keys]
       gate backup --verify <backup>

Writes every table as of one moment (compressed lines of JSON), the proofs, and manifest.json with size and root of the log
and the digest of every file. The folder gets its name when all of it is on the disk; what an interrupted one has left,
<name>.part-…, is no backup and may be deleted. The engine does not matter: a backup of SQLite is restored into MariaDB,
and the other way round.

  --since <backup>   proofs that an earlier backup has are linked instead of copied; each backup is whole all the same
  --with-keys        with the private keys. Whoever has such a backup can sign as this gate: encrypt it and keep it apart
  --verify           needs no database: compares every digest, and hashes the leaves of the log up to the root

Not in it are sessions, failed sign-ins, enrolments that were only begun, and leases; nor GATE_TOTP_KEY, GATE_WEBHOOK_SECRET
and GATE_LICENCE_KEY_SECRET, which are kept apart. Exit codes: 0 done, 2 done but the gate itself lacks some proofs, 1 not
done, or something differs.`,
  ),
  run: async (args, { config, terminal }) => {
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: 1 });
    const [folder] = words;
    if (folder === undefined) throw usage(text('请给出备份文件夹', 'name the folder of the backup'));
    if (values.verify) return verifyBackup(terminal, folder);
    const manifest = await makeBackup(config, terminal, {
      folder,
      earlier: values.since,
      withKeys: values['with-keys'],
    });
    return reportWritten(terminal, folder, manifest);
  },
};

const OPTIONS = {
  since: { type: 'string' },
  'with-keys': { type: 'boolean' },
  verify: { type: 'boolean' },
} as const;

interface Wish {
  readonly folder: string;
  readonly earlier: string | undefined;
  readonly withKeys: boolean;
}

function makeBackup(config: Config, terminal: Terminal, wish: Wish): Promise<BackupManifest> {
  const { dataDir, origin } = config;
  return withDatabase(config, (db) =>
    writeBackup({
      ...{ ...wish, dataDir, origin, clock: systemClock, engine: db.engine },
      asOfOneMoment: (work) => inSnapshot(db, work),
      onTable: showTable(terminal),
    }),
  );
}

export function showTable(terminal: Terminal): (name: string) => void {
  return (name) => terminal.progress(name);
}

function reportWritten(terminal: Terminal, folder: string, { tables, evidence, keys, log }: BackupManifest): number {
  const { print, note, paint, paintNote, say } = terminal;
  terminal.progress('');
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const done = text(
    `✔ 已备份到 ${folder}：${tables.length} 张表 ${rows} 行，佐证文件 ${evidence.files} 个。`,
    `✔ Backed up to ${folder}: ${tables.length} tables with ${rows} rows, ${evidence.files} proofs.`,
  );
  print(paint('green', say(done)));
  print(say(text(`条数 ${log.size}，根散列 ${log.rootHash}`, `size ${log.size}, root ${log.rootHash}`)));
  const left = Object.keys(NOT_RESTORED).filter((name) => name !== 'schema_steps');
  note(say(text(`不在备份中：${left.join('、')}。`, `Not in it: ${left.join(', ')}.`)));
  note(keys ? paintNote('red', say(WITH_KEYS)) : say(WITHOUT_KEYS));
  if (evidence.missing.length === 0) return EXIT_OK;
  const missing = text(
    `闸口的数据文件夹中缺少 ${evidence.missing.length} 个佐证文件（或已损坏），备份中也没有。`,
    `The gate's own folder lacks ${evidence.missing.length} proofs, or they are damaged; so does the backup.`,
  );
  note(paintNote('red', say(missing)));
  return EXIT_EVIDENCE_MISSING;
}

const WITH_KEYS = text(
  '注意：本备份含有签名私钥。得到它的人可以冒充本闸口签发放行证和检查点，请加密并另行保管。',
  'MIND: this backup holds the private keys. Whoever has it can sign certificates and checkpoints as this gate: encrypt it\nand keep it apart.',
);
const WITHOUT_KEYS = text(
  '签名私钥不在备份中：请另行保管数据文件夹中的 keys。',
  'The private keys are not in it: keep the folder keys of the data folder apart.',
);

async function verifyBackup(terminal: Terminal, folder: string): Promise<number> {
  const checked = await checkBackup({ folder, clock: systemClock, onTable: showTable(terminal) });
  terminal.progress('');
  const { print, paint, say } = terminal;
  printFaults(terminal, checked);
  if (checked.faults.length > 0) return EXIT_FAILED;
  const { log, tables, evidence } = checked.manifest;
  const sound = text(
    `✔ 备份完整：${tables.length} 张表、${evidence.files} 个佐证文件与散列相符，日志记录得出根散列。`,
    `✔ The backup is whole: ${tables.length} tables and ${evidence.files} proofs have their digests, and the leaves lead to the root.`,
  );
  print(paint('green', say(sound)));
  print(say(text(`条数 ${log.size}，根散列 ${log.rootHash}`, `size ${log.size}, root ${log.rootHash}`)));
  return EXIT_OK;
}

export function printFaults({ print, paint, say }: Terminal, { faults }: CheckedBackup): void {
  for (const fault of faults) print(paint('red', `✘ ${say(fault)}`));
}
