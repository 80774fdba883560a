import {
  type BackupManifest,
  NOT_RESTORED,
  type ValidatedBackup,
  validateBackup,
  writeBackup,
} from '../../backup/index.ts';
import { inSnapshot } from '../../db/index.ts';
import { text } from '../../kernel/index.ts';
import { evidenceFolder, findEvidenceBytes } from '../../register/index.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK, type Surroundings } from '../command.ts';
import { withDatabase } from '../local-database.ts';
import { readOptions, usage } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';

/** The backup is whole, but the gate itself had lost some of the proofs that it should hold. */
const EXIT_EVIDENCE_MISSING = 2;

export const backup: CommandBody = {
  run: async (args, surroundings) => {
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: 1 });
    const [folder] = words;
    if (folder === undefined) throw usage(text('请给出备份文件夹', 'name the folder of the backup'));
    if (values.verify) return verifyBackup(surroundings, folder);
    const manifest = await makeBackup(surroundings, {
      folder,
      earlier: values.since,
      withKeys: values['with-keys'],
    });
    return reportWritten(surroundings.terminal, folder, manifest);
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

function makeBackup({ config, terminal, io: { clock } }: Surroundings, wish: Wish): Promise<BackupManifest> {
  const { dataDir, origin } = config;
  const folder = evidenceFolder(dataDir);
  return withDatabase(config, (db) =>
    writeBackup({
      ...{ ...wish, dataDir, origin, clock, engine: db.engine },
      asOfOneMoment: (work) => inSnapshot(db, work, { again: false }),
      findEvidence: async (hash) =>
        (await inSnapshot(db, (tx) => findEvidenceBytes(tx, hash))) ?? (await folder.read(hash)),
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

async function verifyBackup({ terminal, io: { clock } }: Surroundings, folder: string): Promise<number> {
  const checked = await validateBackup({ folder, clock, onTable: showTable(terminal) });
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

export function printFaults({ print, paint, say }: Terminal, { faults }: ValidatedBackup): void {
  for (const fault of faults) print(paint('red', `✘ ${say(fault)}`));
}
