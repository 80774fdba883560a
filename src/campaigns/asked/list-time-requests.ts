import type { Tx } from '../../db/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { ASKING } from './campaign.ts';
import { whereAskedWithin } from './campaigns-repository.ts';
import { byDay, countDays, type OwedCount } from './find-owed.ts';
import type { OwedFiling } from './list-owed-filings.ts';

/**
 * Units within reach whose request for more time waits for an answer, by their days. A unit that has filed in time since then
 * needs none. The list and its count are both made of this.
 */
export async function listTimeRequests(tx: Tx, grant: Grant): Promise<readonly OwedFiling[]> {
  const query: ReturnType<Tx> = tx('campaign_participants as asked')
    .join('campaigns', 'campaigns.id', 'asked.campaign_id')
    .leftJoin('filings', (on) => {
      on.on('filings.campaign_id', 'asked.campaign_id').on('filings.agency_code', 'asked.agency_code');
    })
    .select({ campaignId: 'asked.campaign_id', agencyCode: 'asked.agency_code', coveredBy: 'asked.covered_by' })
    .select({ dueOn: 'asked.due_on', resubmitBy: tx.raw('null') })
    .where('asked.time_request_state', 'waiting')
    .whereNull('asked.left_index')
    .whereIn('campaigns.state', [...ASKING])
    // A day of ours ends at 16:00 of the world's clock.
    .whereRaw("(filings.first_filed_at is null or filings.first_filed_at >= concat(asked.due_on, 'T16'))");
  whereAskedWithin(query, 'asked', grant);
  const rows: OwedFiling[] = await query;
  return rows.toSorted(byDay);
}

export async function countTimeRequests(
  tx: Tx,
  { grant, urgentUntil }: { readonly grant: Grant; readonly urgentUntil: CivilDate },
): Promise<OwedCount> {
  return countDays(await listTimeRequests(tx, grant), urgentUntil);
}
