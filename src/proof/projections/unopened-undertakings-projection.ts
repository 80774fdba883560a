import type { Tx } from '../../db/index.ts';
import { type Difference, type LeafChunk, withoutLeaf } from '../../log/index.ts';
import { decidedBodyOf, detailsOf } from './decisions-projection.ts';
import {
  countUndertakings,
  countUndertakingsOf,
  listLeavesOfSubjects,
  listUndertakingKeys,
} from './projections-repository.ts';

type Details = Awaited<ReturnType<typeof detailsOf>>;

interface OpenedUndertakings {
  /** Takes what the decisions of a chunk opened, with those of it that have a row. */
  readonly add: (chunk: Pick<LeafChunk, 'leaves'>, details: Details, withRow: ReadonlySet<string>) => void;
  readonly listUnopened: (tx: Tx) => Promise<readonly Difference[]>;
}

/** Undertakings that no approval opened. Counting is cheap, so rows are looked through only when there are too many. */
export function openUndertakingCount(): OpenedUndertakings {
  let rows = 0;
  const rowsOfClassified = new Map<string, number>();
  // Of a classified order whose records were erased nobody can say any more what it undertook.
  const erased = new Set<string>();
  return {
    add: ({ leaves }, details, withRow) => {
      for (const leaf of leaves) {
        const decided = decidedBodyOf(leaf);
        if (!decided) continue;
        const { order, isClassified } = decided;
        const detail = details.get(leaf.logIndex);
        if (!detail) erased.add(order);
        const opened = (detail?.undertakings ?? []).filter(({ id }) => withRow.has(id)).length;
        if (isClassified) rowsOfClassified.set(order, (rowsOfClassified.get(order) ?? 0) + opened);
        else rows += opened;
      }
    },
    listUnopened: async (tx) => {
      const readable = [...rowsOfClassified].filter(([order]) => !erased.has(order));
      const told = readable.reduce((sum, [, count]) => sum + count, rows);
      const untold = await countInPieces(tx, [...erased]);
      return (await countUndertakings(tx)) === told + untold ? [] : lookThrough(tx, erased);
    },
  };
}

const ORDERS_AT_ONCE = 1_000;

async function countInPieces(tx: Tx, orderIds: readonly string[]): Promise<number> {
  let count = 0;
  for (let at = 0; at < orderIds.length; at += ORDERS_AT_ONCE)
    count += await countUndertakingsOf(tx, orderIds.slice(at, at + ORDERS_AT_ONCE));
  return count;
}

const ROWS_AT_ONCE = 200;

async function lookThrough(tx: Tx, erased: ReadonlySet<string>): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows = await listUndertakingKeys(tx, { after, limit: ROWS_AT_ONCE });
    const subjects = [...new Set(rows.map(({ order_id: order }) => `order/${order}`))];
    const details = await detailsOf(tx, await listLeavesOfSubjects(tx, subjects));
    const opened = new Set([...details.values()].flatMap(({ undertakings }) => undertakings.map(({ id }) => id)));
    found.push(
      ...rows
        .filter(({ id, order_id: order }) => !opened.has(id) && !erased.has(order))
        .map(({ id }) => withoutLeaf({ table: 'undertakings', key: id, index: null })),
    );
    after = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)?.id;
  }
  return found;
}
