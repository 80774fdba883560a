import { type Database, databaseTime, hasPendingMigrations, inSnapshot, type Tx } from '../db/index.ts';
import { type Clock, type Instant, msBetween, type Text } from '../kernel/index.ts';

export interface ReadinessProbe {
  readonly name: string;
  readonly ok: boolean;
  /** A text in one language is in English. */
  readonly detail: string | Text | null;
}

/** What people should look at, as the database tells it; what is not ok keeps the gate from taking orders. */
export type FindWarnings = (tx: Tx, at: Instant) => Promise<readonly ReadinessProbe[]>;

/** The gate goes on all the same; none of something is no warning. */
export function countedWarning(name: string, count: number, says: string): readonly ReadinessProbe[] {
  return count > 0 ? [{ name, ok: true, detail: `${count} ${says}` }] : [];
}

const CLOCK_MS_MAX = 2_000;

/** What must be right before this process takes orders. It changes nothing and never throws. */
export async function readinessProbes(db: Database, clock: Clock): Promise<readonly ReadinessProbe[]> {
  const answers = await probe('database', async () => {
    await db.reader.raw('select 1');
    return null;
  });
  const database = { ...answers, detail: nodesText(db) ?? answers.detail };
  if (!database.ok) return [database];
  const schema = await probe('schema', async () =>
    (await hasPendingMigrations(db)) ? 'migrations are still to be run: gate migrate' : null,
  );
  return [database, schema, await probe('clock', () => clockFault(db, clock))];
}

/** Which of several servers is used, and which are not well: the gate goes on without those, until it is the last one. */
function nodesText({ nodes }: Database): string | null {
  if (!nodes) return null;
  const seen = nodes.seen();
  const away = seen.filter(({ isWell }) => !isWell).map(({ name }) => name);
  return `${nodes.used().name} is used; not well: ${away.join(', ') || 'none'}`;
}

/** Two clocks that differ would date decisions differently from process to process. */
async function clockFault(db: Database, clock: Clock): Promise<string | null> {
  const before = clock();
  const theirs = await inSnapshot(db, (tx) => databaseTime(tx, db.engine));
  const ms = theirs < before ? msBetween(theirs, before) : msBetween(clock(), theirs);
  return ms <= CLOCK_MS_MAX ? null : `the clock differs from the database's by ${Math.round(ms / 1000)} s`;
}

async function probe(name: string, findFault: () => Promise<string | null>): Promise<ReadinessProbe> {
  try {
    const detail = await findFault();
    return { name, ok: detail === null, detail };
  } catch {
    return { name, ok: false, detail: 'the database does not answer' };
  }
}
