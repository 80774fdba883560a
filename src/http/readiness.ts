import {
  type Database,
  databaseTime,
  type FindWriteFault,
  hasPendingMigrations,
  inSnapshot,
  sayFaults,
  type Tx,
} from '../db/index.ts';
import { type Clock, type Instant, msBetween, type Text, text } from '../kernel/index.ts';
import type { components } from './openapi.generated.ts';

export interface ReadinessProbe {
  readonly name: components['schemas']['ReadinessCheckName'];
  readonly ok: boolean;
  readonly detail: Text | null;
}

/** What people should look at, as the database tells it; what is not ok keeps the gate from taking orders. */
export type FindWarnings = (tx: Tx, at: Instant) => Promise<readonly ReadinessProbe[]>;

/** The gate goes on all the same; none of something is no warning. */
export function countedWarning(
  name: ReadinessProbe['name'],
  count: number,
  says: (count: number) => Text,
): readonly ReadinessProbe[] {
  return count > 0 ? [{ name, ok: true, detail: says(count) }] : [];
}

const CLOCK_MS_MAX = 2_000;

/** What must be right before this process takes orders. It never throws. */
export async function readinessProbes(
  db: Database,
  clock: Clock,
  findWriteFault: FindWriteFault = async () => null,
): Promise<readonly ReadinessProbe[]> {
  const answers = await probe('database', async () => {
    await db.reader.raw('select 1');
    return null;
  });
  const database = { ...answers, detail: nodesText(db) ?? answers.detail };
  if (!database.ok) return [database];
  const schema = await probe('schema', async () => ((await hasPendingMigrations(db)) ? OTHER_SCHEMA : null));
  const writes = await probe('writes', async () => (schema.ok ? findWriteFault() : null));
  return [database, schema, await probe('clock', () => clockFault(db, clock)), ...(writes.ok ? [] : [writes])];
}

/** Which of several servers is used, and which are not well and why: the gate goes on without those, until it is the last one. */
function nodesText({ nodes }: Database): Text | null {
  if (!nodes) return null;
  const used = nodes.used().name;
  const faults = sayFaults(nodes.seen());
  return text(
    `正在使用 ${used}；异常的服务器：${faults['zh-CN'] || '无'}。`,
    `${used} is used; not well: ${faults.en || 'none'}.`,
  );
}

/** Two clocks that differ would date decisions differently from process to process. */
async function clockFault(db: Database, clock: Clock): Promise<Text | null> {
  const before = clock();
  const theirs = await inSnapshot(db, (tx) => databaseTime(tx, db.engine));
  const ms = theirs < before ? msBetween(theirs, before) : msBetween(clock(), theirs);
  if (ms <= CLOCK_MS_MAX) return null;
  const seconds = Math.round(ms / 1_000);
  return text(
    `本机时钟与数据库的时钟相差 ${seconds} 秒，请校准。`,
    `The clock differs from the database's by ${seconds} s; put it right.`,
  );
}

async function probe(name: ReadinessProbe['name'], findFault: () => Promise<Text | null>): Promise<ReadinessProbe> {
  try {
    const detail = await findFault();
    return { name, ok: detail === null, detail };
  } catch {
    return { name, ok: false, detail: NO_ANSWER };
  }
}

const NO_ANSWER = text('数据库没有应答。', 'The database does not answer.');
const OTHER_SCHEMA = text(
  '数据库结构不是本版本的，请运行 gate migrate。',
  'The database does not have the schema of this version; run gate migrate.',
);
