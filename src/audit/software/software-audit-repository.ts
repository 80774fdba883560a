import { marksFor, type Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import { type AgencyScope, listAgencyCodes, NEED_NO_SEAT } from '../../reports/index.ts';
import type { CountRow, FiredRow, LedgerRow, PriceRow } from './software-audit-rows.ts';

type Rows = ReturnType<Tx>;

export interface AuditScope extends AgencyScope {
  readonly fiscalYear: number;
  /** Today: assets are as they stand. */
  readonly on: CivilDate;
  /** What was last seen before this day is stale. */
  readonly seenSince: CivilDate;
}

function within(tx: Tx, table: string, scope: AgencyScope, column = 'agency_code'): Rows {
  const rows: Rows = tx(table);
  return rows.whereIn(column, listAgencyCodes(tx, scope));
}

async function countsBy(tx: Tx, query: Rows, column: 'channel' | 'standing'): Promise<readonly CountRow[]> {
  void query.select({ name: column }, tx.raw('count(*) as count, null as amount'));
  const rows: CountRow[] = await query.groupBy(column).orderBy(column);
  return rows;
}

/** Orders of the year by what is asked of them: how they stand, or how they were last decided. */
export async function countOrdersBy(tx: Tx, scope: AuditScope, column: 'state' | 'outcome') {
  const rows: CountRow[] = await within(tx, 'orders', scope)
    .where('fiscal_year', scope.fiscalYear)
    .select({ name: column }, tx.raw('count(*) as count, sum(total_fen) as amount'))
    .groupBy(column);
  return rows;
}

/** How many agencies there are, and how many of them have money for these classes. */
export async function countAgencies(tx: Tx, scope: AuditScope, softwareClasses: readonly string[]) {
  const [all]: { count: number }[] = await within(tx, 'agencies', scope, 'code').count({ count: '*' });
  const [budgeted]: { count: number }[] = await within(tx, 'budget_lines', scope)
    .where('fiscal_year', scope.fiscalYear)
    .where('is_closed', 0)
    .where('appropriation_fen', '>', 0)
    .whereIn('economic_class', [...softwareClasses])
    .countDistinct({ count: 'agency_code' });
  return { all: Number(all?.count ?? 0), budgeted: Number(budgeted?.count ?? 0) };
}

/** What computers of standing orders of the year cost, by category. */
export async function listPricesOfYear(tx: Tx, scope: AuditScope): Promise<readonly PriceRow[]> {
  const rows: PriceRow[] = await within(tx, 'orders as o', scope, 'o.agency_code')
    .where('o.fiscal_year', scope.fiscalYear)
    .join('order_prices as p', (on) => {
      on.on('p.order_id', 'o.id').andOn('p.revision', 'o.standing_revision');
    })
    .select('p.category', tx.raw('count(*) as `lines`, sum(p.unit_price_fen) as sum_fen'))
    .groupBy('p.category')
    .orderBy('p.category');
  return rows;
}

/** Rules that fired in the year, those that did most often first. */
export async function listFiredRules(tx: Tx, scope: AuditScope): Promise<readonly FiredRow[]> {
  const rows: FiredRow[] = await within(tx, 'rule_statistics', scope)
    .whereBetween('month', [`${scope.fiscalYear}-01`, `${scope.fiscalYear}-12`])
    .whereIn('result', ['fired', 'waived'])
    .select('rule', tx.raw(FIRED))
    .groupBy('rule')
    .orderBy('rule');
  return rows;
}

const FIRED = `sum(case when result = 'fired' then decisions else 0 end) as fired,
  sum(case when result = 'waived' then decisions else 0 end) as waived`;

/** Waivers granted from one instant to another. */
export async function countWaivers(tx: Tx, scope: AgencyScope, window: { from: string; before: string }) {
  const [row]: { count: number }[] = await within(tx, 'waivers', scope)
    .where('granted_at', '>=', window.from)
    .where('granted_at', '<', window.before)
    .count({ count: '*' });
  return Number(row?.count ?? 0);
}

/** Entitlements that were acquired in the year, by channel. */
export async function countChannels(tx: Tx, scope: AuditScope) {
  const query = within(tx, 'entitlements', scope).whereBetween('acquired_on', [
    `${scope.fiscalYear}-01-01`,
    `${scope.fiscalYear}-12-31`,
  ]);
  return countsBy(tx, query, 'channel');
}

/** How complete the ledger of computers is, and how long ago anybody looked at what is on them. */
export async function findLedger(tx: Tx, scope: AuditScope): Promise<LedgerRow> {
  const seen = tx('installations')
    .select('device_id')
    .max({ last: 'seen_last' })
    .whereNull('seen_to')
    .whereIn('agency_code', listAgencyCodes(tx, scope))
    .groupBy('device_id');
  const [row]: { [Name in keyof LedgerRow]: number | null }[] = await within(tx, 'devices as d', scope, 'd.agency_code')
    .whereIn('d.state', ['accepted', 'in-use', 'idle'])
    .leftJoin(seen.as('s'), 's.device_id', 'd.id')
    .select(tx.raw(LEDGER, [...NEED_NO_SEAT, scope.seenSince, scope.seenSince]));
  return {
    computers: Number(row?.computers ?? 0),
    licensable: Number(row?.licensable ?? 0),
    numbered: Number(row?.numbered ?? 0),
    seen: Number(row?.seen ?? 0),
    stale: Number(row?.stale ?? 0),
  };
}

const LEDGER = `count(*) as computers,
  sum(case when d.category not in (${marksFor(NEED_NO_SEAT)}) then 1 else 0 end) as licensable,
  sum(case when d.asset_number is not null and d.serial is not null then 1 else 0 end) as numbered,
  sum(case when s.last >= ? then 1 else 0 end) as seen,
  sum(case when s.last < ? then 1 else 0 end) as stale`;

/** Entitlements by whether anybody has seen their proof. */
export async function countProofStates(tx: Tx, scope: AgencyScope) {
  return countsBy(tx, within(tx, 'entitlements', scope), 'standing');
}

/** Open undertakings, and findings of audits, by how they stand; what is past its day is told apart. */
export async function countOwed(tx: Tx, scope: AuditScope, table: 'undertakings' | 'audit_findings') {
  const rows: CountRow[] = await within(tx, table, scope)
    .select(
      tx.raw(`case when state = 'open' and due_on < ? then 'overdue' else state end as name, count(*) as count`, [
        scope.on,
      ]),
    )
    .groupBy('name');
  return rows;
}
