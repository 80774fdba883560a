import type { Tx } from '../../db/index.ts';
import type { ReadLeaf } from '../../log/index.ts';
import { openFindingsOf } from '../../orders/index.ts';
import { DECIDED, decidedBodyOf, detailsOf } from './decisions-projection.ts';
import { type LeafRange, listOrderRows } from './projections-repository.ts';
import { type ToldRow, tableProjection } from './table-projection.ts';

/** What lists say that an order's latest decision left open is what the decision says. */
export const findingProjection = tableProjection<ToldRow, FindingRow>({
  leafTypes: [DECIDED],
  toldBy: listExpected,
  rowsIn: listFindingRows,
  placeOf: (row) => placeOf(row, Number(row.log_index)),
  columns: ({ place }) => ({ log_index: place.index }),
});

type FindingKey = Readonly<Record<'order_id' | 'rule' | 'effect', string>>;

type FindingRow = FindingKey & { readonly log_index: number };

/** Which decision is the latest stands in the order's row, which another projection compares. */
async function listExpected(tx: Tx, leaves: readonly ReadLeaf[]): Promise<readonly ToldRow[]> {
  const details = await detailsOf(tx, leaves);
  const decided = leaves.flatMap((leaf) => {
    const detail = details.get(leaf.logIndex);
    const body = decidedBodyOf(leaf);
    const open = detail ? openFindingsOf(detail) : [];
    return body && open.length > 0 ? [{ ...body, open, logIndex: leaf.logIndex }] : [];
  });
  const orders = await listOrderRows(tx, [...new Set(decided.map(({ order }) => order))]);
  const latest = new Set(orders.map(({ decision_id: decision }) => decision));
  return decided
    .filter(({ decision }) => latest.has(decision))
    .flatMap(({ order, open, logIndex }) =>
      open.map(({ rule, effect }) => ({ place: placeOf({ order_id: order, rule, effect }, logIndex) })),
    );
}

async function listFindingRows(tx: Tx, { from, to }: LeafRange): Promise<readonly FindingRow[]> {
  const rows: FindingRow[] = await tx('order_findings').where('log_index', '>=', from).where('log_index', '<', to);
  return rows;
}

function placeOf({ order_id: order, rule, effect }: FindingKey, index: number) {
  return { table: 'order_findings', key: `${order}/${rule}/${effect}`, index };
}
