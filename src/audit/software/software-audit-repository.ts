import { rowsByIndex, type Tx } from '../../db/index.ts';
import { type CivilDate, sumBy } from '../../kernel/index.ts';
import { type AgencyScope, type Looks, listAgencyCodes } from '../../reports/index.ts';
import type { EntitlementsRow, FiredRow, NamedCount } from './software-audit-rows.ts';

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

/** Rules that fired in the year, those that did most often first. */
export async function listFiredRules(tx: Tx, scope: AuditScope): Promise<readonly FiredRow[]> {
  // MariaDB would rather read the whole table, most of which is rules that passed.
  const rows: FiredRow[] = await rowsByIndex(tx, 'rule_statistics', 'rule_statistics_by_result')
    .whereIn('agency_code', listAgencyCodes(tx, scope))
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

const THERE = ['accepted', 'in-use', 'idle'];

/**
 * How long ago anybody looked at what goes on on devices that are not there, yet or any more: a position has these as well. Each
 * is looked up for its copies, in an index that tells all that is asked of them.
 */
export async function countLooksElsewhere(tx: Tx, scope: AuditScope): Promise<Looks> {
  const lastSeen = rowsByIndex(tx, 'installations as i', 'installations_by_device')
    .max('i.seen_last')
    .whereRaw('i.device_id = d.id')
    .whereNull('i.seen_to');
  const rows: LooksRow[] = await rowsByIndex(tx, 'devices as d', 'devices_by_agency')
    .whereIn('d.agency_code', listAgencyCodes(tx, scope))
    .whereNotIn('d.state', THERE)
    .select(tx.raw('(?) >= ? as is_fresh', [lastSeen, scope.seenSince]), tx.raw('count(*) as devices'))
    .groupBy('is_fresh');
  const countOf = (fresh: number): number =>
    sumBy(rows, ({ is_fresh: is, devices }) => (is !== null && Number(is) === fresh ? Number(devices) : 0));
  return { seen: countOf(1), stale: countOf(0) };
}

/** Null where nobody has looked at any of them. */
interface LooksRow {
  readonly is_fresh: number | null;
  readonly devices: number;
}

/** Entitlements by whether anybody has seen their proof, by channel, and by whether they were acquired in the year, as an index tells by itself. */
export async function countEntitlements(tx: Tx, scope: AuditScope): Promise<readonly EntitlementsRow[]> {
  const { fiscalYear: year } = scope;
  const rows: EntitlementsRow[] = await rowsByIndex(tx, 'entitlements', 'entitlements_by_agency')
    .whereIn('agency_code', listAgencyCodes(tx, scope))
    .select('standing', 'channel', tx.raw(ACQUIRED, [`${year}-01-01`, `${year}-12-31`]), tx.raw('count(*) as count'))
    .groupBy('standing', 'channel', 'is_of_year');
  return rows;
}

const ACQUIRED = 'case when acquired_on between ? and ? then 1 else 0 end as is_of_year';

const ENDED = { undertakings: ['closed', 'void'], audit_findings: ['answered', 'closed'] } as const;

/**
 * Undertakings, or findings of audits, by how they stand; what is past its day is told apart. Each state is counted as it stands
 * in the index: to group all rows took either engine three times as long. What is overdue is counted on the way past the open
 * ones, since MariaDB would walk past all of these for it once more.
 */
export async function countOwed(tx: Tx, scope: AuditScope, table: keyof typeof ENDED): Promise<readonly NamedCount[]> {
  const inState = (state: string): Rows => within(tx, table, scope).where('state', state);
  const ended: readonly Rows[] = ENDED[table].map((state) => inState(state).select(tx.raw(ENDED_ONES, [state])));
  const open: Rows = inState('open').select(tx.raw(OPEN_ONES, [scope.on]));
  const rows: (NamedCount & { readonly overdue: number | null })[] = await open.unionAll([...ended]);
  const counts = rows.map(({ name, count, overdue }) => ({ name, count: Number(count) - Number(overdue) }));
  return [{ name: 'overdue', count: sumBy(rows, ({ overdue }) => Number(overdue)) }, ...counts];
}

const OPEN_ONES = `'open' as name, count(*) as count, sum(case when due_on < ? then 1 else 0 end) as overdue`;
const ENDED_ONES = '? as name, count(*) as count, 0 as overdue';
