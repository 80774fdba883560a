import type { Tx } from '../../db/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { findReachOfCount } from '../../log/index.ts';
import type { AssessmentState, FilingState } from './filing.ts';

/** How many filings within a grant stand so, of campaigns that were not recalled: as many as their list has. */
export async function countFilings(
  tx: Tx,
  { grant, state }: { readonly grant: Grant; readonly state: FilingState },
): Promise<number> {
  const query: ReturnType<Tx> = tx('filings').where({ state });
  withoutRecalled(tx, query);
  (await findReachOfCount(tx, { column: 'agency_code', table: 'filings', grant }))(query);
  const rows: { found: number }[] = await query.select(tx.raw('count(*) as found'));
  return Number(rows[0]?.found);
}

interface AssessedQuestion {
  readonly grant: Grant;
  readonly assessment: AssessmentState;
  /** Only those whose last day for an objection is this one or a later one. */
  readonly respondFrom?: CivilDate;
  readonly urgentUntil: CivilDate;
}

interface AssessedCount {
  readonly count: number;
  /** Of which so many can be objected to until the day that was asked for, or an earlier one. */
  readonly urgent: number;
  readonly respondFirst: CivilDate | null;
}

/** How many filings within a grant have an assessment that stands so, of campaigns that were not recalled: as many as their list has. */
export async function countAssessed(
  tx: Tx,
  { grant, assessment, respondFrom, urgentUntil }: AssessedQuestion,
): Promise<AssessedCount> {
  const query: ReturnType<Tx> = tx('filings').where({ assessment });
  withoutRecalled(tx, query);
  if (respondFrom !== undefined) void query.where('respond_by', '>=', respondFrom);
  (await findReachOfCount(tx, { column: 'agency_code', table: 'filings', grant }))(query);
  const rows: { found: number; urgent: number | null; first: CivilDate | null }[] = await query.select(
    tx.raw('count(*) as found, min(respond_by) as first, sum(case when respond_by <= ? then 1 else 0 end) as urgent', [
      urgentUntil,
    ]),
  );
  const [row] = rows;
  return { count: Number(row?.found), urgent: Number(row?.urgent), respondFirst: row?.first ?? null };
}

function withoutRecalled(tx: Tx, filings: ReturnType<Tx>): void {
  void filings.whereNotIn('campaign_id', tx('campaigns').select('id').where('state', 'cancelled'));
}
