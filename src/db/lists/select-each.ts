import type { Tx } from '../database.ts';
import { type Cell, selectedRows } from '../statements.ts';
import { follows, type ListInOrder, type Place, type Rows } from './list-in-order.ts';
import type { Way } from './ways.ts';

/** A row that was found, and which of the prefixes has it. */
export interface Found extends Place {
  readonly of_prefix: number;
}

type Ask = (prefix: Place) => Rows;

/** A statement has at most so many parts, and their number is a power of two: SQLite keeps it prepared, whoever is asked about. */
const PARTS_MAX = 32;

/**
 * What is asked of each of some prefixes, in a few statements. Knex builds the question for one of them, 30 µs each time; the
 * others are the same text with their own values, which stand first in it.
 */
export async function selectEach(tx: Tx, prefixes: readonly Place[], ask: Ask): Promise<readonly Found[]> {
  const [first] = prefixes;
  if (!first) return [];
  const { sql, bindings } = ask(first).toSQL();
  const own = valuesOf(first);
  if (own.some((value, at) => bindings[at] !== value)) throw new Error('the values of a prefix do not stand first');
  const others = bindings.slice(own.length) as readonly Cell[];
  const part = `select ? as of_prefix, found.* from (${sql}) found`;
  const rows: Found[] = [];
  for (let at = 0, count = 0; at < prefixes.length; at += count) {
    count = Math.min(PARTS_MAX, 2 ** Math.floor(Math.log2(prefixes.length - at)));
    const values = prefixes.slice(at, at + count).flatMap((each, index) => [at + index, ...valuesOf(each), ...others]);
    const parts = new Array<string>(count).fill(part).join('\nunion all\n');
    rows.push(...selectedRows<Found>(await tx.raw(parts, values)));
  }
  return rows;
}

/** Nothing has no value in a statement. */
function valuesOf(prefix: Place): readonly Cell[] {
  return Object.values(prefix).filter((value) => value !== null);
}

const ROWS_MIN = 4;

/**
 * The places of the first rows of all prefixes together, one more than a page has, and some that follow. Each is asked for a
 * few, four times its share; one that has all of these among the first is asked for as many as a page can take.
 */
export async function selectFirst(tx: Tx, list: ListInOrder, { way, ask }: { way: Way; ask: Ask }): Promise<Place[]> {
  const wanted = list.limit + 1;
  const few = Math.min(wanted, Math.max(ROWS_MIN, Math.ceil((4 * wanted) / way.prefixes.length)));
  const columns = list.order.map(({ column }) => column);
  const firstOf = (prefixes: readonly Place[], count: number) =>
    selectEach(tx, prefixes, (prefix) => ask(prefix).select(columns).limit(count));
  const found = (await firstOf(way.prefixes, few)).toSorted(follows(list));
  if (few === wanted) return found;
  const used = new Map<number, number>();
  for (const row of found.slice(0, wanted)) used.set(numberOf(row), (used.get(numberOf(row)) ?? 0) + 1);
  const usedUp = way.prefixes.filter((_, number) => used.get(number) === few);
  if (usedUp.length === 0) return found;
  const others = found.filter((row) => used.get(numberOf(row)) !== few);
  return [...others, ...(await firstOf(usedUp, wanted))].toSorted(follows(list));
}

function numberOf({ of_prefix: number }: Found): number {
  return Number(number);
}
