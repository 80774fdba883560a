import { MIGRATIONS } from '../../db/migrations/index.ts';
import type { MigrationStep } from '../../db/step.ts';
import { type Clock, Refusal, text } from '../kernel/index.ts';
import { type Database, type Tx, withoutLimits } from './database.ts';
import { databaseCodeOf, kindOfDatabaseError } from './database-errors.ts';
import { fillRows } from './fill-rows.ts';
import { againAfterConflict, BUSY, inTurnOfCluster, type KeepTurn } from './migration-turn.ts';
import { affectedRows, selectedRows } from './statements.ts';
import { refreshStatistics } from './statistics.ts';
import { inTransaction } from './transaction.ts';

/** Named after the database, because MariaDB's named locks hold for the whole server and have at most 64 characters. */
const LOCK = "concat('genuine-gate-', md5(database()))";
const LOCK_WAIT_S = 60;

/**
 * Brings the schema to what this code expects, one guarded step after the other; killed anywhere, it goes on from there.
 * Two at once: one works, the other waits and finds nothing left to do. A schema newer than this code is refused.
 * Answers the names of the steps it ran.
 */
export async function migrate(db: Database, clock: Clock): Promise<readonly string[]> {
  const ran = await locked(db, async (tx, keepTurn) => {
    const done = await stepsDone(tx);
    refuseUnfinished(done);
    return runMissing(tx, { db, clock, done, steps: MIGRATIONS, keepTurn });
  });
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
  return locked(db, async (tx, keepTurn) => runMissing(tx, { db, clock, done: await stepsDone(tx), steps, keepTurn }));
}

/** The steps of this version, in their order. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map(({ name }) => name);

function locked(db: Database, work: Work): Promise<readonly string[]> {
  return db.engine === 'mysql' ? migrateMysql(db, work) : migrateSqlite(db, work);
}

/** All steps of a schema are one transaction there, longer than anybody waits for the lock who decides orders. */
async function migrateSqlite(db: Database, work: Work): Promise<readonly string[]> {
  const until = performance.now() + LOCK_WAIT_S * 1_000;
  for (;;) {
    try {
      return await inTransaction(db, (tx) => work(tx));
    } catch (error) {
      if (kindOfDatabaseError(error) !== 'run-again' || performance.now() >= until) throw error;
    }
  }
}

/** Schema statements commit by themselves there; a lock of the session ends with the session, also after a kill. */
async function migrateMysql(db: Database, work: Work): Promise<readonly string[]> {
  return againAfterConflict(() => db.writer.transaction((tx) => withoutLimits(tx, () => lockedOnMysql(tx, work))));
}

type Work = (tx: Tx, keepTurn?: KeepTurn) => Promise<readonly string[]>;

async function lockedOnMysql(tx: Tx, work: Work): Promise<readonly string[]> {
  const [lock] = selectedRows<{ taken: number }>(await tx.raw(`select get_lock(${LOCK}, ?) as taken`, [LOCK_WAIT_S]));
  if (lock?.taken !== 1) throw new Error(BUSY);
  try {
    const wish = { waitMs: LOCK_WAIT_S * 1_000, makeLeases: () => makeLeases(tx) };
    const ran = await inTurnOfCluster(tx, wish, (keepTurn) => work(tx, keepTurn));
    // The last note must be there for whoever takes the lock next.
    await tx.raw('commit');
    return ran;
  } finally {
    await tx.raw(`select release_lock(${LOCK})`);
  }
}

/** The step itself comes later, in its turn, and finds the table. */
async function makeLeases(tx: Tx): Promise<void> {
  const leases = MIGRATIONS.find(({ name }) => name === '0002-leases');
  if (leases) await runStep(tx, leases, 'mysql');
}

interface MissingSteps {
  readonly db: Database;
  readonly clock: Clock;
  readonly done: ReadonlySet<string>;
  readonly steps: readonly MigrationStep[];
  /** Asked before each step. */
  readonly keepTurn?: KeepTurn | undefined;
}

/**
 * On SQLite all of it is one transaction, so a second process waits for the write lock. Whoever runs steps that another
 * process runs, too, as after a turn that has lapsed, notes what is noted: the steps bear that.
 * Answers the names of the steps that it was first to note.
 */
export async function runMissing(
  tx: Tx,
  { db, clock, done, steps, keepTurn }: MissingSteps,
): Promise<readonly string[]> {
  const ran: string[] = [];
  for (const migration of steps.filter(({ name }) => !done.has(name))) {
    await keepTurn?.();
    await runStep(tx, migration, db.engine);
    if (await noteStep(tx, db.engine, { name: migration.name, at: clock() })) ran.push(migration.name);
  }
  return ran;
}

async function noteStep(
  tx: Tx,
  engine: Database['engine'],
  { name, at }: { readonly name: string; readonly at: string },
): Promise<boolean> {
  const insert = engine === 'mysql' ? 'insert ignore' : 'insert or ignore';
  return affectedRows(await tx.raw(`${insert} into schema_steps (name, at) values (?, ?)`, [name, at])) > 0;
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

/** Runs one step, unless the column that it adds is there: then it was run and killed before it was noted. */
export async function runStep(
  tx: Tx,
  { adds, statements, fills }: MigrationStep,
  engine: Database['engine'],
): Promise<void> {
  if (adds && (await tx.schema.hasColumn(adds.table, adds.column))) return;
  for (const statement of statements(engine)) await runStatement(tx, statement, engine);
  if (fills) await fillRows(tx, fills);
}

/** What another node has added, or taken away, since it was looked for. */
const DONE_MEANWHILE: readonly string[] = ['ER_DUP_FIELDNAME', 'ER_DUP_KEYNAME', 'ER_CANT_DROP_FIELD_OR_KEY'];

/** On MariaDB a schema statement is a transaction of its own, so one that fails leaves the next ones whole. */
async function runStatement(tx: Tx, statement: string, engine: Database['engine']): Promise<void> {
  try {
    await tx.raw(statement);
  } catch (error) {
    const code = error instanceof Error ? databaseCodeOf(error) : '';
    if (engine !== 'mysql' || !DONE_MEANWHILE.includes(code)) throw error;
  }
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
