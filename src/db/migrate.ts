import { MIGRATIONS } from '../../db/migrations/index.ts';
import type { MigrationStep } from '../../db/step.ts';
import { type Clock, Refusal, text } from '../kernel/index.ts';
import { type Database, type Tx, withoutLimits } from './database.ts';
import { kindOfDatabaseError } from './database-errors.ts';
import { againAfterConflict, BUSY, inTurnOfCluster, type KeepTurn } from './migration-turn.ts';
import { type MigrationWatch, runMissing, runStep } from './run-steps.ts';
import { selectedRows } from './statements.ts';
import { refreshStatistics } from './statistics.ts';
import { inTransaction } from './transaction.ts';

/** Named after the database, because MariaDB's named locks hold for the whole server and have at most 64 characters. */
const LOCK = "concat('genuine-gate-', md5(database()))";
const LOCK_WAIT_S = 60;

/**
 * Brings the schema to what this code expects, one guarded step after the other; killed anywhere, it goes on from there.
 * Two at once harm nothing: what one has done the other finds done. A schema newer than this code is refused.
 * Answers the names of the steps it ran.
 */
export async function migrate(db: Database, clock: Clock, watch: MigrationWatch = {}): Promise<readonly string[]> {
  const ran = await runSteps({ db, clock, watch, steps: MIGRATIONS, refuse: refuseUnfinished });
  await refreshStatistics(db);
  return ran;
}

/**
 * The name of no step: while it stands among the steps, a restore has begun and not ended. No version of the gate takes
 * such a database for a whole one, since each refuses a schema with a step that it does not know.
 */
const RESTORE_UNFINISHED = 'restore-unfinished';

function refuseUnfinished(done: ReadonlySet<string>): void {
  if (!done.has(RESTORE_UNFINISHED)) return;
  throw new Error('a restore into this database did not come to its end: run gate restore again with the same backup');
}

/** Notes in an empty database, before anything else, that a restore has begun. */
export async function beginRestore(tx: Tx, clock: Clock): Promise<void> {
  await makeStepsTable(tx);
  await tx('schema_steps').insert({ name: RESTORE_UNFINISHED, at: clock() });
}

export async function endRestore(tx: Tx): Promise<void> {
  await tx('schema_steps').where({ name: RESTORE_UNFINISHED }).delete();
}

/** Whether all that a database holds came from a restore that did not end. */
export async function hasUnfinishedRestore(tx: Tx): Promise<boolean> {
  const row: unknown = await tx('schema_steps').where({ name: RESTORE_UNFINISHED }).first();
  return row !== undefined;
}

/** While a restore goes on: the steps that its backup was made with, and at its end those that have come since. */
export async function migrateRestored(
  db: Database,
  clock: Clock,
  names: readonly string[] = MIGRATION_NAMES,
): Promise<readonly string[]> {
  const steps = MIGRATIONS.filter(({ name }) => names.includes(name));
  return runSteps({ db, clock, watch: {}, steps, refuse: () => undefined });
}

/** The steps of this version, in their order. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map(({ name }) => name);

interface Migration {
  readonly db: Database;
  readonly clock: Clock;
  readonly watch: MigrationWatch;
  readonly steps: readonly MigrationStep[];
  readonly refuse: (done: ReadonlySet<string>) => void;
}

function runSteps(migration: Migration): Promise<readonly string[]> {
  return migration.db.engine === 'mysql' ? migrateMysql(migration) : migrateSqlite(migration);
}

interface StepsLeft {
  readonly left: readonly MigrationStep[];
  /** No step was run yet, so there are no rows in this database. */
  readonly isNew: boolean;
}

async function stepsLeft(tx: Tx, { steps, refuse }: Migration): Promise<StepsLeft> {
  const done = await stepsDone(tx);
  refuse(done);
  return { left: steps.filter(({ name }) => !done.has(name)), isNew: !MIGRATION_NAMES.some((name) => done.has(name)) };
}

/**
 * Each step is a transaction of its own there, with its note, so that what was run stays when the process is killed. A new
 * database has nothing to lose by beginning anew, and gets all of its steps at once: a disk is waited for once and not 170 times.
 */
async function migrateSqlite(migration: Migration): Promise<readonly string[]> {
  const ran: string[] = [];
  for (let of = 0, isDone = false; !isDone; ) {
    const some = await writingInTime(migration.db, async (tx) => {
      const { left, isNew } = await stepsLeft(tx, migration);
      of = Math.max(of, left.length);
      isDone = isNew || left.length <= 1;
      const place = { first: of - left.length + 1, of, isNew };
      return runMissing(tx, { ...migration, engine: 'sqlite', steps: isNew ? left : left.slice(0, 1), place });
    });
    ran.push(...some);
  }
  return ran;
}

/** Another process may be at a step that takes longer than anybody waits for the lock who decides orders. */
async function writingInTime<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const until = performance.now() + LOCK_WAIT_S * 1_000;
  for (;;) {
    try {
      return await inTransaction(db, work);
    } catch (error) {
      if (kindOfDatabaseError(error) !== 'run-again' || performance.now() >= until) throw error;
    }
  }
}

/** Schema statements commit by themselves there; a lock of the session ends with the session, also after a kill. */
async function migrateMysql(migration: Migration): Promise<readonly string[]> {
  const { db } = migration;
  return againAfterConflict(() => db.writer.transaction((tx) => withoutLimits(tx, () => lockedOnMysql(tx, migration))));
}

async function lockedOnMysql(tx: Tx, migration: Migration): Promise<readonly string[]> {
  const [lock] = selectedRows<{ taken: number }>(await tx.raw(`select get_lock(${LOCK}, ?) as taken`, [LOCK_WAIT_S]));
  if (lock?.taken !== 1) throw new Error(BUSY);
  try {
    const wish = { waitMs: LOCK_WAIT_S * 1_000, makeLeases: () => makeLeases(tx) };
    const ran = await inTurnOfCluster(tx, wish, (keepTurn) => runAll(tx, migration, keepTurn));
    // The last note must be there for whoever takes the lock next.
    await tx.raw('commit');
    return ran;
  } finally {
    await tx.raw(`select release_lock(${LOCK})`);
  }
}

async function runAll(tx: Tx, migration: Migration, keepTurn: KeepTurn): Promise<readonly string[]> {
  const { left, isNew } = await stepsLeft(tx, migration);
  const place = { first: 1, of: left.length, isNew };
  return runMissing(tx, { ...migration, engine: 'mysql', steps: left, place, keepTurn });
}

/** The step itself comes later, in its turn, and finds the table. */
async function makeLeases(tx: Tx): Promise<void> {
  const leases = MIGRATIONS.find(({ name }) => name === '0002-leases');
  if (leases) await runStep(tx, leases, 'mysql');
}

async function stepsDone(tx: Tx): Promise<ReadonlySet<string>> {
  await makeStepsTable(tx);
  const done = new Set(await stepNames(tx));
  refuseNewerSchema(done);
  return done;
}

async function stepNames(tx: Tx): Promise<readonly string[]> {
  return (await tx('schema_steps').select('name')).map((row: { name: string }) => row.name);
}

async function makeStepsTable(tx: Tx): Promise<void> {
  await tx.raw(
    'create table if not exists schema_steps (name varchar(100) not null primary key, at char(24) not null)',
  );
}

function refuseNewerSchema(done: ReadonlySet<string>): void {
  const known = new Set([...MIGRATION_NAMES, RESTORE_UNFINISHED]);
  const unknown = [...done].filter((name) => !known.has(name)).join(', ');
  if (unknown === '') return;
  const says = text(
    `此数据库已由更新的版本升级：${unknown}。请运行该版本；要退回本版本，只能恢复升级前的备份`,
    `this database was migrated by a newer version: ${unknown}. Run that one; the way back is a backup from before`,
  );
  throw new Refusal('unavailable', 'database.newer', says);
}

/** The steps that `migrate` would run; runs none, and refuses what it refuses. */
export async function listMissingSteps(tx: Tx): Promise<readonly string[]> {
  const done = new Set((await tx.schema.hasTable('schema_steps')) ? await stepNames(tx) : []);
  refuseNewerSchema(done);
  refuseUnfinished(done);
  return MIGRATION_NAMES.filter((name) => !done.has(name));
}

/** Whether any step is still to be run; for `/readyz`, which must not change anything. */
export async function hasPendingMigrations(db: Database): Promise<boolean> {
  if (!(await db.reader.schema.hasTable('schema_steps'))) return true;
  const rows: readonly { name: string }[] = await db.reader('schema_steps').select('name');
  const done = new Set(rows.map(({ name }) => name));
  return done.has(RESTORE_UNFINISHED) || done.size < MIGRATIONS.length;
}
