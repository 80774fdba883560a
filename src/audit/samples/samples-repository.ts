import { marksFor, type PageInOrder, readPageInOrder, selectRows, type Tx } from '../../db/index.ts';
import { fen, type Grant } from '../../kernel/index.ts';
import { reachOnly, selectIn } from '../../log/index.ts';
import { listStandings } from '../../orders/index.ts';
import { type ReferenceRecord, readKindRow, type StoredRow } from '../../reference/index.ts';
import { type AgencyScope, listAgencyCodes } from '../../reports/index.ts';
import { AUDIT_SAMPLE, type AuditSample } from './audit-sample.ts';
import type { SignalKind } from './order-signals.ts';

/** Orders that a sample may be drawn of. */
export interface Population extends AgencyScope {
  /** The first instant of the window, and the first after it. */
  readonly from: string;
  readonly before: string;
  readonly logSize: number;
}

type Rows = ReturnType<Tx>;

function ordersOf(tx: Tx, { from, before, logSize, ...scope }: Population): Rows {
  const rows: Rows = tx('audited_orders as a').where('a.submitted_at', '>=', from).where('a.submitted_at', '<', before);
  return rows.where('a.log_index', '<', logSize).whereIn('a.agency_code', listAgencyCodes(tx, scope));
}

/** An order that may be drawn, and what it scores by now. */
export interface AuditedPlace {
  readonly orderId: string;
  readonly score: number;
}

/** All of them, or those that score no more than so much by now, in no order. */
export async function listPopulation(tx: Tx, population: Population, most?: number): Promise<readonly AuditedPlace[]> {
  const found = ordersOf(tx, population);
  if (most !== undefined) void found.where('a.score', '<=', most);
  const rows: { order_id: string; score: number }[] = await found.select('a.order_id', 'a.score');
  return rows.map(({ order_id: orderId, score }) => ({ orderId, score: Number(score) }));
}

/** Of which of them something was seen in a stretch of the log; its end is excluded. */
export async function listSeenSince(
  tx: Tx,
  population: Population,
  { from, before }: { readonly from: number; readonly before: number },
): Promise<readonly string[]> {
  if (from >= before) return [];
  const seen = tx('order_signals').where('log_index', '>=', from).where('log_index', '<', before).select('order_id');
  const rows: { order_id: string }[] = await ordersOf(tx, population).whereIn('a.order_id', seen).select('a.order_id');
  return rows.map(({ order_id: orderId }) => orderId);
}

export async function countPopulation(tx: Tx, population: Population): Promise<number> {
  const [row]: { count: number }[] = await ordersOf(tx, population).count({ count: '*' });
  return Number(row?.count ?? 0);
}

/** The next score that any order has; undefined where none has less but nothing. */
export async function findScoreBelow(tx: Tx, below: number): Promise<number | undefined> {
  const rows: Rows = tx('audited_orders').where('score', '>', 0).where('score', '<', Math.min(below, SCORE_MAX));
  const row: { score: number } | undefined = await rows.select('score').orderBy('score', 'desc').first();
  return row && Number(row.score);
}

const SCORE_MAX = 1_000_000;

export interface AuditedPageWish {
  readonly population: Population;
  /** Absent: any. */
  readonly score: number | undefined;
  readonly group: string | undefined;
  readonly after: readonly (string | number)[] | undefined;
  readonly limit: number;
}

/** Some orders of a score, of a group, or of both. */
export async function readAuditedPage(
  tx: Tx,
  { population, score, group, after, limit }: AuditedPageWish,
): Promise<PageInOrder<{ readonly order_id: string }>> {
  const { from, before, logSize, ...scope } = population;
  const byId = { column: 'order_id', direction: 'asc' } as const;
  return readPageInOrder(tx, {
    table: 'audited_orders',
    indexes:
      score === undefined
        ? { audited_orders_by_lot: ['lot_group'] }
        : { audited_orders_by_score: group === undefined ? ['score'] : ['score', 'lot_group'] },
    order: group === undefined ? [{ column: 'lot_group', direction: 'asc' }, byId] : [byId],
    equals: { ...(score !== undefined && { score: [score] }), ...(group !== undefined && { lot_group: [group] }) },
    rest: [
      (rows: Rows) => void rows.where('submitted_at', '>=', from).where('submitted_at', '<', before),
      (rows: Rows) => void rows.where('log_index', '<', logSize).whereRaw('? is not null', [codeInScope(tx, scope)]),
    ],
    ...{ after, limit },
  });
}

/** A row at a time, so that no engine begins with the agencies and sorts what it finds of them. */
function codeInScope(tx: Tx, scope: AgencyScope): Rows {
  return listAgencyCodes(tx, scope).whereRaw('agencies.code = audited_orders.agency_code');
}

/** How many agencies of one scope another one leaves out. */
export async function countBeyond(tx: Tx, whole: AgencyScope, part: AgencyScope): Promise<number> {
  const rows: Rows = tx('agencies').whereIn('code', listAgencyCodes(tx, whole));
  const [row]: { count: number }[] = await rows.whereNotIn('code', listAgencyCodes(tx, part)).count({ count: '*' });
  return Number(row?.count ?? 0);
}

export interface SignalRow {
  readonly order_id: string;
  readonly kind: SignalKind;
  readonly total: number;
  readonly most: number;
}

export interface SeenOrders {
  readonly orderIds: readonly string[];
  readonly logSize: number;
}

/** What was seen of some orders, by order and kind. */
export async function listSignals(tx: Tx, { orderIds, logSize }: SeenOrders): Promise<readonly SignalRow[]> {
  return selectRows<SignalRow>(
    tx,
    `select order_id, kind, sum(quantity) as total, max(quantity) as most from order_signals
       where order_id in (${marksFor(orderIds)}) and log_index < ? group by order_id, kind`,
    [...orderIds, logSize],
  );
}

/** Samples of the regions or agencies that a grant reaches, by id. */
export async function listSamples(
  tx: Tx,
  { grant, after, limit }: { readonly grant: Grant; readonly after: string | undefined; readonly limit: number },
): Promise<PageInOrder<ReferenceRecord<AuditSample>>> {
  const { rows, next } = await readPageInOrder<StoredRow>(tx, {
    table: 'audit_samples',
    indexes: { primary: [] },
    order: [{ column: 'id', direction: 'asc' }],
    equals: {},
    rest: [(samples: Rows) => reachedOnly(tx, samples, grant)],
    after: after === undefined ? undefined : [after],
    limit,
    isSmall: true,
  });
  return { rows: rows.map((row) => readKindRow(AUDIT_SAMPLE, row)), next };
}

export async function findSampleRow(
  tx: Tx,
  id: string,
  grant: Grant,
): Promise<ReferenceRecord<AuditSample> | undefined> {
  const rows: Rows = tx('audit_samples').where({ id });
  reachedOnly(tx, rows, grant);
  const row: StoredRow | undefined = await rows.first();
  return row && readKindRow(AUDIT_SAMPLE, row);
}

/** Like an agency, a sample has a region of its own. */
function reachedOnly(tx: Tx, rows: Rows, grant: Grant): void {
  reachOnly(tx, rows, { column: 'agency_code', table: 'agencies', grant });
}

/** Some orders as they stand now, what of them stands, and their agencies by code. */
export async function listDrawnOrders(tx: Tx, ids: readonly string[]) {
  const orders = await selectIn(tx, 'orders', 'id', ids);
  const rows = await selectIn(
    tx,
    'agencies',
    'code',
    orders.map((row) => String(row.agency_code)),
  );
  const agencies = rows.map((row) => ({ code: String(row.code), name: String(row.name), region: String(row.region) }));
  const standings = await listStandings(
    tx,
    orders.map((row) => ({
      ...{ id: String(row.id), decisionId: String(row.decision_id), latestRevision: Number(row.latest_revision) },
      standingRevision: row.standing_revision === null ? null : Number(row.standing_revision),
      totalFen: row.total_fen === null ? null : fen(Number(row.total_fen)),
    })),
  );
  return { orders, standings, agencies: new Map(agencies.map((agency) => [agency.code, agency])) };
}
