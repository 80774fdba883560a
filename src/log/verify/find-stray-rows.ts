import type { Tx } from '../../db/index.ts';
import { type Difference, withoutLeaf } from './verify-faults.ts';
import { listSubjectsOfLeaves } from './verify-log-repository.ts';

/** How many rows of a table are read at once where the table is held against its leaves. */
export const ROWS_COMPARED_AT_ONCE = 2_000;

interface RowPlace {
  readonly key: string;
  /** What the leaf that the row names must be about. */
  readonly subject: string;
  readonly index: number;
}

interface StrayQuestion<Row> {
  readonly table: string;
  /** Rows along the key after another one, as many as are compared at once. */
  readonly page: (after: Row | undefined) => Promise<readonly Row[]>;
  readonly placeOf: (row: Row) => RowPlace;
}

/** Rows whose leaf is missing or about something else. */
export async function findStrayRows<Row>(
  tx: Tx,
  { table, page, placeOf }: StrayQuestion<Row>,
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  let rows: readonly Row[] = [];
  do {
    rows = await page(rows.at(-1));
    const places = rows.map(placeOf);
    const subjects = await listSubjectsOfLeaves(
      tx,
      places.map(({ index }) => index),
    );
    for (const { key, subject, index } of places) {
      if (subjects.get(index) !== subject) found.push(withoutLeaf({ table, key, index }));
    }
  } while (rows.length === ROWS_COMPARED_AT_ONCE);
  return found;
}

/** JSON of a column that is held against a leaf. Text that is none is no reason to break off: it differs from what was written. */
export function readCompared(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [text];
  }
}
