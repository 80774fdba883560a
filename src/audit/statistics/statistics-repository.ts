import { marksFor, selectRows, type Tx } from '../../db/index.ts';
import { addMonths, civilDate, startOfDay } from '../../kernel/index.ts';
import { type AgencyScope, listAgencyCodes } from '../../reports/index.ts';

export interface MonthsOfRule extends AgencyScope {
  readonly rule: string;
  /** The first and the last month, `2026-03`. */
  readonly from: string;
  readonly until: string;
}

export interface RuleMonthRow {
  readonly month: string;
  readonly agency_code: string;
  readonly passed: number;
  readonly fired: number;
  readonly indeterminate: number;
  readonly waived: number;
}

/** How a rule ended by month and agency, after one of them. */
export async function listRuleMonths(
  tx: Tx,
  scope: MonthsOfRule,
  { after, limit }: { readonly after: readonly [string, string] | undefined; readonly limit: number },
): Promise<readonly RuleMonthRow[]> {
  const rows = monthsOf(tx, scope).select('month', 'agency_code', tx.raw(SUMS)).groupBy('month', 'agency_code');
  if (after) {
    const [month, agency] = after;
    void rows.whereRaw('(month > ? or (month = ? and agency_code > ?))', [month, month, agency]);
  }
  const found: RuleMonthRow[] = await rows.orderBy(['month', 'agency_code']).limit(limit);
  return found;
}

const SUMS = `coalesce(sum(case when result = 'passed' then decisions else 0 end), 0) as passed,
  coalesce(sum(case when result = 'fired' then decisions else 0 end), 0) as fired,
  coalesce(sum(case when result = 'indeterminate' then decisions else 0 end), 0) as indeterminate,
  coalesce(sum(case when result = 'waived' then decisions else 0 end), 0) as waived`;

export interface ClauseRow {
  readonly month: string;
  readonly agency_code: string;
  readonly result: string;
  readonly decisions: number;
}

/** Which clauses fired how often in these months; for all agencies of them. */
export async function listFiredClauses(
  tx: Tx,
  scope: MonthsOfRule,
  months: readonly string[],
): Promise<readonly ClauseRow[]> {
  if (months.length === 0) return [];
  const rows: ClauseRow[] = await monthsOf(tx, scope)
    .select('month', 'agency_code', 'result', 'decisions')
    .whereIn('month', [...new Set(months)])
    .where('result', '>=', 'clause/')
    .where('result', '<', 'clause0');
  return rows;
}

/** How often a rule ended how in all of the months, its clauses that fired among them. */
export async function sumResults(
  tx: Tx,
  scope: MonthsOfRule,
): Promise<readonly Pick<ClauseRow, 'result' | 'decisions'>[]> {
  const rows: Pick<ClauseRow, 'result' | 'decisions'>[] = await monthsOf(tx, scope)
    .select('result', tx.raw('sum(decisions) as decisions'))
    .groupBy('result')
    .orderBy('result');
  return rows;
}

function monthsOf(tx: Tx, { rule, from, until, ...scope }: MonthsOfRule): ReturnType<Tx> {
  const rows: ReturnType<Tx> = tx('rule_statistics').where('rule', rule).whereBetween('month', [from, until]);
  return rows.whereIn('agency_code', listAgencyCodes(tx, scope));
}

export interface GrantedRow {
  readonly agency_code: string;
  readonly granted_at: string;
}

/** How many waivers that name a rule were granted in its months. */
export async function countGrantedWaivers(tx: Tx, scope: MonthsOfRule): Promise<number> {
  const [row]: { count: number }[] = await grantedIn(tx, scope).count({ count: '*' });
  return Number(row?.count ?? 0);
}

const GRANTED_MAX = 1_000_000;

/** Waivers that name a rule and were granted in its months. */
export async function listGrantedWaivers(tx: Tx, scope: MonthsOfRule): Promise<readonly GrantedRow[]> {
  const rows: GrantedRow[] = await grantedIn(tx, scope)
    .select('agency_code', 'granted_at')
    .orderBy('granted_at')
    .limit(GRANTED_MAX);
  return rows;
}

function grantedIn(tx: Tx, { rule, from, until, ...scope }: MonthsOfRule): ReturnType<Tx> {
  const rows: ReturnType<Tx> = tx('waivers').whereIn('agency_code', listAgencyCodes(tx, scope));
  return rows
    .whereRaw('instr(rules, ?) > 0', [`"rule":"${rule}"`])
    .where('granted_at', '>=', startOfDay(civilDate(`${from}-01`)))
    .where('granted_at', '<', startOfDay(addMonths(civilDate(`${until}-01`), 1)));
}

export interface RuleSetRow {
  readonly number: number;
  readonly digest: string;
  readonly parent_digest: string | null;
  readonly state: string;
  readonly in_force_at: string | null;
  readonly superseded_at: string | null;
  readonly author: string | null;
}

const SETS_MAX = 100;

/** The last hundred rule sets, the first first. */
export async function listSetsForHistory(tx: Tx): Promise<readonly RuleSetRow[]> {
  const rows: RuleSetRow[] = await tx('rule_sets')
    .select('number', 'digest', 'parent_digest', 'state', 'in_force_at', 'superseded_at', 'author')
    .orderBy('number', 'desc')
    .limit(SETS_MAX);
  return rows.toReversed();
}

export interface SetLeafRow {
  readonly log_index: number;
  readonly type: string;
  readonly subject: string;
  readonly at: string;
  readonly bytes: string;
}

/** What happened to rule sets, in the order of the log. */
export async function listLeavesOfSets(tx: Tx, numbers: readonly number[]): Promise<readonly SetLeafRow[]> {
  if (numbers.length === 0) return [];
  const subjects = numbers.map((number) => `rule-set/${number}`);
  return selectRows<SetLeafRow>(
    tx,
    `select log_index, type, subject, at, bytes from log_leaves
     where subject in (${marksFor(subjects)}) order by log_index`,
    subjects,
  );
}
