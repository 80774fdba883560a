import type { Mariadb } from './mariadb.ts';

/** Rows that a database held at one moment: a database with those of its tables that had any, each a plain copy. */
export interface KeptContent {
  readonly name: string;
  readonly tables: readonly string[];
}

/** A copy has no index and no engine that writes a log, so it takes a tenth of what migrating another database does. */
export async function keepContent(
  mariadb: Mariadb,
  { name, from }: { readonly name: string; readonly from: string },
): Promise<KeptContent> {
  const tables = await filledTablesOf(mariadb, from);
  const copied = tables.map(
    (table) => `create table ${name}.${table} engine=aria transactional=0 select * from ${from}.${table}`,
  );
  await mariadb.administer([`create database ${name}`, ...copied].join(';\n'));
  return { name, tables };
}

/**
 * Gives a migrated database what was kept of another one, and nothing else. Rows are copied inside the server, ten times
 * faster than a new database; they are deleted where that is allowed, because truncating makes a new file.
 */
export async function takeContent(
  mariadb: Mariadb,
  { name, from }: { readonly name: string; readonly from: KeptContent },
): Promise<void> {
  const filled = await filledTablesOf(mariadb, name);
  const truncated = filled.filter((table) => APPEND_ONLY.includes(table)).map((table) => `truncate ${name}.${table}`);
  const emptied = filled.filter((table) => !APPEND_ONLY.includes(table)).map((table) => `delete from ${name}.${table}`);
  const copied = from.tables.map((table) => `insert into ${name}.${table} select * from ${from.name}.${table}`);
  // One transaction, since each commit waits for the disk; a truncation commits by itself, so those go first.
  await mariadb.administer([...truncated, 'begin', ...emptied, ...copied, 'commit'].join(';\n'));
}

/** Their triggers refuse to delete. */
const APPEND_ONLY = ['log_leaves', 'log_checkpoints', 'log_cosignatures'];

async function filledTablesOf(mariadb: Mariadb, name: string): Promise<readonly string[]> {
  const tables = await namesOf(
    mariadb,
    `select table_name as name from information_schema.tables where table_schema = '${name}'`,
  );
  const filled = tables.map((table) => `select '${table}' as name where exists (select 1 from ${name}.${table})`);
  return namesOf(mariadb, filled.join(' union all '));
}

async function namesOf(mariadb: Mariadb, sql: string): Promise<readonly string[]> {
  return ((await mariadb.administer(sql)) as readonly { readonly name: string }[]).map((row) => row.name);
}

/** How many columns, indexes and triggers a database has; another number means that a test has changed the schema. */
export async function shapeOf(mariadb: Mariadb, name: string): Promise<string> {
  const [shape] = await mariadb.administer(
    `select (select count(*) from information_schema.columns where table_schema = '${name}') as columns_there,
      (select count(*) from information_schema.statistics where table_schema = '${name}') as indexed,
      (select count(*) from information_schema.triggers where trigger_schema = '${name}') as triggers_there`,
  );
  return JSON.stringify(shape);
}
