import type { Tx } from '../../db/index.ts';
import { groupBy } from '../../kernel/index.ts';
import type { ReadLeaf } from '../../log/index.ts';
import { type ComparedDetail, DECIDED, decidedBodyOf, detailsOf } from './decisions-projection.ts';
import { type LeafRange, listLeavesOfSubjects } from './projections-repository.ts';
import { replayOrder } from './replayed-order.ts';
import { listReviewRows, listUseRows } from './reviews-projection-repository.ts';
import { type Columns, type ToldRow, tableProjection } from './table-projection.ts';

/** Orders stand on the waivers that their decisions name, and are in the in-trays of the owners whose rules these leave open. */
export const reviewProjection = tableProjection({
  leafTypes: [DECIDED],
  toldBy: listExpected,
  rowsIn: listRows,
  placeOf: ({ place }) => place,
  columns: ({ columns }) => columns,
});

interface ExpectedRow extends ToldRow {
  readonly columns: Columns;
}

/** Told from an order's whole life: what a later leaf has ended or replaced is not there any more. */
async function listExpected(tx: Tx, leaves: readonly ReadLeaf[]): Promise<readonly ExpectedRow[]> {
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
    place: { table: 'waiver_uses', key: `${id}/${order}`, index: leaf.logIndex },
    columns: { revision, devices, log_index: leaf.logIndex },
  }));
}

function expectedReviews(leaf: ReadLeaf, detail: ComparedDetail | undefined): readonly ExpectedRow[] {
  const order = decidedBodyOf(leaf)?.order;
  return (detail?.openOwners ?? []).map((owner) => ({
    place: { table: 'order_reviews', key: `${owner}/${order}`, index: leaf.logIndex },
    columns: { log_index: leaf.logIndex },
  }));
}

async function listRows(tx: Tx, range: LeafRange) {
  const uses = await listUseRows(tx, range);
  const reviews = await listReviewRows(tx, range);
  return [
    ...uses.map((row) => ({
      ...row,
      place: { table: 'waiver_uses', key: `${row.waiver_id}/${row.order_id}`, index: Number(row.log_index) },
    })),
    ...reviews.map((row) => ({
      ...row,
      place: { table: 'order_reviews', key: `${row.owner}/${row.order_id}`, index: Number(row.log_index) },
    })),
  ];
}
