import { hasStartedBefore } from '../../access/index.ts';
import { inSnapshot, listMissingSteps, openDatabase, type Tx } from '../../db/index.ts';
import { buildDigest } from '../../gate/build-digest.ts';
import { type Text, text } from '../../kernel/index.ts';
import { describeFault, type Verification, verifyLog } from '../../log/index.ts';
import { EXIT_FAILED, EXIT_OK, type Surroundings } from '../command.ts';
import { refuseMissing } from '../local-database.ts';
import { printGaps } from '../print/print-gaps.ts';
import type { Terminal } from '../terminal.ts';

type Parts = Pick<Surroundings, 'config' | 'terminal'>;

/**
 * Says before the first start of a version what it would change, and whether the log that it would go on with is whole.
 * It only reads. The tables are not compared: they may lack what this version knows.
 */
export async function checkUpgrade({ config, terminal }: Parts): Promise<number> {
  refuseMissing(config.databaseMigrationUrl);
  const db = openDatabase(config.databaseMigrationUrl, config.databaseCaFile);
  try {
    const { steps, log } = await inSnapshot(db, (tx) => readUpgrade(tx, terminal));
    terminal.progress('');
    reportSteps(terminal, steps);
    if (log) reportLog(terminal, log);
    return log?.verified.isSound === false ? EXIT_FAILED : EXIT_OK;
  } finally {
    await db.close();
  }
}

interface FoundLog {
  readonly verified: Verification;
  /** Whether this version has a leaf in it. */
  readonly hasStarted: boolean;
}

async function readUpgrade(tx: Tx, terminal: Terminal) {
  const steps = await listMissingSteps(tx);
  const log = steps.length === 0 || (await hasLeaves(tx)) ? await readLog(tx, terminal) : undefined;
  return { steps, log };
}

/** Where the first migration stopped in the middle there are tables of a log, and neither leaves nor all their columns. */
async function hasLeaves(tx: Tx): Promise<boolean> {
  if (!(await tx.schema.hasTable('log_leaves'))) return false;
  const leaf: unknown = await tx('log_leaves').first('log_index');
  return leaf !== undefined;
}

async function readLog(tx: Tx, { progress, say }: Terminal): Promise<FoundLog> {
  const verified = await verifyLog(tx, {
    onProgress: ({ checked, size }) =>
      progress(say(text(`核验 ${checked} / ${size}`, `verifying ${checked} of ${size}`))),
  });
  return { verified, hasStarted: await hasStartedBefore(tx, buildDigest(), verified.size) };
}

function reportSteps({ print, say }: Terminal, steps: readonly string[]): void {
  for (const step of steps) print(`  ${step}`);
  print(say(steps.length === 0 ? NO_STEPS : missing(steps.length)));
}

function reportLog(terminal: Terminal, { verified, hasStarted }: FoundLog): void {
  const { print, paint, say } = terminal;
  const { faults, isSound, size, rootHash } = verified;
  printGaps(terminal, verified, []);
  for (const fault of faults) print(paint('red', say(describeFault(fault))));
  print(isSound ? paint('green', say(sound(size))) : paint('red', say(unsound(faults.length))));
  const root = rootHash.toString('base64');
  print(say(text(`条数 ${size}，根散列 ${root}`, `size ${size}, root ${root}`)));
  print(say(hasStarted ? STARTED : notStarted(size)));
}

const NO_STEPS = text(
  '数据库结构已是本版本。未作任何更改。',
  'The schema is that of this version. Nothing was changed.',
);

function missing(steps: number): Text {
  return text(
    `尚缺 ${steps} 个步骤，由 gate migrate 或首次启动执行。未作任何更改。`,
    `Steps that gate migrate or the first start will run: ${steps}. Nothing was changed.`,
  );
}

function sound(size: number): Text {
  return text(
    `✔ 日志完整：${size} 条记录与各检查点一致；各表未核对（由现用版本的 gate verify 核对）。`,
    `✔ The log is whole: ${size} leaves, with its checkpoints. Tables were not compared; gate verify of the version in use does that.`,
  );
}

function unsound(faults: number): Text {
  return text(
    `✘ 日志有 ${faults} 处错误，请先查明，再升级。`,
    `✘ ${faults} faults in the log. Find out why before you upgrade.`,
  );
}

const STARTED = text(
  '本版本已在此日志中写过记录：只能继续向前。',
  'This version has written into this log already: there is no way back.',
);

function notStarted(size: number): Text {
  return text(
    `本版本首次启动会写入第 ${size} 条记录；在此之前，可恢复升级前的备份退回原版本。`,
    `The first start of this version writes leaf ${size}; until then a backup from before the upgrade is a way back.`,
  );
}
