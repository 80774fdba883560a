import { marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import type { DecisionLeaf } from '../../decisions/index.ts';
import { addDays, instant, startOfDay } from '../../kernel/index.ts';
import { reachOnly } from '../../log/index.ts';
import type { Stage } from '../../rules/index.ts';
import type { BacktestQuestion, LogPart } from '../backtest.ts';

/** A decision with its leaf, and whose it is. */
export interface PortionRow {
  readonly id: string;
  readonly orderId: string;
  readonly stage: Stage;
  readonly ruleSet: number;
  readonly logIndex: number;
  readonly agencyCode: string;
  readonly region: string;
  readonly leaf: DecisionLeaf;
}

interface PortionColumns {
  readonly id: string;
  readonly order_id: string;
  readonly stage: Stage;
  readonly rule_set: number;
  readonly log_index: number;
  readonly agency_code: string;
  readonly region: string | null;
  readonly at: string;
  readonly bytes: string;
  readonly leaf_hash: string;
}

/** The next decisions of a part of the log. Bodies of orders are as long as records, and few decisions need theirs. */
export async function listPortionRows(
  tx: Tx,
  { from, before, limit }: { readonly from: number; readonly before: number; readonly limit: number },
): Promise<readonly PortionRow[]> {
  const where = 'where d.log_index >= ? and d.log_index < ? order by d.log_index limit ?';
  return (await selectRows<PortionColumns>(tx, `${PORTION} ${where}`, [from, before, limit])).map(toPortionRow);
}

/** Those at some places of the log. */
export async function listPortionRowsAt(tx: Tx, logIndexes: readonly number[]): Promise<readonly PortionRow[]> {
  if (logIndexes.length === 0) return [];
  const places = padded(logIndexes);
  const where = `where d.log_index in (${marksFor(places)}) order by d.log_index`;
  return (await selectRows<PortionColumns>(tx, `${PORTION} ${where}`, places)).map(toPortionRow);
}

const PORTION = `select d.id, d.order_id, d.stage, d.rule_set, d.log_index, o.agency_code, a.region, l.at, l.bytes, l.leaf_hash
  from decisions d
  join log_leaves l on l.log_index = d.log_index
  join orders o on o.id = d.order_id
  left join agencies a on a.code = o.agency_code`;

function toPortionRow(row: PortionColumns): PortionRow {
  const logIndex = Number(row.log_index);
  return {
    id: row.id,
    orderId: row.order_id,
    stage: row.stage,
    ruleSet: Number(row.rule_set),
    logIndex,
    agencyCode: row.agency_code,
    region: row.region ?? '',
    leaf: { logIndex, at: instant(row.at), bytes: row.bytes, hash: Buffer.from(row.leaf_hash, 'hex') },
  };
}

/** The bodies of the revisions that some decisions judged, by the index of the decision. */
export async function listBodies(tx: Tx, logIndexes: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (logIndexes.length === 0) return new Map();
  const rows = await selectRows<{ log_index: number; body: string }>(
    tx,
    `select d.log_index, r.body from decisions d
       join order_revisions r on r.order_id = d.order_id and r.revision = d.revision
       where d.log_index in (${marksFor(padded(logIndexes))})`,
    padded(logIndexes),
  );
  return new Map(rows.map((row) => [Number(row.log_index), row.body]));
}

/** Read off an index alone: a million in well under a second. */
export async function countDecisions(tx: Tx, { fromIndex, logSize }: LogPart): Promise<number> {
  const [row] = await selectRows<{ found: number }>(
    tx,
    'select count(*) as found from decisions where log_index >= ? and log_index < ?',
    [fromIndex, logSize],
  );
  return Number(row?.found ?? 0);
}

/**
 * How many of them a question is about. The day is that of the order, not of the revision that was decided, which tells
 * the two apart only where an order was amended on another day: near enough to draw a sample by.
 */
export async function countAsked(
  tx: Tx,
  { from, until, stages, agencyCode, reach }: Omit<BacktestQuestion, 'asIfOn' | 'facts'>,
  { fromIndex, logSize }: LogPart,
): Promise<number> {
  const query = tx('decisions as d')
    .join('orders as o', 'o.id', 'd.order_id')
    .where('d.log_index', '>=', fromIndex)
    .where('d.log_index', '<', logSize)
    .whereIn('d.stage', [...stages])
    .where('o.submitted_at', '>=', startOfDay(from))
    .where('o.submitted_at', '<', startOfDay(addDays(until, 1)));
  if (agencyCode !== null) void query.whereRaw(`o.agency_code in (${SUBTREE})`, [agencyCode]);
  reachOnly(tx, query, { column: 'o.agency_code', table: 'orders', grant: reach });
  const [row] = await query.count<{ found: number }[]>({ found: '*' });
  return Number(row?.found ?? 0);
}

const SUBTREE = `with recursive below (code) as (
         select code from agencies where code = ?
         union select a.code from agencies a join below on a.parent_code = below.code)
       select code from below`;

/** An agency and all below it, however deep; a circle of parents ends, because each is found once. */
export async function listSubtree(tx: Tx, agencyCode: string): Promise<ReadonlySet<string>> {
  const rows = await selectRows<{ code: string }>(tx, SUBTREE, [agencyCode]);
  return new Set(rows.map(({ code }) => code));
}
