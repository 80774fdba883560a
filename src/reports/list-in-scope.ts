import { type ListInOrder, PREFIXES_MAX, readPageInOrder, type Tx } from '../db/index.ts';
import { type CivilDate, isNational } from '../kernel/index.ts';
import { whereReached } from '../log/index.ts';
import { type AgencyScope, listAgencyCodes } from './list-agency-codes.ts';

type Rows = ReturnType<Tx>;

/** The first rows of some days, in the order of their days and ids. */
export interface DayStretch {
  /** Null: from the first day that there is. */
  readonly from: CivilDate | null;
  readonly until: CivilDate;
  /** Only what comes after a place of that order. */
  readonly after: { readonly day: string; readonly id: string } | null;
  readonly limit: number;
}

/** Says so of rows that are few, whatever index they are found by. */
export function onStretch(rows: Rows, day: string, { from, until, after, limit }: DayStretch): void {
  void rows.where(day, '<=', until).orderBy([day, 'id']).limit(limit);
  if (from !== null) void rows.where(day, '>=', from);
  if (after === null) return;
  void rows.where(day, '>=', after.day);
  void rows.where((any: Rows) => any.where(day, '>', after.day).orWhere('id', '>', after.id));
}

interface ScopedList extends Pick<ListInOrder, 'table' | 'indexes' | 'equals'> {
  /** Which names the agency whose a row is, and the day by which rows stand. */
  readonly agency: string;
  readonly day: string;
}

/** The same of rows that are many, out of indexes that have their order: no more is read than is asked, but where an index passes others over. */
export async function listStretchInScope<R extends object>(
  tx: Tx,
  scope: AgencyScope,
  { agency, day, ...list }: ScopedList,
  { from, until, after, limit }: DayStretch,
): Promise<readonly R[]> {
  const { equals, rest } = await agenciesOf(tx, scope, { column: agency, table: list.table });
  const inScope: Omit<ListInOrder, 'after' | 'limit'> = {
    ...list,
    order: [
      { column: day, direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    equals: { ...list.equals, ...equals },
    within: (rows) => {
      void rows.whereNotNull(day).where(day, '<=', until);
      if (from !== null) void rows.where(day, '>=', from);
    },
    rest,
  };
  const found: R[] = [];
  // A page ends where much was looked at, though it is not full.
  for (let place = after === null ? undefined : [after.day, after.id]; found.length < limit; ) {
    const page = await readPageInOrder<R>(tx, { ...inScope, after: place, limit: limit - found.length });
    found.push(...page.rows);
    if (page.next === null) break;
    place = page.next.map(String);
  }
  return found;
}

/** Few agencies are named, each of which an index may begin with; of many, the agency of a row is looked up. */
async function agenciesOf(
  tx: Tx,
  scope: AgencyScope,
  { column, table }: { readonly column: string; readonly table: string },
): Promise<Pick<ListInOrder, 'equals' | 'rest'>> {
  const { grant, region, agencyCode } = scope;
  if (isNational(grant) && region === undefined && agencyCode === undefined) return { equals: {} };
  const listed: { code: string }[] = await listAgencyCodes(tx, scope).limit(PREFIXES_MAX + 1);
  if (listed.length <= PREFIXES_MAX) return { equals: { [column]: listed.map(({ code }) => code) } };
  if (agencyCode !== undefined) {
    const all: { code: string }[] = await listAgencyCodes(tx, scope);
    return { equals: {}, rest: [(rows) => void rows.whereIn(column, [...all.map(({ code }) => code)])] };
  }
  const reaches = [grant, ...(region === undefined ? [] : [{ region }])];
  return {
    equals: {},
    rest: reaches.map((reach) => (rows) => whereReached(tx, rows, { column, grant: reach }, table)),
  };
}
