import {
  type Cell,
  caseOf,
  changeRows,
  insertRows,
  marksFor,
  type PageInOrder,
  type Tx,
  whereBegins,
} from '../db/index.ts';
import { foldedNumber, type Grant, groupBy, isNational } from '../kernel/index.ts';
import { type GovernedTx, listReached, listReachedAmong, reachOnly, regionRange, selectIn } from '../log/index.ts';
import { columnOf, type Draft, type Filter, type ReferenceKind, type StoredRow } from './reference-kind.ts';

export async function findKindRow<S extends object>(
  tx: Tx,
  kind: ReferenceKind<S>,
  key: string,
): Promise<StoredRow | undefined> {
  const row: StoredRow | undefined = await tx(kind.table).where(columnOf(kind, kind.key), key).first();
  return row;
}

/** The codes of the agencies that have each of these names. */
export async function agenciesNamed(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await selectIn(tx, 'agencies', 'name', names);
  const named = groupBy(rows, ({ name }) => String(name));
  return new Map([...named].map(([name, found]) => [name, found.map(({ code }) => String(code))]));
}

export interface RecordsQuestion {
  /** Values by the names of the kind's filters; anything else in it is not a filter. */
  readonly query: Readonly<Record<string, unknown>>;
  readonly grant: Grant;
  /** The key after which the page starts. */
  readonly after: string | undefined;
  readonly limit: number;
}

type Rows = ReturnType<Tx>;

/** One page of what a grant reaches, by key. */
export async function listKindRows<S extends object>(
  tx: Tx,
  kind: ReferenceKind<S>,
  { query, grant, after, limit }: RecordsQuestion,
): Promise<PageInOrder<StoredRow>> {
  const key = columnOf(kind, kind.key);
  const asked = Object.entries(kind.filters).flatMap(([name, filter]): AskedFilter[] => {
    const value = query[name];
    if (typeof value === 'boolean' && filter.by === 'of') return [{ filter, value: String(value) }];
    return typeof value === 'string' || typeof value === 'number' ? [{ filter, value }] : [];
  });
  const reach = kind.agency === null ? null : { column: columnOf(kind, kind.agency), grant };
  const isOfRegions = kind.table === 'agencies';
  const list = {
    table: kind.table,
    order: [{ column: key, direction: 'asc' }],
    within: withinOf(key, asked),
    equals: Object.fromEntries(asked.flatMap(equalsIn)),
    rest: [
      ...asked.flatMap((each) => restOf(tx, each) ?? []),
      ...(isOfRegions && !isNational(grant)
        ? [(rows: Rows) => reachOnly(tx, rows, { column: key, table: kind.table, grant })]
        : []),
    ],
    reach: isOfRegions ? null : reach,
    after: after === undefined ? undefined : [after],
    limit,
    isSmall: kind.isSmall === true || asked.some(({ filter: { by } }) => by === 'contains' || by === 'named'),
  } as const;
  if (isOfRegions && 'agencies' in grant) return listReachedAmong<StoredRow>(tx, list, grant.agencies);
  return listReached<StoredRow>(tx, { ...list, indexes: { ...kind.listedBy, primary: [] } });
}

interface AskedFilter {
  readonly filter: Filter;
  readonly value: string | number;
}

/** The column that has one value, where a filter asks for that. */
function equalsIn({ filter, value }: AskedFilter): readonly (readonly [string, readonly Cell[]])[] {
  if (filter.by === 'equal') return [[filter.column, [value]]];
  if (filter.by === 'folded') return [[filter.column, [foldedNumber(String(value))]]];
  if (filter.by === 'missing-since' || (filter.by === 'open' && value === 'open')) return [[filter.column, [null]]];
  return [];
}

/** What is asked of the key itself. */
function withinOf(key: string, asked: readonly AskedFilter[]): ((rows: Rows) => void) | undefined {
  const begun = asked.find(({ filter: { by } }) => by === 'begins');
  return begun && ((rows) => whereBegins(rows, key, String(begun.value)));
}

/** What a filter asks besides. */
function restOf(tx: Tx, { filter, value }: AskedFilter): ((rows: Rows) => void) | undefined {
  switch (filter.by) {
    case 'equal':
    case 'folded':
    case 'begins':
      return undefined;
    case 'taken':
      return (rows) =>
        void rows.where((either) => {
          for (const [stated, fold] of filter.numbers)
            void either.orWhere((one) => one.whereNotNull(stated).whereNull(fold));
        });
    case 'contains':
      // Not LIKE: its wildcards and their escapes differ between the engines.
      return (rows) => void rows.whereRaw('instr(??, ?) > 0', [filter.column, value]);
    case 'before':
      return (rows) => void rows.where(filter.column, '<', value);
    case 'since':
      return (rows) => void rows.where(filter.column, '>=', value);
    case 'missing-since':
      return (rows) => void rows.where(filter.since, '>', value);
    case 'named':
      return (rows) => void rows.where((either) => namedOrHas(tx, either, filter, filter.normal(String(value))));
    case 'of':
      return (rows) => ofOther(tx, rows, filter, value === 'true');
    case 'open':
      return value === 'open' ? undefined : (rows) => void rows.whereNotNull(filter.column);
    case 'region':
      return (rows) => void rows.whereBetween(filter.column, regionRange(String(value)));
    case 'in-force':
      return (rows) => {
        void rows.where(filter.from, '<=', value);
        void rows.where((open) => open.whereNull(filter.until).orWhere(filter.until, '>=', value));
        if (filter.ended) endedLater(rows, filter.ended, value);
      };
  }
}

type Named = Extract<Filter, { readonly by: 'named' }>;

function namedOrHas(tx: Tx, rows: Rows, { key, names, orHas }: Named, name: string): void {
  const named = tx(names.table).select(names.key).whereRaw('instr(??, ?) > 0', [names.column, name]);
  void rows.whereIn(key, named).orWhereRaw('instr(lower(??), ?) > 0', [orHas, name]);
}

type OfOther = Extract<Filter, { readonly by: 'of' }>;

function ofOther(tx: Tx, rows: Rows, { column, table, key, has }: OfOther, isOf: boolean): void {
  const others = tx(table).select(key).where(has.column, has.value);
  if (isOf) void rows.whereIn(column, others);
  else void rows.whereNotIn(column, others);
}

/** On the day it ends it is no longer in force. */
function endedLater(rows: Rows, ended: string, on: string | number): void {
  void rows.where((open) => open.whereNull(ended).orWhere(ended, '>', on));
}

export async function insertKindRows(tx: GovernedTx, table: string, rows: readonly StoredRow[]): Promise<void> {
  await insertRows(tx, table, rows);
}

/**
 * Cells that stay null, by key and column: of things that had a number after another one, which has it still. Both are from
 * before numbers were folded; whoever is changed once the number is free gets it.
 */
export async function listNumbersOfOthers<S extends object>(
  tx: Tx,
  kind: ReferenceKind<S>,
  drafts: readonly Draft<S>[],
): Promise<ReadonlyMap<string, StoredRow>> {
  const found = new Map<string, Record<string, null>>();
  for (const column of Object.keys(kind.folds ?? {})) {
    const late = drafts.flatMap(({ key, before, after }) => {
      const [had, has] = [before?.state, after].map((state) => state && kind.folds?.[column]?.(state));
      const isLate = before && has && had === has && (before.row[column] ?? null) === null;
      return isLate ? [{ key, number: has }] : [];
    });
    if (late.length === 0) continue;
    const rows = await selectIn(
      tx,
      kind.table,
      column,
      late.map(({ number }) => number),
    );
    const taken = new Set(rows.map((row) => String(row[column])));
    for (const { key, number } of late) {
      if (taken.has(number)) found.set(key, { ...found.get(key), [column]: null });
      taken.add(number);
    }
  }
  return found;
}

/** Rows of one statement, each a branch of the CASE of every column that differs between them. */
const CHANGED_AT_ONCE = 100;

/** Writes new cells into rows by their key, all rows with the same columns. */
export async function updateKindRows<S extends object>(
  tx: GovernedTx,
  kind: ReferenceKind<S>,
  rows: ReadonlyMap<string, StoredRow>,
): Promise<void> {
  const all = [...rows];
  for (let start = 0; start < all.length; start += CHANGED_AT_ONCE) {
    await updateSome(tx, kind, new Map(all.slice(start, start + CHANGED_AT_ONCE)));
  }
}

async function updateSome<S extends object>(
  tx: GovernedTx,
  kind: ReferenceKind<S>,
  rows: ReadonlyMap<string, StoredRow>,
): Promise<void> {
  const key = columnOf(kind, kind.key);
  const [first = {}] = rows.values();
  const sets = Object.keys(first)
    .filter((column) => column !== key)
    .map((column) => assignment(column, key, rows));
  const keys = [...rows.keys()];
  const changed = await changeRows(
    tx,
    `update ${kind.table} set ${sets.map(({ sql }) => sql).join(', ')} where ${key} in (${marksFor(keys)})`,
    [...sets.flatMap(({ bindings }) => bindings), ...keys],
  );
  if (changed !== keys.length)
    throw new Error(`${keys.length - changed} of ${kind.table} have gone while the head was held`);
}

function assignment(
  column: string,
  key: string,
  rows: ReadonlyMap<string, StoredRow>,
): { readonly sql: string; readonly bindings: readonly Cell[] } {
  const cells = new Map([...rows].map(([name, row]) => [name, row[column] ?? null]));
  const [one = null, ...others] = new Set(cells.values());
  if (others.length === 0) return { sql: `${column} = ?`, bindings: [one] };
  const each = caseOf(key, cells);
  return { sql: `${column} = ${each.sql}`, bindings: each.bindings };
}
