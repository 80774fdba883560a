import type { FilledRows } from '../../db/step.ts';
import type { Tx } from './database.ts';
import { type Cell, changeRows, marksFor, type Row } from './statements.ts';

const ROWS_AT_ONCE = 500;

/**
 * Fills columns of rows that stand already, a page after the other; run twice, it changes nothing the second time. Answers
 * how many rows it looked at, and says it after each page.
 */
export async function fillRows(tx: Tx, filled: FilledRows, onRows: (rows: number) => void): Promise<number> {
  const { table, reads, columns } = filled;
  const key = keyOf(filled);
  const [first = '', second] = key;
  let looked = 0;
  for (let last: Row | undefined, isDone = false; !isDone; ) {
    const query = tx(table).select(...new Set([...key, ...reads, ...Object.keys(columns)]));
    if (last) {
      const [one, two] = [last[first] ?? null, last[second ?? first] ?? null];
      void query.where((after) => {
        void after.where(first, '>', one);
        if (second !== undefined) void after.orWhere((same) => same.where(first, one).where(second, '>', two));
      });
    }
    const rows: readonly Row[] = await query.orderBy([...key]).limit(ROWS_AT_ONCE);
    for (const column of Object.keys(columns)) await fillColumn(tx, filled, { column, rows });
    last = rows.at(-1);
    isDone = rows.length < ROWS_AT_ONCE;
    looked += rows.length;
    onRows(looked);
  }
  return looked;
}

function keyOf({ key }: FilledRows): readonly string[] {
  return key.flatMap((column) => column ?? []);
}

interface FilledPage {
  readonly column: string;
  readonly rows: readonly Row[];
}

async function fillColumn(tx: Tx, filled: FilledRows, { column, rows }: FilledPage): Promise<void> {
  const { table, columns } = filled;
  const key = keyOf(filled);
  const filling = columns[column];
  const open = filling?.replaces ? rows : rows.filter((row) => row[column] === null);
  const stated = open.flatMap((row) => {
    const value = filling?.of(row) ?? null;
    return value === null || value === row[column] ? [] : [{ at: key.map((name) => row[name] ?? null), value }];
  });
  const isUnique = filling?.isUnique === true;
  const taken = isUnique ? await takenIn(tx, { table, column, values: stated.map(({ value }) => value) }) : undefined;
  const cells = stated.filter(({ value }) => {
    if (taken?.has(value)) return false;
    taken?.add(value);
    return true;
  });
  if (cells.length === 0) return;
  const when = `when ${key.map((name) => `${name} = ?`).join(' and ')} then ?`;
  const firsts = cells.map(({ at: [first] }) => first ?? null);
  await changeRows(
    tx,
    `update ${table} set ${column} = case ${cells.map(() => when).join(' ')} else ${column} end where ${key[0]} in (${marksFor(firsts)})`,
    [...cells.flatMap(({ at, value }) => [...at, value]), ...firsts],
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
