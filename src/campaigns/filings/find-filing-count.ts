import type { Tx } from '../../db/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { countDue, type DueCount, findReachOfCount } from '../../log/index.ts';
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

/** How many filings within a grant have an assessment that stands so, of campaigns that were not recalled: as many as their list has. */
export function countAssessed(
  tx: Tx,
  { grant, assessment, respondFrom, urgentUntil }: AssessedQuestion,
): Promise<DueCount> {
  const query: ReturnType<Tx> = tx('filings').where({ assessment });
  withoutRecalled(tx, query);
  return countDue(tx, {
    rows: query,
    reach: { column: 'agency_code', table: 'filings', grant },
    due: 'respond_by',
    from: respondFrom,
    urgentUntil,
  });
}

function withoutRecalled(tx: Tx, filings: ReturnType<Tx>): void {
  void filings.whereNotIn('campaign_id', tx('campaigns').select('id').where('state', 'cancelled'));
}
