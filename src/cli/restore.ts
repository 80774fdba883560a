import { type BackupManifest, checkBackup, finishRestore, restoreTables } from '../backup/index.ts';
import { type Database, inSnapshot, openDatabase } from '../db/index.ts';
import type { Config } from '../gate/config.ts';
import { allProjections, parseLeaf } from '../gate/main.ts';
import { Refusal, systemClock, text } from '../kernel/index.ts';
import { isFatal, type KnownHead, type Verification, verifyLog } from '../log/index.ts';
import { acceptGap, acceptItself, holdDiffering } from './accept-gap.ts';
import { printFaults, showTable } from './backup.ts';
import { type Command, EXIT_FAILED } from './command.ts';
import { readKnownHeads } from './known-heads.ts';
import { readOptions, usage } from './read-options.ts';
import type { Terminal } from './terminal.ts';
import { reportVerification } from './verify.ts';

export const restore: Command = {
  name: 'restore',
  summary: text('由备份恢复到空数据库', 'restore a backup into an empty database'),
  help: text(
    `用法：gate restore <备份文件夹> [--known <检查点>]… [--newest]
      gate restore --accept-gap --known <检查点> [--newest] --reason <理由>

核对备份，写入空数据库（DATABASE_MIGRATION_URL，默认 DATABASE_URL），更新结构，再核验日志。中断后重新运行即可；
未完成的数据库不会被当作完整的数据库。

  --known <检查点>   数据库以外所知的日志状态：检查点文件，或 <条数>:<根散列>，可给多个。有见证方的，
                     请在见证方处现在运行 gate witness page，取其所印；早先的每日页不说明备份之后的事
  --newest           声明 --known 中最大者就是见证方此刻所见的最后状态
  --accept-gap       备份之后已答复的决定缺失时，以一条日志说明缺口并继续；缺失的记录在见证方处
  --reason <理由>    为什么接受，记入日志

外部所知不超过备份时，恢复自行记入日志并继续。外部所知更多（或日志曾有见证而未以 --known 和 --newest 给出其
最后状态）时，闸口只供查询，受理业务一律答复 503 log.gap，直到说明缺口；备份中的表与其日志不一致，或日志旁的签名、
列、子树有误时也是如此。注意：备份之后吊销的密钥、撤销的授权、更改的口令和删除的文字会恢复原状，须逐一重做。
退出码：0 完成，2 已恢复但须先说明缺口或不一致，1 其他。`,
    `Usage: gate restore <backup> [--known <checkpoint>]… [--newest]
       gate restore --accept-gap --known <checkpoint> [--newest] --reason <reason>

Checks the backup, fills an empty database with it (DATABASE_MIGRATION_URL, by default DATABASE_URL), brings the schema up
to date and verifies the log. Interrupted, it is run again; until it has ended nobody takes the database for a whole one.

  --known <checkpoint>  what is known of the log outside the database: the file of a checkpoint, or <size>:<root>; may
                        be given several times. Where there is a witness, run gate witness page there now and take what it
                        prints: the page of an earlier day tells nothing of what came after the backup
  --newest              says that the largest --known is the last that the witness has seen by now
  --accept-gap          where acknowledged decisions after the backup are missing: says so in the log, which then goes
                        on; the witness holds the leaves that are missing
  --reason <reason>     why this is accepted, for the log

Where nothing more is known outside than the backup holds, the log notes the restore and goes on. Where more is known (or
the log had a witness whose last state is not given with --known and --newest) the gate only shows what it has and answers
every act with 503 log.gap, until somebody says what the gap is; so it does where tables of the backup differ from its log,
or a signature, a column or a kept subtree beside the leaves is wrong. Mind: keys that were revoked, roles that were taken,
passwords that were changed and texts that were erased after the backup are what they were before; do it again. Exit codes:
0 done, 2 restored but somebody must say first what is missing or differs, 1 anything else.`,
  ),
  run: async (args, { config, terminal }) => {
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: 1 });
    const [folder] = words;
    const known = await readKnownHeads(values.known, { origin: config.origin, trusted: [] });
    if (values['accept-gap']) {
      if (folder !== undefined) throw usage(text('--accept-gap 不带备份', '--accept-gap takes no backup'));
      return acceptGap(config, terminal, { known, isNewest: values.newest, reason: values.reason });
    }
    if (folder === undefined) throw usage(text('请给出备份文件夹', 'name the folder of the backup'));
    return restoreFrom(folder, { config, terminal, known, isNewest: values.newest });
  },
};

const OPTIONS = {
  known: { type: 'string', isList: true },
  newest: { type: 'boolean' },
  'accept-gap': { type: 'boolean' },
  reason: { type: 'string' },
} as const;

interface Restoring {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly known: readonly KnownHead[];
  readonly isNewest: boolean;
}

async function restoreFrom(folder: string, { config, terminal, known, isNewest }: Restoring): Promise<number> {
  const { manifest, ...checked } = await checkBackup({ folder, clock: systemClock, onTable: showTable(terminal) });
  printFaults(terminal, { manifest, ...checked });
  if (checked.faults.length > 0) return EXIT_FAILED;
  const db = openDatabase(config.databaseMigrationUrl);
  try {
    const { dataDir, origin } = config;
    const onTable = showTable(terminal);
    await restoreTables({ db, clock: systemClock, folder, manifest, dataDir, origin, onTable });
    const verified = await verifyRestored(db, manifest, known);
    terminal.progress('');
    if (verified.faults.some(isFatal)) throw unsound(terminal, verified);
    await finishRestore(db);
    report(terminal, manifest);
    if (verified.isSound) return await acceptItself(db, { config, terminal, known, isNewest });
    reportVerification(terminal, verified);
    return holdDiffering(terminal);
  } finally {
    await db.close();
  }
}

/** Heads beyond the end of the backup are no fault of it, and are told apart. */
function verifyRestored(db: Database, { log }: BackupManifest, known: readonly KnownHead[]): Promise<Verification> {
  const own = { size: log.size, rootHash: Buffer.from(log.rootHash, 'base64') };
  const knownHeads = [own, ...known.filter(({ size }) => size <= log.size)];
  return inSnapshot(db, (tx) => verifyLog(tx, { projections: allProjections(), parse: parseLeaf, knownHeads }));
}

function unsound(terminal: Terminal, verified: Verification): Refusal {
  reportVerification(terminal, verified);
  const message = text(
    '恢复的日志不完整或与外部所知的根散列不符，数据库未投入使用。',
    'The restored log is not whole, or differs from a root that is known outside; the database is not put to use.',
  );
  return new Refusal('conflict', 'restore.unsound', message);
}

function report({ print, paint, say }: Terminal, { log, tables, keys }: BackupManifest): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const done = text(
    `✔ 已恢复 ${tables.length} 张表 ${rows} 行，日志 ${log.size} 条。`,
    `✔ Restored ${tables.length} tables with ${rows} rows; the log has ${log.size} leaves.`,
  );
  print(paint('green', say(done)));
  if (!keys) print(say(KEYS_APART));
}

const KEYS_APART = text(
  '备份不含签名私钥：请将 keys 文件夹放回数据文件夹，否则闸口不能启动。',
  'The private keys are not in the backup: put the folder keys back into the data folder, or the gate does not start.',
);
