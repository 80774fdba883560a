/** The same column types on both engines, as SQL fragments; `table()` turns them into one guarded statement. */

export type DdlEngine = 'sqlite' | 'mysql';

/** A prefixed, time-sortable id, or another short key in ASCII. */
export const id = (name: string): string => `${name} varchar(40) not null`;
export const optionalId = (name: string): string => `${name} varchar(40)`;

/** A unified social credit code. */
export const creditCode = (name: string): string => `${name} char(18) not null`;
export const optionalCreditCode = (name: string): string => `${name} char(18)`;

/** Whole fen. Always signed: an unsigned subtraction below zero is an error on MariaDB. */
export const money = (name: string): string => `${name} bigint not null default 0`;
export const optionalMoney = (name: string): string => `${name} bigint`;

export const count = (name: string): string => `${name} bigint not null default 0`;
export const optionalCount = (name: string): string => `${name} bigint`;

/** UTC with milliseconds as text: it sorts, hashes and compares the same on both engines. */
export const instant = (name: string): string => `${name} char(24) not null`;
export const optionalInstant = (name: string): string => `${name} char(24)`;

export const day = (name: string): string => `${name} char(10) not null`;
export const optionalDay = (name: string): string => `${name} char(10)`;

/** A value of an enumeration of the contract. No SQL enum: a new kind of goods must not need a migration. */
export const word = (name: string): string => `${name} varchar(40) not null`;
export const optionalWord = (name: string): string => `${name} varchar(40)`;

export const label = (name: string): string => `${name} varchar(255) not null`;
export const optionalLabel = (name: string): string => `${name} varchar(255)`;

export const flag = (name: string): string => `${name} smallint not null default 0`;

/** SHA-256 in lower-case hexadecimal. */
export const hash = (name: string): string => `${name} char(64) not null`;

/** A digest as records write it: `sha256:` and hexadecimal. */
export const digest = (name: string): string => `${name} varchar(80) not null`;
export const optionalDigest = (name: string): string => `${name} varchar(80)`;

/** JSON or other text of any length. On MySQL `text` would end at 64 KiB. */
export const longText = (name: string): string => `${name} longtext not null`;
export const optionalLongText = (name: string): string => `${name} longtext`;

export const logIndex = (name = 'log_index'): string => `${name} bigint not null`;

/**
 * Texts are equal only when every character is, as on SQLite: under `utf8mb4_bin` a reference with a space at its end
 * would be the one without. MariaDB and MySQL call the collation differently; each runs one of the two comments.
 */
const EXACT = '/*M!100203 utf8mb4_nopad_bin */ /*!80017 utf8mb4_0900_bin */';

export interface TableDefinition {
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly unique?: Readonly<Record<string, readonly string[]>>;
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
  readonly checks?: readonly string[];
}

/**
 * The statements that make a table with its indexes, each harmless when run again. MySQL commits each of them at once,
 * so everything stands in one statement there; SQLite makes indexes apart, inside the step's transaction.
 */
export function tableStatements(engine: DdlEngine, name: string, definition: TableDefinition): readonly string[] {
  const { columns, key, unique = {}, indexes = {}, checks = [] } = definition;
  const constraints = [`primary key (${key.join(', ')})`, ...checks.map((check) => `check (${check})`)];
  const uniques = Object.entries(unique);
  const plain = Object.entries(indexes);
  if (engine === 'mysql') {
    const keys = [
      ...uniques.map(([index, on]) => `unique key ${index} (${on.join(', ')})`),
      ...plain.map(([index, on]) => `key ${index} (${on.join(', ')})`),
    ];
    const body = [...columns, ...constraints, ...keys].join(',\n  ');
    return [
      `create table if not exists ${name} (\n  ${body}\n) engine=InnoDB default charset=utf8mb4 collate=${EXACT}`,
    ];
  }
  return [
    `create table if not exists ${name} (\n  ${[...columns, ...constraints].join(',\n  ')}\n)`,
    ...uniques.map(([index, on]) => `create unique index if not exists ${index} on ${name} (${on.join(', ')})`),
    ...plain.map(([index, on]) => `create index if not exists ${index} on ${name} (${on.join(', ')})`),
  ];
}
