import type { FilledRows } from '../../db/step.ts';
import type { Tx } from './database.ts';
import { type Cell, changeRows, marksFor, type Row } from './statements.ts';

const ROWS_AT_ONCE = 500;

/** Fills columns of rows that stand already, a page after the other; run twice, it changes nothing the second time. */
export async function fillRows(tx: Tx, filled: FilledRows): Promise<void> {
  const { table, key, reads, columns } = filled;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly Row[] = await tx(table)
      .select(key, ...reads, ...Object.keys(columns))
      .where(key, '>', after)
      .orderBy(key)
      .limit(ROWS_AT_ONCE);
    for (const column of Object.keys(columns)) await fillColumn(tx, filled, { column, rows });
    after = rows.length === ROWS_AT_ONCE ? String(rows.at(-1)?.[key]) : undefined;
  }
}

interface FilledPage {
  readonly column: string;
  readonly rows: readonly Row[];
}

async function fillColumn(tx: Tx, { table, key, columns }: FilledRows, { column, rows }: FilledPage): Promise<void> {
  const empty = rows.filter((row) => row[column] === null);
  const stated = empty.flatMap((row) => {
    const value = columns[column]?.of(row) ?? null;
    return value === null ? [] : [[row[key] ?? null, value] as const];
  });
  const isUnique = columns[column]?.isUnique === true;
  const taken = isUnique ? await takenIn(tx, { table, column, values: stated.map(([, value]) => value) }) : undefined;
  const cells = stated.filter(([, value]) => {
    if (taken?.has(value)) return false;
    taken?.add(value);
    return true;
  });
  if (cells.length === 0) return;
  const branches = cells.map(() => 'when ? then ?').join(' ');
  const keys = cells.map(([at]) => at);
  await changeRows(
    tx,
    `update ${table} set ${column} = case ${key} ${branches} end where ${key} in (${marksFor(keys)})`,
    [...cells.flat(), ...keys],
  );
}

interface TakenValues {
  readonly table: string;
  readonly column: string;
  readonly values: readonly Cell[];
}

/** Which of these values a row has already. The column has its index before it is filled. */
async function takenIn(tx: Tx, { table, column, values }: TakenValues): Promise<Set<Cell>> {
  const rows: readonly Row[] = await tx(table).select(column).whereIn(column, values);
  return new Set(rows.map((row) => row[column] ?? null));
}
