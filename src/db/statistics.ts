import { type Instant, instantOfSeconds, msBetween, secondsOf, type Text, text } from '../kernel/index.ts';
import type { Database, Engine, Tx } from './database.ts';
import { databaseTime } from './database-time.ts';
import { selectRows } from './statements.ts';
import { inTransaction } from './transaction.ts';

/** Entries of an index that are looked at: enough to tell a selective index from one that is not, in milliseconds at any size. */
const ENTRIES_MAX = 400;

const MINUTE_S = 60;
/** The daily job has then missed a day, by whatever failed. */
const AGE_MS_MAX = 2 * 24 * 3_600_000;

/**
 * Counts what a SQLite file holds, so that statements take the index that finds fewest rows: without it the moves of one
 * order were read by the account, 623 ms instead of 9 where a line has 60,000 moves. `PRAGMA optimize` of this SQLite
 * (3.45) would only look at tables that the same connection has asked before. MariaDB counts by itself.
 *
 * SQLite keeps no time of it, so its minute stands in the head of the file (`user_version`, which nothing else uses), written
 * with the statistics or not at all.
 */
export async function refreshStatistics(db: Database): Promise<void> {
  if (db.engine !== 'sqlite') return;
  await inTransaction(db, async (tx) => {
    await tx.raw(`PRAGMA analysis_limit=${ENTRIES_MAX}`);
    await tx.raw('ANALYZE');
    const minute = Math.floor(secondsOf(await databaseTime(tx, db.engine)) / MINUTE_S);
    await tx.raw(`PRAGMA user_version=${minute}`);
  });
  // A connection that is open reads them only together with the schema.
  await db.reader.raw('PRAGMA writable_schema=RESET');
}

const COUNTED_AT = `select user_version as minute, exists (select 1 from sqlite_master where name = 'sqlite_stat1') as counted
  from pragma_user_version`;
const COUNTS_BY_ITSELF = 'select @@innodb_stats_persistent as kept, @@innodb_stats_auto_recalc as counted';

/**
 * What keeps statements from being planned by what the tables hold; null when nothing does. When MariaDB counted a table last
 * stands where the account of a gate may not look, and a table that nobody changes is not counted again: all that is known is
 * whether it counts by itself.
 */
export async function findStaleStatistics(tx: Tx, engine: Engine): Promise<Text | null> {
  if (engine === 'mysql') {
    const [server] = await selectRows<{ kept: number; counted: number }>(tx, COUNTS_BY_ITSELF);
    return Number(server?.kept) === 1 && Number(server?.counted) === 0 ? NOT_BY_ITSELF : null;
  }
  const [file] = await selectRows<{ minute: number; counted: number }>(tx, COUNTED_AT);
  if (!file?.minute || !file.counted) return NEVER_COUNTED;
  const countedAt = instantOfSeconds(file.minute * MINUTE_S);
  return msBetween(countedAt, await databaseTime(tx, engine)) > AGE_MS_MAX ? countedLast(countedAt) : null;
}

const NEVER_COUNTED = text(
  '闸口从未更新过数据库的统计信息，查询可能变慢：请重新启动，或运行 gate migrate。',
  'The gate has never counted what this database holds, so lists and reports may be slow: start anew, or run gate migrate.',
);

const NOT_BY_ITSELF = text(
  '数据库服务器的 innodb_stats_auto_recalc 已关闭，统计信息不会自动更新：请打开，或定期运行 ANALYZE TABLE。',
  'innodb_stats_auto_recalc is off at the server, which counts no table by itself: turn it on, or run ANALYZE TABLE regularly.',
);

function countedLast(at: Instant): Text {
  return text(
    `数据库的统计信息上次更新于 ${at}，查询可能变慢：请在日志中查看 refresh-statistics 为何失败，或运行 gate migrate。`,
    `Tables were counted last at ${at}, so lists and reports may be slow: the log says why refresh-statistics fails; or run gate migrate.`,
  );
}
