import type { Tx } from '../../db/index.ts';
import { groupBy } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { type ComparedDetail, decidedBodyOf, detailsOf } from './decisions-projection.ts';
import { type LeafRange, listLeavesOfSubjects } from './projections-repository.ts';
import { replayOrder } from './replayed-order.ts';
import { listReviewRows, listUseRows } from './reviews-projection-repository.ts';

/** Orders stand on the waivers that their decisions name, and are in the in-trays of the owners whose rules these leave open. */
export const reviewProjection: LogProjection = {
  compare: compareChunk,
  finish: async (tx, size) => [
    ...(await listStrays(tx, { from: Number.MIN_SAFE_INTEGER, to: 0 })),
    ...(await listStrays(tx, { from: size, to: Number.MAX_SAFE_INTEGER })),
  ],
};

/** A row that the leaves of a chunk account for. */
interface ExpectedRow {
  readonly table: 'waiver_uses' | 'order_reviews';
  readonly key: string;
  readonly index: number;
  readonly columns: Readonly<Record<string, unknown>>;
}

async function compareChunk(tx: Tx, chunk: LeafChunk): Promise<readonly Difference[]> {
  const expected = await listExpected(tx, chunk);
  const rows = new Map((await listRows(tx, chunk)).map((row) => [`${row.table}/${row.key}`, row]));
  const found: Difference[] = [];
  for (const { columns, ...place } of expected) {
    const row = rows.get(`${place.table}/${place.key}`);
    rows.delete(`${place.table}/${place.key}`);
    if (row) found.push(...differencesIn(place, row.columns, columns));
    else found.push(withoutRow(place));
  }
  return [...found, ...[...rows.values()].map(withoutLeaf)];
}

/** Told from an order's whole life: what a later leaf has ended or replaced is not there any more. */
async function listExpected(tx: Tx, { leaves }: LeafChunk): Promise<readonly ExpectedRow[]> {
  const details = await detailsOf(tx, leaves);
  const telling = leaves.filter((leaf) => isTelling(details.get(leaf.logIndex)));
  if (telling.length === 0) return [];
  const subjects = [...new Set(telling.map(({ subject }) => subject))];
  const lives = groupBy(await listLeavesOfSubjects(tx, subjects), ({ subject }) => subject);
  return telling.flatMap((leaf) => {
    const life = replayOrder(lives.get(leaf.subject) ?? []);
    const detail = details.get(leaf.logIndex);
    return [
      ...(life?.standsOn === leaf.logIndex ? expectedUses(leaf, detail) : []),
      ...(life?.awaitsReviewOf === leaf.logIndex ? expectedReviews(leaf, detail) : []),
    ];
  });
}

function isTelling(detail: ComparedDetail | undefined): boolean {
  return (detail?.waivers ?? []).length > 0 || (detail?.openOwners ?? []).length > 0;
}

function expectedUses(leaf: ReadLeaf, detail: ComparedDetail | undefined): readonly ExpectedRow[] {
  const decided = decidedBodyOf(leaf);
  if (!decided) return [];
  const { order, revision } = decided;
  return (detail?.waivers ?? []).map(({ id, devices }) => ({
    ...{ table: 'waiver_uses' as const, key: `${id}/${order}`, index: leaf.logIndex },
    columns: { revision, devices, log_index: leaf.logIndex },
  }));
}

function expectedReviews(leaf: ReadLeaf, detail: ComparedDetail | undefined): readonly ExpectedRow[] {
  const order = decidedBodyOf(leaf)?.order;
  return (detail?.openOwners ?? []).map((owner) => ({
    ...{ table: 'order_reviews' as const, key: `${owner}/${order}`, index: leaf.logIndex },
    columns: { log_index: leaf.logIndex },
  }));
}

async function listRows(tx: Tx, range: LeafRange): Promise<readonly ExpectedRow[]> {
  const uses = await listUseRows(tx, range);
  const reviews = await listReviewRows(tx, range);
  return [
    ...uses.map(({ waiver_id: waiver, order_id: order, ...columns }) => ({
      ...{ table: 'waiver_uses' as const, key: `${waiver}/${order}`, index: Number(columns.log_index), columns },
    })),
    ...reviews.map(({ owner, order_id: order, ...columns }) => ({
      ...{ table: 'order_reviews' as const, key: `${owner}/${order}`, index: Number(columns.log_index), columns },
    })),
  ];
}

async function listStrays(tx: Tx, range: LeafRange): Promise<readonly Difference[]> {
  return (await listRows(tx, range)).map(withoutLeaf);
}
