import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { Refusal, text } from '../../kernel/index.ts';
import {
  findRestoredSize,
  governedAfterRestore,
  hasBeenWitnessed,
  type KnownHead,
  recordGap,
  recordRestored,
  requireHeld,
} from '../../log/index.ts';
import { EXIT_OK, type Surroundings } from '../command.ts';
import { localActor, localDeps, withDatabase } from '../local-database.ts';
import { usage } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';
import { latestOf } from '../witness/known-heads.ts';

/** Restored, but it takes nothing before somebody has said what is missing. */
const EXIT_GAP = 2;

interface GapAcceptance {
  readonly surroundings: Surroundings;
  readonly known: readonly KnownHead[];
  /** The operator says that the witness knew no more than this a moment ago. */
  readonly isNewest: boolean;
}

/**
 * Lets a restored log go on by itself where nobody outside knows more of it than the backup. A log that had a witness is
 * not taken for whole before its witness was asked: an older checkpoint of it tells nothing of what came after the backup.
 */
export async function acceptItself(db: Database, { surroundings, known, isNewest }: GapAcceptance): Promise<number> {
  const { config, terminal, io } = surroundings;
  const [size, isWitnessed] = await inSnapshot(
    db,
    async (tx) => [await sizeOf(tx), await hasBeenWitnessed(tx)] as const,
  );
  const latest = latestOf(known) ?? null;
  const { print, paint, say } = terminal;
  const isGap = latest !== null && latest.size > size;
  if (isGap || (isWitnessed && !(latest && isNewest))) {
    print(paint('red', say(isGap ? gapTold(size, latest.size) : WITNESSED)));
    print(say(HOW_TO_ACCEPT));
    return EXIT_GAP;
  }
  const by = localActor('system-administrator');
  await inTransaction(db, (tx) =>
    governedAfterRestore(tx, localDeps(config, io), async (entry) =>
      recordRestored(entry, { by, reason: null, known: latest }),
    ),
  );
  print(say(GOES_ON));
  return EXIT_OK;
}

const GOES_ON = text(
  '未发现备份之后还有记录；闸口可以启动（gate serve），从备份处继续。',
  'Nothing is known of decisions after this backup: the gate may be started (gate serve), and goes on from here.',
);

async function sizeOf(tx: Tx): Promise<number> {
  return (await findRestoredSize(tx)) ?? 0;
}

/** What differs from the log or is wrong beside its leaves is told, and a person says that the gate goes on with them. */
export function holdDiffering({ print, paint, say }: Terminal): number {
  print(paint('red', say(DIFFERING)));
  print(say(HOW_TO_ACCEPT));
  return EXIT_GAP;
}

interface Acceptance {
  readonly known: readonly KnownHead[];
  readonly isNewest: boolean;
  readonly reason: string | undefined;
}

/**
 * The operator's act, as the local key, and not a proposal: proposals are governed acts themselves, and whose keys and
 * roles are right after a gap nobody can tell. Whoever restores a database could write anything into it in any case. The
 * second person is the witness, which cosigns nothing more before the audit bureau, too, has accepted the gap there.
 */
export async function acceptGap(
  { config, terminal, io }: Surroundings,
  { known: heads, isNewest, reason }: Acceptance,
): Promise<number> {
  if (!reason?.trim()) throw usage(text('请用 --reason 说明理由', 'say why with --reason'));
  const by = localActor('system-administrator');
  const known = latestOf(heads);
  const accepted = await withDatabase(config, (db) =>
    inTransaction(db, (tx) =>
      governedAfterRestore(tx, localDeps(config, io), async (entry, size) => {
        await requireHeld(tx, heads);
        if (!known || known.size <= size) {
          if (!(known && isNewest) && (await hasBeenWitnessed(tx))) throw usage(WITNESSED);
          return { size, logIndex: recordRestored(entry, { by, reason, known: known ?? null }) };
        }
        return { size, logIndex: recordGap(entry, { by, reason, known }) };
      }),
    ),
  );
  if (!accepted) throw notWaiting();
  const { print, paint, say } = terminal;
  const gap = known && known.size > accepted.size ? gapTold(accepted.size, known.size) : null;
  if (gap) print(paint('red', say(gap)));
  print(say(goesOn(accepted.logIndex)));
  return EXIT_OK;
}

function gapTold(from: number, to: number) {
  return text(
    `缺口：第 ${from} 至 ${to - 1} 条记录（${to - from} 条）曾已答复，备份中没有。`,
    `A gap: leaves ${from} to ${to - 1} (${to - from} of them) were acknowledged and are not in the backup.`,
  );
}

function goesOn(logIndex: number) {
  return text(
    `已记入日志第 ${logIndex} 条，日志由此继续。请重新启动闸口。`,
    `Leaf ${logIndex} says so, and the log goes on from there. Restart the gate.`,
  );
}

const WITNESSED = text(
  '本日志有见证方，备份之后可能另有记录：请在见证方处现在运行 gate witness page，用 --known 给出所印的条数和根散列，并加 --newest。',
  'This log has a witness, and leaves after the backup may be missing: run gate witness page at the witness now, and give the size and root that it prints with --known and --newest.',
);

const DIFFERING = text(
  '备份中的表与其日志不一致，或日志记录之旁有误（见上）：原闸口的表曾绕过日志被改动，或备份被改写。',
  'Tables of the backup differ from its log, or what stands beside its leaves is wrong, as listed: they were changed behind its back, in the gate or in the backup.',
);

const HOW_TO_ACCEPT = text(
  '闸口现在只供查询。说明后继续：gate restore --accept-gap --known <检查点> [--newest] --reason <理由>',
  'The gate only shows what it has. It goes on after: gate restore --accept-gap --known <checkpoint> [--newest] --reason <reason>',
);

function notWaiting(): Refusal {
  const message = text('日志并未等待说明缺口。', 'The log does not wait for anybody to say what a gap is.');
  return new Refusal('conflict', 'restore.not_waiting', message);
}
