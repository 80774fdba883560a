import type { Tx } from '../../db/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { ASKING } from './campaign.ts';
import { whereAskedWithin } from './campaigns-repository.ts';

type Rows = ReturnType<Tx>;

/** What a unit still has to file of a campaign, open or closed: for the first time, or again. */
export interface OwedFiling {
  readonly campaignId: string;
  readonly agencyCode: string;
  readonly coveredBy: string | null;
  readonly dueOn: CivilDate;
  /** Of what was returned: the day by which it is due again. */
  readonly resubmitBy: CivilDate | null;
}

interface OwedQuestion {
  readonly grant: Grant;
  readonly state: 'asked' | 'returned';
}

/**
 * What the units within reach have not filed, or have to file again. The few that are named are read by their codes; of a
 * unit that was merged it is its successor that files, and is told.
 */
export async function listOwedFilings(tx: Tx, { grant, state }: OwedQuestion): Promise<readonly OwedFiling[]> {
  if (!('agencies' in grant)) return owedRows(tx, state, (query) => whereAskedWithin(query, 'asked', grant));
  const agencies = [...grant.agencies];
  const own = (query: Rows) => void query.whereIn('asked.agency_code', agencies).whereNull('asked.covered_by');
  const covered = (query: Rows) => void query.whereIn('asked.covered_by', agencies);
  return [...(await owedRows(tx, state, own)), ...(await owedRows(tx, state, covered))];
}

/** Of open campaigns and of closed ones by a statement each: so both are found along the state. */
async function owedRows(
  tx: Tx,
  state: OwedQuestion['state'],
  whose: (query: Rows) => void,
): Promise<readonly OwedFiling[]> {
  const found: OwedFiling[] = [];
  for (const asking of ASKING) {
    const query: Rows = tx('campaign_participants as asked')
      .join('campaigns', 'campaigns.id', 'asked.campaign_id')
      .leftJoin('filings', (on) => {
        on.on('filings.campaign_id', 'asked.campaign_id').on('filings.agency_code', 'asked.agency_code');
      })
      .select({ campaignId: 'asked.campaign_id', agencyCode: 'asked.agency_code', coveredBy: 'asked.covered_by' })
      .select({ dueOn: 'asked.due_on', resubmitBy: 'filings.resubmit_by' })
      .where('campaigns.state', asking)
      .whereNull('asked.left_index');
    whose(query);
    if (state === 'asked') void query.whereNull('filings.id');
    else void query.where('filings.state', state);
    found.push(...((await query) as OwedFiling[]));
  }
  return found;
}
