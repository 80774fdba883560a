import {
  type Cell,
  type ListInOrder,
  type PageInOrder,
  PREFIXES_MAX,
  readPageAmong,
  readPageInOrder,
  type Tx,
} from '../db/index.ts';
import { type Grant, isNational } from '../kernel/index.ts';
import { regionRange, regionsOfAgencies } from './find-reached.ts';

type Rows = ReturnType<Tx>;

/** A list of what agencies have, as far as a grant reaches. */
export interface ReachedList extends ListInOrder {
  readonly reach: ReachedColumn | null;
}

interface ReachedColumn {
  /** Which names the agency whose a row is. */
  readonly column: string;
  readonly grant: Grant;
}

/** One page of a list, of what a grant reaches. */
export async function listReached<R extends object>(tx: Tx, list: ReachedList): Promise<PageInOrder<R>> {
  return readPageInOrder(tx, await withinReach(tx, list));
}

/** The same of a list whose rows are all among some few, by their keys. */
export async function listReachedAmong<R extends object>(
  tx: Tx,
  list: Omit<ReachedList, 'indexes'>,
  keys: readonly Cell[],
): Promise<PageInOrder<R>> {
  return readPageAmong(tx, await withinReach(tx, { ...list, indexes: {} }), keys);
}

/**
 * Says what a grant reaches by agencies that are named, when they are few enough to be asked one by one, and else by the
 * region of each row's agency.
 */
async function withinReach(tx: Tx, { reach, ...list }: ReachedList): Promise<ListInOrder> {
  if (reach === null || isNational(reach.grant)) return list;
  const { column, grant } = reach;
  const asked = list.equals[column];
  const codes = asked === undefined ? await fewAgenciesIn(tx, grant) : await reachedOf(tx, grant, asked);
  if (codes !== null) return { ...list, equals: { ...list.equals, [column]: codes } };
  return { ...list, rest: [...(list.rest ?? []), (rows) => whereReached(tx, rows, { column, grant }, list.table)] };
}

export interface Reach {
  readonly column: string;
  readonly table: string;
  readonly grant: Grant;
}

/**
 * What a grant reaches of rows that are counted: few agencies are named, which an index has, and of many the agency of each row
 * is looked up. There SQLite would begin with the agencies, thousands of them, where a few rows wait.
 */
export async function findReachOfCount(tx: Tx, reach: Reach): Promise<(rows: Rows) => void> {
  return reachOfCount(tx, reach, isNational(reach.grant) ? null : await fewAgenciesIn(tx, reach.grant));
}

/** The same for whoever knows the few agencies already. */
export function reachOfCount(
  tx: Tx,
  { column, table, grant }: Reach,
  few: readonly string[] | null,
): (rows: Rows) => void {
  return (rows) => {
    if (few) void rows.whereIn(column, [...few]);
    else whereReached(tx, rows, { column, grant }, table);
  };
}

/** The agencies of a grant, where an index can be read once for each of them; null where they are too many. */
export async function fewAgenciesIn(tx: Tx, grant: Grant): Promise<readonly string[] | null> {
  if ('agencies' in grant) return grant.agencies.length > PREFIXES_MAX ? null : grant.agencies;
  const rows: { code: string }[] = await tx('agencies')
    .select('code')
    .whereBetween('region', regionRange(grant.region))
    .limit(PREFIXES_MAX + 1);
  return rows.length > PREFIXES_MAX ? null : rows.map(({ code }) => code);
}

async function reachedOf(tx: Tx, grant: Grant, asked: readonly Cell[]): Promise<readonly Cell[]> {
  if ('agencies' in grant) return asked.filter((code) => grant.agencies.includes(String(code)));
  const [from, to] = regionRange(grant.region);
  const regions = await regionsOfAgencies(tx, asked.map(String));
  return asked.filter((code) => {
    const region = regions.get(String(code)) ?? '';
    return region >= from && region <= to;
  });
}

/** A row at a time, so that no engine begins with the agencies and sorts what it finds of them. */
export function whereReached(tx: Tx, rows: Rows, { column, grant }: ReachedColumn, table: string): void {
  if ('agencies' in grant) {
    void rows.whereIn(column, [...grant.agencies]);
    return;
  }
  if (isNational(grant)) return;
  const region = tx.raw('(select reached.region from agencies reached where reached.code = ??)', [
    `${table}.${column}`,
  ]);
  void rows.whereRaw('? between ? and ?', [region, ...regionRange(grant.region)]);
}
