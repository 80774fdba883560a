import assert from 'node:assert/strict';
import type { Database, Engine } from '../../src/db/index.ts';

/** Cells of the rows that are made, as SQL over `n`, which counts them from 1; what is not named is as in the row that is copied. */
export type Varied = Readonly<Record<string, string>>;

export interface ManyRows {
  readonly table: string;
  readonly count: number;
  readonly varied: Varied;
  /** A row to copy, where the table has none. */
  readonly first?: Readonly<Record<string, string | number | null>>;
  /** Which rows may be copied; absent: any. */
  readonly like?: string;
}

/** Fills a table with copies of one of its rows, by one statement: 20,000 rows of an order take a second. */
export async function makeManyRows(
  db: Database,
  { table, count, varied, first, like = '1 = 1' }: ManyRows,
): Promise<void> {
  if (first) await db.writer(table).insert(first);
  const sample: Readonly<Record<string, unknown>> | undefined = await db.writer(table).whereRaw(like).first();
  assert.ok(sample, `${table} has a row that can be copied`);
  const columns = Object.keys(sample);
  for (const column of Object.keys(varied)) assert.ok(columns.includes(column), `${table} has ${column}`);
  const cells = columns.map((column) => varied[column] ?? `r.${column}`);
  await db.writer.raw(
    `insert into ${table} (${columns.join(', ')}) select ${cells.join(', ')} from ${countTo(db.engine, count)},
      (select * from ${table} where ${like} limit 1) r`,
  );
}

function countTo(engine: Engine, count: number): string {
  if (engine === 'mysql') return `(select seq as n from seq_1_to_${count}) counted`;
  return `(with recursive counted (n) as (select 1 union all select n + 1 from counted where n < ${count})
    select n from counted) counted`;
}

/** A number with six digits, so that texts sort as numbers do. */
export const SIX_DIGITS = "substr(concat('000000', n), -6)";

/** An id that looks like one of its kind. */
export function idOf(prefix: string): string {
  return `concat('${prefix}_m', ${SIX_DIGITS})`;
}

/** A moment of 2026, in no order. */
export const SOME_MOMENT = `concat('2026-0', 1 + n % 5, '-', substr(concat('0', 1 + n % 28), -2), 'T', substr(concat('0', n % 24), -2),
  ':', substr(concat('0', n % 60), -2), ':00.000Z')`;

/** A day of 2026, in no order. */
export const SOME_DAY = `concat('2026-0', 1 + n % 9, '-', substr(concat('0', 1 + n % 28), -2))`;

/** One of some texts, each after the other. */
export function oneOf(...texts: readonly string[]): string {
  return `case n % ${texts.length} ${texts.map((words, at) => `when ${at} then '${words}'`).join(' ')} end`;
}
