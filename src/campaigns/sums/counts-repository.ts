import type { Tx } from '../../db/index.ts';
import { type Grant, isNational } from '../../kernel/index.ts';
import { regionRange } from '../../log/index.ts';

export interface AlikeRow {
  readonly units: number | string;
  readonly is_excused: number | string;
  readonly due_on: string;
  readonly state: string | null;
  /** `2017-06-05T01`: no day of ours begins within an hour of that clock. */
  readonly filed_hour: string | null;
}

const ALIKE = ['is_excused', 'asked.due_on', 'filings.state', 'filed_hour'];

/** How many units of a campaign within reach stand alike, in one statement. */
export async function listAlike(tx: Tx, campaignId: string, grant: Grant): Promise<readonly AlikeRow[]> {
  const rows: ReturnType<Tx> = tx('campaign_participants as asked')
    .leftJoin('filings', (on) => {
      on.on('filings.campaign_id', 'asked.campaign_id').on('filings.agency_code', 'asked.agency_code');
    })
    .where('asked.campaign_id', campaignId);
  if ('agencies' in grant) void rows.whereIn('asked.agency_code', [...grant.agencies]);
  else if (!isNational(grant)) void rows.whereBetween('asked.region', regionRange(grant.region));
  return rows
    .select(
      'asked.due_on',
      'filings.state',
      tx.raw('case when asked.left_index is null then 0 else 1 end as is_excused'),
    )
    .select(tx.raw('substr(filings.first_filed_at, 1, 13) as filed_hour'))
    .count({ units: '*' })
    .groupBy(ALIKE);
}
