import { MIGRATIONS } from '../../db/migrations/index.ts';
import type { MigrationStep } from '../../db/step.ts';
import type { Clock } from '../kernel/index.ts';
import { type Database, type Tx, withoutLimits } from './database.ts';
import { selectedRows } from './statements.ts';
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
  return db.engine === 'mysql' ? migrateMysql(db, clock) : migrateSqlite(db, clock);
}

/** Schema statements commit by themselves there; a lock of the session ends with the session, also after a kill. */
async function migrateMysql(db: Database, clock: Clock): Promise<readonly string[]> {
  return db.writer.transaction((tx) => withoutLimits(tx, () => migrateLocked(tx, { db, clock })));
}

async function migrateLocked(tx: Tx, { db, clock }: { db: Database; clock: Clock }): Promise<readonly string[]> {
  const [lock] = selectedRows<{ taken: number }>(await tx.raw(`select get_lock(${LOCK}, ?) as taken`, [LOCK_WAIT_S]));
  if (lock?.taken !== 1) throw new Error('another process has been migrating this database for a minute');
  try {
    const ran = await runMissing(tx, { db, clock });
    // The last note must be there for whoever takes the lock next.
    await tx.raw('commit');
    return ran;
  } finally {
    await tx.raw(`select release_lock(${LOCK})`);
  }
}

/** All of it is one transaction there, so a second process waits for the write lock. */
async function migrateSqlite(db: Database, clock: Clock): Promise<readonly string[]> {
  return inTransaction(db, (tx) => runMissing(tx, { db, clock }));
}

async function runMissing(tx: Tx, { db, clock }: { db: Database; clock: Clock }): Promise<readonly string[]> {
  await tx.raw(
    'create table if not exists schema_steps (name varchar(100) not null primary key, at char(24) not null)',
  );
  const done = new Set((await tx('schema_steps').select('name')).map((row: { name: string }) => row.name));
  refuseNewerSchema(done);
  const missing = MIGRATIONS.filter((migration) => !done.has(migration.name));
  for (const migration of missing) {
    await runStep(tx, migration, db.engine);
    await tx('schema_steps').insert({ name: migration.name, at: clock() });
  }
  return missing.map((migration) => migration.name);
}

/** Runs one step, unless the column that it adds is there: then it was run and killed before it was noted. */
export async function runStep(tx: Tx, { adds, statements }: MigrationStep, engine: Database['engine']): Promise<void> {
  if (adds && (await tx.schema.hasColumn(adds.table, adds.column))) return;
  for (const statement of statements(engine)) await tx.raw(statement);
}

function refuseNewerSchema(done: ReadonlySet<string>): void {
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const unknown = [...done].filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`this database was migrated by a newer version: ${unknown.join(', ')}`);
}

/** Whether any step is still to be run; for `/readyz`, which must not change anything. */
export async function hasPendingMigrations(db: Database): Promise<boolean> {
  if (!(await db.reader.schema.hasTable('schema_steps'))) return true;
  const [row] = await db.reader('schema_steps').count<{ steps: number }[]>({ steps: '*' });
  return Number(row?.steps ?? 0) < MIGRATIONS.length;
}
