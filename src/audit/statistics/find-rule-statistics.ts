import type { Tx } from '../../db/index.ts';
import { dayOf, groupBy, instant, Refusal, sumBy, type Text, text } from '../../kernel/index.ts';
import { readHead } from '../../log/index.ts';
import { readCursor } from '../../proof/index.ts';
import { AUDIT_ROWS, type KeptAnswers, recallAnswer } from '../../reports/index.ts';
import { getRuleSetInForce } from '../../rules/index.ts';
import { listRuleRevisions, type RuleRevision } from './list-rule-revisions.ts';
import {
  type ClauseRow,
  countGrantedWaivers,
  listFiredClauses,
  listGrantedWaivers,
  listRuleMonths,
  type MonthsOfRule,
  type RuleMonthRow,
  sumResults,
} from './statistics-repository.ts';

/** How often a rule ended how, in decisions. */
export interface RuleFigures {
  readonly passed: number;
  readonly fired: number;
  readonly indeterminate: number;
  /** Decisions in which a waiver set something of the rule aside; they are among those in which it fired. */
  readonly waived: number;
  readonly clauses: readonly { readonly clause: string; readonly decisions: number }[];
  /** Waivers for the rule that two people granted. */
  readonly waiversGranted: number;
}

export interface RuleMonth extends RuleFigures {
  readonly month: string;
  readonly agencyCode: string;
}

export interface RuleStatistics {
  readonly rule: string;
  /** Null for a rule that the set in force does not have any more. */
  readonly title: Text | null;
  /** Decisions before this index are counted. */
  readonly logSize: number;
  readonly total: RuleFigures;
  readonly items: readonly RuleMonth[];
  readonly revisions: readonly RuleRevision[];
}

export interface StatisticsQuestion {
  readonly scope: MonthsOfRule;
  readonly after: readonly [string, string] | undefined;
  readonly limit: number;
  /** What was worked out before over the same database. */
  readonly kept: KeptAnswers;
}

/** A rule by month and agency, one page with one more than the limit, and its history: a fixed number of statements. */
export async function findRuleStatistics(
  tx: Tx,
  { scope, kept, ...page }: StatisticsQuestion,
): Promise<RuleStatistics> {
  const { rule } = scope;
  const revisions = await listRuleRevisions(tx, rule);
  const found = (await getRuleSetInForce(tx, (await readHead(tx)).at)).findRule(rule);
  if (!found && revisions.length === 0) throw ruleNotFound();
  const counted = await listRuleMonths(tx, scope, page);
  const granted = await listGranted(tx, scope, { ...page, counted });
  const rows = withGranted(counted, granted, page);
  const months = rows.map(({ month }) => month);
  const clauses = await listFiredClauses(tx, scope, months);
  const logSize = await readCursor(tx, AUDIT_ROWS);
  // They are counted out of decisions up to there, whatever else happens.
  const results = await recallAnswer(tx, kept, {
    key: ['rule-results', scope, logSize],
    compute: () => sumResults(tx, scope),
  });
  return {
    ...{ rule, revisions, title: found?.title ?? null, logSize },
    items: monthsIn(rows, { clauses, granted }),
    total: { ...totalIn(results), waiversGranted: await countGrantedWaivers(tx, scope) },
  };
}

function totalIn(results: readonly Pick<ClauseRow, 'result' | 'decisions'>[]): Omit<RuleFigures, 'waiversGranted'> {
  const decisionsOf = (wanted: string): number =>
    sumBy(results, ({ result, decisions }) => (result === wanted ? Number(decisions) : 0));
  return {
    ...{ passed: decisionsOf('passed'), fired: decisionsOf('fired') },
    ...{ indeterminate: decisionsOf('indeterminate'), waived: decisionsOf('waived') },
    clauses: clausesIn(results.filter(({ result }) => result.startsWith(CLAUSE))),
  };
}

interface GrantedWaiver {
  readonly month: string;
  readonly agency_code: string;
}

type Page = Pick<StatisticsQuestion, 'after' | 'limit'>;

/** Those of the months of a page: where no month of decisions comes after it, up to the last month asked for. */
async function listGranted(
  tx: Tx,
  scope: MonthsOfRule,
  { after, limit, counted }: Page & { readonly counted: readonly RuleMonthRow[] },
): Promise<readonly GrantedWaiver[]> {
  const from = after?.[0] ?? scope.from;
  const until = counted.length < limit ? scope.until : (counted.at(-1)?.month ?? scope.until);
  const rows = await listGrantedWaivers(tx, { ...scope, from, until });
  return rows.map((row) => ({ agency_code: row.agency_code, month: dayOf(instant(row.granted_at)).slice(0, 7) }));
}

const NO_DECISIONS = { passed: 0, fired: 0, indeterminate: 0, waived: 0 };

/** A waiver may be granted in a month in which its agency has no decision: a row all the same, or rows would not add up. */
function withGranted(
  counted: readonly RuleMonthRow[],
  granted: readonly GrantedWaiver[],
  { after, limit }: Page,
): readonly RuleMonthRow[] {
  const begin = after?.join('/') ?? '';
  const beside = granted.map(({ month, agency_code }) => ({ month, agency_code, ...NO_DECISIONS }));
  const rows = new Map([...beside, ...counted].map((row) => [placeOf(row), row]));
  return [...rows]
    .filter(([place]) => place > begin)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, limit)
    .map(([, row]) => row);
}

/** Sorts as month and agency do: every month is as long as every other. */
function placeOf({ month, agency_code: agency }: GrantedWaiver): string {
  return `${month}/${agency}`;
}

interface MonthSources {
  readonly clauses: readonly ClauseRow[];
  readonly granted: readonly GrantedWaiver[];
}

function monthsIn(rows: readonly RuleMonthRow[], { clauses, granted }: MonthSources): readonly RuleMonth[] {
  const fired = groupBy(clauses, placeOf);
  const waivers = groupBy(granted, placeOf);
  return rows.map((row) => ({
    ...{ month: row.month, agencyCode: row.agency_code },
    ...figuresIn(row),
    clauses: clausesIn(fired.get(placeOf(row)) ?? []),
    waiversGranted: waivers.get(placeOf(row))?.length ?? 0,
  }));
}

function figuresIn({ passed, fired, indeterminate, waived }: Omit<RuleMonthRow, 'month' | 'agency_code'>) {
  return {
    ...{ passed: Number(passed), fired: Number(fired) },
    ...{ indeterminate: Number(indeterminate), waived: Number(waived) },
  };
}

const CLAUSE = 'clause/';

function clausesIn(rows: readonly Pick<ClauseRow, 'result' | 'decisions'>[]): RuleFigures['clauses'] {
  return rows
    .map(({ result, decisions }) => ({ clause: result.slice(CLAUSE.length), decisions: Number(decisions) }))
    .toSorted((one, other) => (one.clause < other.clause ? -1 : 1));
}

function ruleNotFound(): Refusal {
  return new Refusal('not_found', 'rule.not_found', text('没有这条规则。', 'There is no such rule.'));
}
