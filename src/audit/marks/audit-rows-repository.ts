import { caseOf, changeRows, insertRows, marksFor, type Tx } from '../../db/index.ts';
import { type Instant, instant } from '../../kernel/index.ts';
import { lotGroupOf } from '../samples/lot.ts';
import type { SignalKind } from '../samples/order-signals.ts';

/** Moves the cursor on from where it stands; false when another process has done so first. */
export async function takeCursor(tx: Tx, name: string, way: { readonly from: number; readonly to: number }) {
  await tx('cursors').insert({ name, log_index: 0 }).onConflict('name').ignore();
  const sql = 'update cursors set log_index = ? where name = ? and log_index = ?';
  return (await changeRows(tx, sql, [way.to, name, way.from])) === 1;
}

export interface NewAuditedOrder {
  readonly orderId: string;
  readonly agencyCode: string;
  readonly submittedAt: Instant;
  readonly logIndex: number;
}

/** With what samples are drawn by. */
export interface AuditedOrder extends NewAuditedOrder {
  /** Of everything that was seen of it so far. */
  readonly score: number;
  readonly lotGroup: string;
}

/** Orders that were decided for the first time. */
export async function insertAuditedOrders(tx: Tx, orders: readonly NewAuditedOrder[]): Promise<void> {
  await insertRows(
    tx,
    'audited_orders',
    orders.map(({ orderId, agencyCode, submittedAt, logIndex }) => {
      const kept = { order_id: orderId, agency_code: agencyCode, submitted_at: submittedAt, log_index: logIndex };
      return { ...kept, score: 0, lot_group: lotGroupOf(orderId) };
    }),
  );
}

/** Writes what some orders score by now. */
export async function updateScores(tx: Tx, scores: ReadonlyMap<string, number>): Promise<void> {
  if (scores.size === 0) return;
  const score = caseOf('order_id', scores);
  const ids = [...scores.keys()];
  const sql = `update audited_orders set score = ${score.sql} where order_id in (${marksFor(ids)})`;
  await changeRows(tx, sql, [...score.bindings, ...ids]);
}

interface AuditedColumns {
  readonly order_id: string;
  readonly agency_code: string;
  readonly submitted_at: string;
  readonly log_index: number;
  readonly score: number | null;
  readonly lot_group: string | null;
}

export async function listAuditedIn(tx: Tx, orderIds: readonly string[]): Promise<readonly AuditedOrder[]> {
  if (orderIds.length === 0) return [];
  const rows: AuditedColumns[] = await tx('audited_orders').whereIn('order_id', [...orderIds]);
  return rows.map(toAudited);
}

const READ_AT_ONCE = 5_000;

/** By their ids, after one of them. */
export async function listAuditedFrom(tx: Tx, after: string): Promise<readonly NewAuditedOrder[]> {
  const rows: AuditedColumns[] = await tx('audited_orders')
    .where('order_id', '>', after)
    .orderBy('order_id')
    .limit(READ_AT_ONCE);
  return rows.map(toAudited);
}

function toAudited(row: AuditedColumns): AuditedOrder {
  const { order_id: orderId, agency_code: agencyCode, submitted_at: submittedAt } = row;
  const known = { orderId, agencyCode, submittedAt: instant(submittedAt), logIndex: Number(row.log_index) };
  return { ...known, score: Number(row.score), lotGroup: String(row.lot_group) };
}

export interface NewSignal {
  readonly logIndex: number;
  readonly orderId: string;
  readonly kind: SignalKind;
  readonly quantity: number;
}

export async function insertSignals(tx: Tx, signals: readonly NewSignal[]): Promise<void> {
  await insertRows(
    tx,
    'order_signals',
    signals.map(({ logIndex, kind, orderId, quantity }) => {
      return { log_index: logIndex, kind, order_id: orderId, quantity };
    }),
  );
}

/** What the table shows of some leaves; the second is excluded. */
export async function listSignalsIn(
  tx: Tx,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly NewSignal[]> {
  const rows: { log_index: number; kind: SignalKind; order_id: string; quantity: number }[] = await tx('order_signals')
    .where('log_index', '>=', from)
    .where('log_index', '<', to)
    .orderBy(['log_index', 'kind']);
  return rows.map(({ log_index, kind, order_id: orderId, quantity }) => {
    return { logIndex: Number(log_index), kind, orderId, quantity: Number(quantity) };
  });
}

export interface CountedResult {
  readonly rule: string;
  readonly month: string;
  readonly agencyCode: string;
  readonly result: string;
  readonly decisions: number;
}

const ROWS_AT_ONCE = 200;

/** Adds to the counts of some results, a fixed number of statements for each 200 of them. */
export async function addCounts(tx: Tx, counts: readonly CountedResult[]): Promise<void> {
  for (let start = 0; start < counts.length; start += ROWS_AT_ONCE) {
    const some = new Map(counts.slice(start, start + ROWS_AT_ONCE).map((one) => [idOf(one), one]));
    const rows = [...some].map(([id, { rule, month, agencyCode, result }]) => {
      return { id, rule, month, agency_code: agencyCode, result, decisions: 0 };
    });
    await tx('rule_statistics').insert(rows).onConflict('id').ignore();
    const added = caseOf('id', new Map([...some].map(([id, { decisions }]) => [id, decisions])));
    const ids = [...some.keys()];
    const sql = `update rule_statistics set decisions = decisions + ${added.sql} where id in (${marksFor(ids)})`;
    await changeRows(tx, sql, [...added.bindings, ...ids]);
  }
}

/** One column, so that one statement finds many. */
export function idOf({ rule, month, agencyCode, result }: Omit<CountedResult, 'decisions'>): string {
  return `${rule}/${month}/${agencyCode}/${result}`;
}

export interface RuleMonth {
  readonly rule: string;
  readonly month: string;
}

export interface StoredCount extends CountedResult {
  readonly id: string;
}

/** What the table shows of a rule in a month. */
export async function listCountsOf(tx: Tx, { rule, month }: RuleMonth): Promise<readonly StoredCount[]> {
  const rows: (StoredCount & { readonly agency_code: string })[] = await tx('rule_statistics')
    .where({ rule, month })
    .orderBy('id');
  return rows.map(({ id, agency_code: agencyCode, result, decisions }) => {
    return { id, rule, month, agencyCode, result, decisions: Number(decisions) };
  });
}

/** Which months of which rules the table shows anything of. */
export async function listCountedMonths(tx: Tx): Promise<readonly RuleMonth[]> {
  return tx('rule_statistics').distinct('rule', 'month').orderBy(['rule', 'month']);
}
