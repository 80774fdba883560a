import type { Cell, Tx } from '../db/index.ts';
import { type Grant, isNational, regionPrefix } from '../kernel/index.ts';
import { readEachOnce } from './recall-reads.ts';

/** A row as the database gives it. */
type StoredRow = Record<string, Cell>;

/** One `IN` list stays far below the bindings that SQLite takes. */
const KEYS_MAX = 5_000;

/** Rows of a table whose column has one of these values, in a statement per 5,000 of them. */
export async function selectIn(tx: Tx, table: string, column: string, values: readonly Cell[]): Promise<StoredRow[]> {
  const wanted = [...new Set(values)].filter((value) => value !== null);
  const rows: StoredRow[] = [];
  for (let start = 0; start < wanted.length; start += KEYS_MAX) {
    const found: StoredRow[] = await tx(table).whereIn(column, wanted.slice(start, start + KEYS_MAX));
    rows.push(...found);
  }
  return rows;
}

/** The regions of agencies by code; an unknown one is absent. */
export async function regionsOfAgencies(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return readEachOnce(tx, codes, {
    name: 'region of agency',
    subjectsOf: (code) => [`agency/${code}`],
    read: async (missing) => {
      const rows = await selectIn(tx, 'agencies', 'code', missing);
      return new Map(rows.map((row) => [String(row.code), String(row.region)]));
    },
  });
}

/** What agencies are called, by code, also for whoever may not read them; an unknown one is absent. */
export async function namesOfAgencies(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await selectIn(tx, 'agencies', 'code', codes);
  return new Map(rows.map((row) => [String(row.code), String(row.name)]));
}

interface Reach {
  readonly column: string;
  readonly table: string;
  readonly grant: Grant;
}

/** The same as `reaches` in the kernel, said in SQL. */
export function reachOnly(tx: Tx, rows: ReturnType<Tx>, { column, table, grant }: Reach): void {
  if ('agencies' in grant) {
    void rows.whereIn(column, [...grant.agencies]);
    return;
  }
  if (isNational(grant)) return;
  const range = regionRange(grant.region);
  if (table === 'agencies') void rows.whereBetween('region', range);
  else void rows.whereIn(column, tx('agencies').select('code').whereBetween('region', range));
}

/** All agencies below one, however deep; a circle of parents ends, because each is found once. */
const SUBTREE = `with recursive below (code) as (
    select code from agencies where code = ?
    union select a.code from agencies a join below on a.parent_code = below.code)
  select code from below`;

/** Only rows of an agency and of all below it; `column` is one of the code, never a caller's text. */
export function subtreeOnly(rows: ReturnType<Tx>, column: 'code' | 'agency_code', agencyCode: string): void {
  void rows.whereRaw(`${column} in (${SUBTREE})`, [agencyCode]);
}

/** The codes of a region and those below it: 421000 to 421099, 420000 to 429999. */
export function regionRange(region: string): readonly [string, string] {
  return [region, regionPrefix(region).padEnd(region.length, '9')];
}
