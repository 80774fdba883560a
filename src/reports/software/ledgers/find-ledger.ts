import type { Tx } from '../../../db/index.ts';
import type { ReportTable } from '../../../documents/index.ts';
import {
  addDays,
  type CivilDate,
  civilDate,
  dayOf,
  daysBetween,
  type Instant,
  plusMs,
  Refusal,
  startOfDay,
  type Text,
  text,
} from '../../../kernel/index.ts';
import { findLeafIndexAt, readHead } from '../../../log/index.ts';
import { findScope } from '../../find-scope.ts';
import type { AgencyScope } from '../../list-agency-codes.ts';
import type { ReportQuestion } from '../../report-handler.ts';
import type { LedgerDay } from './list-computers.ts';
import type { Period } from './list-software-changes.ts';

export interface LedgerQuery {
  readonly agencyCode?: string;
  readonly subtree?: boolean;
  readonly region?: string;
  readonly on?: string;
}

export type LedgerQuestion = Pick<ReportQuestion<unknown, LedgerQuery>, 'query' | 'grant' | 'at'>;

export interface LedgerHead {
  readonly head: ReportTable<never>['head'];
  readonly scope: AgencyScope;
  /** All of it is one agency's, which stands in the head. */
  readonly isOfOne: boolean;
}

/** Whose ledger it is and of what time. An agency that the caller does not reach is not found. */
export async function ledgerHead(
  tx: Tx,
  { query, grant }: LedgerQuestion,
  time: readonly [Text, string],
): Promise<LedgerHead> {
  const { agency, line } = await findScope(tx, { query, grant });
  if (query.agencyCode !== undefined && !agency) throw noSuchAgency();
  const isSubtree = query.subtree === true;
  return {
    head: [line, ...(isSubtree ? [[EXTENT, WITH_SUBORDINATES] as const] : []), time],
    scope: { grant, region: query.region, agencyCode: query.agencyCode, isSubtree },
    isOfOne: agency !== undefined && !isSubtree,
  };
}

const EXTENT = text('范围', 'Extent');
const WITH_SUBORDINATES = text('含所属单位', 'with the agencies below it');
const DAY = text('截止日期', 'As of');
const PERIOD = text('期间', 'Period');

export function dayLine(on: CivilDate): readonly [Text, string] {
  return [DAY, on];
}

export function periodLine({ from, until }: Period): readonly [Text, string] {
  return [PERIOD, `${from} — ${until}`];
}

/** The day that a ledger is of, and for a past one the last leaf of it. */
export async function findLedgerDay(tx: Tx, { query, at }: LedgerQuestion): Promise<LedgerDay> {
  const today = dayOf(at);
  const on = query.on === undefined ? today : civilDate(query.on);
  if (on > today) throw notOverYet('on');
  if (on === today) return { on, logIndex: null };
  const { frontier } = await readHead(tx);
  const end = plusMs(startOfDay(addDays(on, 1)), -1);
  return { on, logIndex: (await findLeafIndexAt(tx, { at: end, size: frontier.size })) ?? -1 };
}

interface PeriodQuery {
  readonly from?: string;
  readonly until?: string;
}

const PERIOD_DAYS_MAX = 366;

/** The period that is asked for, by default the year up to today. */
export function periodIn({ from: first, until: last }: PeriodQuery, at: Instant): Period {
  const today = dayOf(at);
  const from = civilDate(first ?? `${today.slice(0, 4)}-01-01`);
  const until = last === undefined ? today : civilDate(last);
  const days = daysBetween(from, until);
  if (days < 0 || days > PERIOD_DAYS_MAX) throw noSuchPeriod();
  return { from, until };
}

function noSuchPeriod(): Refusal {
  const message = text(
    `期间的止日不得早于起日，且不得超过 ${PERIOD_DAYS_MAX} 天。`,
    `A period ends on or after its first day, and is at most ${PERIOD_DAYS_MAX} days long.`,
  );
  return new Refusal('invalid', 'report.period', message, [{ pointer: '/query/until', message: '' }]);
}

function notOverYet(parameter: string): Refusal {
  const message = text('台账日期不得晚于今天。', 'A ledger is of today or of a day before.');
  return new Refusal('invalid', 'report.day_ahead', message, [{ pointer: `/query/${parameter}`, message: '' }]);
}

function noSuchAgency(): Refusal {
  return new Refusal('not_found', 'agency.not_found', text('未找到该单位。', 'There is no such agency.'));
}
