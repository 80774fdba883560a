import {
  type BackupManifest,
  finishRestore,
  type RestoreWish,
  restoreTables,
  validateBackup,
} from '../../backup/index.ts';
import { type Database, inSnapshot, openDatabase } from '../../db/index.ts';
import type { Config } from '../../gate/config.ts';
import { allProjections } from '../../gate/projections.ts';
import { Refusal, text } from '../../kernel/index.ts';
import { isFatal, type KnownHead, type Verification, verifyLog } from '../../log/index.ts';
import { parseLeaf } from '../../proof/projections/gate-projections.ts';
import { keepEvidenceBytes } from '../../register/index.ts';
import { type CommandBody, EXIT_FAILED, type Surroundings } from '../command.ts';
import { databaseNameOf } from '../print/explain-database-error.ts';
import { readOptions, usage } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';
import { readKnownHeads } from '../witness/known-heads.ts';
import { acceptGap, acceptItself, holdDiffering } from './accept-gap.ts';
import { printFaults, showTable } from './backup.ts';
import { reportVerification } from './verify.ts';

export const restore: CommandBody = {
  run: async (args, surroundings) => {
    const { config } = surroundings;
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: 1 });
    const [folder] = words;
    const known = await readKnownHeads(values.known, { origin: config.origin, trusted: [] });
    if (values['accept-gap']) {
      if (folder !== undefined) throw usage(text('--accept-gap 不带备份', '--accept-gap takes no backup'));
      return acceptGap(surroundings, { known, isNewest: values.newest, reason: values.reason });
    }
    if (folder === undefined) throw usage(text('请给出备份文件夹', 'name the folder of the backup'));
    return restoreFrom(folder, { surroundings, known, isNewest: values.newest });
  },
};

const OPTIONS = {
  known: { type: 'string', isList: true },
  newest: { type: 'boolean' },
  'accept-gap': { type: 'boolean' },
  reason: { type: 'string' },
} as const;

interface RestoreRequest {
  readonly surroundings: Surroundings;
  readonly known: readonly KnownHead[];
  readonly isNewest: boolean;
}

async function restoreFrom(folder: string, { surroundings, known, isNewest }: RestoreRequest): Promise<number> {
  const { config, terminal, io } = surroundings;
  const { clock } = io;
  const { manifest, ...checked } = await validateBackup({ folder, clock, onTable: showTable(terminal) });
  printFaults(terminal, { manifest, ...checked });
  if (checked.faults.length > 0) return EXIT_FAILED;
  const db = openDatabase(config.databaseMigrationUrl, config.databaseCaFile);
  try {
    const { dataDir, origin } = config;
    const onTable = showTable(terminal);
    await restoreTables({
      ...{ db, called: calledBy(config), clock, folder, manifest, dataDir, origin, onTable },
      keepEvidence: keepEvidenceBytes,
    });
    const verified = await verifyRestored(db, manifest, known);
    terminal.progress('');
    if (verified.faults.some(isFatal)) throw unsound(terminal, verified);
    await finishRestore(db);
    report(terminal, manifest);
    if (verified.isSound) return await acceptItself(db, { surroundings, known, isNewest });
    reportVerification(terminal, verified);
    return holdDiffering(terminal);
  } finally {
    await db.close();
  }
}

/** With two accounts the one for the schema may still name an old database. */
function calledBy({ databaseUrl, databaseMigrationUrl: url }: Config): RestoreWish['called'] {
  return { name: databaseNameOf(url), variable: url === databaseUrl ? 'DATABASE_URL' : 'DATABASE_MIGRATION_URL' };
}

/** Heads beyond the end of the backup are no fault of it, and are told apart. */
function verifyRestored(db: Database, { log }: BackupManifest, known: readonly KnownHead[]): Promise<Verification> {
  const own = { size: log.size, rootHash: Buffer.from(log.rootHash, 'base64') };
  const knownHeads = [own, ...known.filter(({ size }) => size <= log.size)];
  return inSnapshot(db, async (tx) =>
    verifyLog(tx, { projections: await allProjections(), parse: parseLeaf, knownHeads }),
  );
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
