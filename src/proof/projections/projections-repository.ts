import { type Cell, selectedRows, type Tx } from '../../db/index.ts';
import type { ReadLeaf } from '../../log/index.ts';

/** Rows as they stand, for comparing: nothing here trusts what the other repositories make of them. */

export interface LeafRange {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
}

export type StoredDecisionRow = Readonly<Record<string, Cell>> & { readonly id: string; readonly log_index: number };

export async function listDecisionRows(tx: Tx, { from, to }: LeafRange): Promise<readonly StoredDecisionRow[]> {
  return tx('decisions').where('log_index', '>=', from).where('log_index', '<', to).orderBy('log_index');
}

export type UndertakingRow = Readonly<Record<string, Cell>> & { readonly id: string };

export async function listUndertakingRows(tx: Tx, ids: readonly string[]): Promise<readonly UndertakingRow[]> {
  if (ids.length === 0) return [];
  return tx('undertakings').whereIn('id', [...ids]);
}

export interface DeliveredRow {
  readonly id: string;
  readonly order_id: string;
  readonly delivered_seats: number;
}

/** Undertakings of which something is said to have come, a page of them. */
export async function listDeliveredRows(
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly DeliveredRow[]> {
  return tx('undertakings')
    .where('delivered_seats', '<>', 0)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id', 'order_id', 'delivered_seats');
}

export async function countUndertakings(tx: Tx): Promise<number> {
  const [row] = await tx('undertakings').count({ found: '*' });
  return Number(row?.found ?? 0);
}

/** Which undertakings there are, and of which orders, a page of them. */
export async function listUndertakingKeys(
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly Pick<DeliveredRow, 'id' | 'order_id'>[]> {
  return tx('undertakings').where('id', '>', after).orderBy('id').limit(limit).select('id', 'order_id');
}

export async function countUndertakingsOf(tx: Tx, orderIds: readonly string[]): Promise<number> {
  if (orderIds.length === 0) return 0;
  const [row] = await tx('undertakings')
    .whereIn('order_id', [...orderIds])
    .count({ found: '*' });
  return Number(row?.found ?? 0);
}

export interface RevisionRow {
  /** Of the decision that judged it. */
  readonly log_index: number;
  readonly order_id: string;
  readonly revision: number;
  readonly agency_code: string;
  readonly body: string;
  readonly body_digest: string;
  readonly submitted_at: string;
  readonly key_id: string;
  readonly person_id: string | null;
  readonly subject: string | null;
  readonly devices: number | null;
}

/** The revisions that the decisions of a range of leaves judged. */
export async function listRevisionRows(tx: Tx, { from, to }: LeafRange): Promise<readonly RevisionRow[]> {
  return selectedRows<RevisionRow>(
    await tx.raw(
      `select d.log_index, r.order_id, r.revision, r.agency_code, r.body, r.body_digest, r.submitted_at,
         r.key_id, r.person_id, r.subject, r.devices
       from decisions d join order_revisions r on r.order_id = d.order_id and r.revision = d.revision
       where d.log_index >= ? and d.log_index < ?`,
      [from, to],
    ),
  );
}

/** The leaves of the first decisions on the revisions of some orders. */
export async function listFirstDecisions(tx: Tx, orderIds: readonly string[]): Promise<ReadonlySet<number>> {
  if (orderIds.length === 0) return new Set();
  const rows: { first: number }[] = await tx('decisions')
    .whereIn('order_id', [...orderIds])
    .groupBy('order_id', 'revision')
    .min({ first: 'log_index' });
  return new Set(rows.map(({ first }) => Number(first)));
}

export interface RevisionBody {
  readonly order_id: string;
  readonly revision: number;
  readonly body: string;
  readonly body_digest: string;
}

/** The bodies of some revisions; an unknown one is absent. */
export async function listBodiesOfRevisions(
  tx: Tx,
  revisions: readonly { readonly orderId: string; readonly revision: number }[],
): Promise<readonly RevisionBody[]> {
  if (revisions.length === 0) return [];
  return tx('order_revisions')
    .whereIn(
      ['order_id', 'revision'],
      revisions.map(({ orderId, revision }) => [orderId, revision]),
    )
    .select('order_id', 'revision', 'body', 'body_digest');
}

export type OrderRow = Readonly<Record<string, Cell>> & { readonly id: string; readonly log_index: number };

export async function listOrderRows(tx: Tx, ids: readonly string[]): Promise<readonly OrderRow[]> {
  if (ids.length === 0) return [];
  return tx('orders').whereIn('id', [...ids]);
}

/** Every leaf about some things, the oldest first. */
export async function listLeavesOfSubjects(tx: Tx, subjects: readonly string[]): Promise<readonly ReadLeaf[]> {
  if (subjects.length === 0) return [];
  const rows = tx('log_leaves')
    .select(LEAF_COLUMNS)
    .whereIn('subject', [...subjects]);
  return readLeaves(await rows.orderBy('log_index'));
}

/** Leaves by their indexes; one that is not there is absent. */
export async function listLeavesAt(tx: Tx, indexes: readonly number[]): Promise<readonly ReadLeaf[]> {
  if (indexes.length === 0) return [];
  return readLeaves(
    await tx('log_leaves')
      .select(LEAF_COLUMNS)
      .whereIn('log_index', [...indexes]),
  );
}

const LEAF_COLUMNS = ['log_index', 'type', 'subject', 'at', 'bytes'];

function readLeaves(
  rows: readonly { log_index: number; type: string; subject: string; at: string; bytes: string }[],
): readonly ReadLeaf[] {
  return rows.flatMap(({ log_index: logIndex, bytes, ...leaf }) => {
    const body = bodyIn(bytes);
    return body ? [{ ...leaf, logIndex: Number(logIndex), body, bytes }] : [];
  });
}

/** A leaf that cannot be read is reported where the log is read in order. */
function bodyIn(bytes: string): ReadLeaf['body'] | undefined {
  try {
    return JSON.parse(bytes) as ReadLeaf['body'];
  } catch {
    return undefined;
  }
}

export interface OrderCounts {
  readonly orders: number;
  readonly decidedOrders: number;
  readonly revisions: number;
  readonly decidedRevisions: number;
}

export async function countOrders(tx: Tx): Promise<OrderCounts> {
  const count = async (sql: CountName): Promise<number> => {
    const [row] = selectedRows<{ found: number }>(await tx.raw(COUNTS[sql]));
    return Number(row?.found ?? 0);
  };
  return {
    orders: await count('orders'),
    decidedOrders: await count('decidedOrders'),
    revisions: await count('revisions'),
    decidedRevisions: await count('decidedRevisions'),
  };
}

type CountName = keyof OrderCounts;

const COUNTS: Readonly<Record<CountName, string>> = {
  orders: 'select count(*) as found from orders',
  decidedOrders: 'select count(distinct order_id) as found from decisions',
  revisions: 'select count(*) as found from order_revisions',
  decidedRevisions:
    'select count(*) as found from (select distinct order_id, revision from decisions) as decided_revisions',
};

const FOUND_MAX = 1_000;

export async function listOrdersWithoutDecision(tx: Tx): Promise<readonly { id: string; log_index: number }[]> {
  return selectedRows(
    await tx.raw(
      `select o.id, o.log_index from orders o
       where not exists (select 1 from decisions d where d.order_id = o.id) order by o.id limit ?`,
      [FOUND_MAX],
    ),
  );
}

/** Decided orders that name a leaf behind all of theirs, so that nothing of them was compared with any. */
export async function listStrayedOrders(tx: Tx): Promise<readonly { id: string; log_index: number }[]> {
  return selectedRows(
    await tx.raw(
      `select o.id, o.log_index from orders o
       where o.log_index > (select max(l.log_index) from log_leaves l where l.subject = concat('order/', o.id))
       order by o.id limit ?`,
      [FOUND_MAX],
    ),
  );
}

export async function listRevisionsWithoutDecision(tx: Tx): Promise<readonly { order_id: string; revision: number }[]> {
  return selectedRows(
    await tx.raw(
      `select r.order_id, r.revision from order_revisions r
       where not exists (select 1 from decisions d where d.order_id = r.order_id and d.revision = r.revision)
       order by r.order_id, r.revision limit ?`,
      [FOUND_MAX],
    ),
  );
}

export type ContractRow = Readonly<Record<string, Cell>> & { readonly order_id: string; readonly revision: number };

export async function listContractRows(tx: Tx, orderIds: readonly string[]): Promise<readonly ContractRow[]> {
  if (orderIds.length === 0) return [];
  const rows: ContractRow[] = await tx('order_contracts').whereIn('order_id', [...orderIds]);
  // `<agency>/<supplier>/<number>`: the leaf names the number.
  const numberIn = (key: Cell | undefined): string => String(key).split('/').slice(2).join('/');
  return rows.map((row) => ({ ...row, number_key: numberIn(row.number_key), loose_key: numberIn(row.loose_key) }));
}

export async function listContractsWithoutDecision(
  tx: Tx,
): Promise<readonly { readonly order_id: string; readonly revision: number }[]> {
  return selectedRows(
    await tx.raw(
      `select c.order_id, c.revision from order_contracts c
       where not exists (select 1 from decisions d where d.order_id = c.order_id and d.revision = c.revision
         and d.stage = 'contract') order by c.order_id, c.revision limit ?`,
      [FOUND_MAX],
    ),
  );
}
