import { selectRows, type Tx } from '../../db/index.ts';
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

/** How far a campaign, its units and what they filed have come: the last leaf of each, and how many they are. */
export async function findStamp(tx: Tx, campaignId: string): Promise<string> {
  const last = 'select count(*) as found, max(log_index) as last from';
  const rows = await selectRows<{ readonly found: number | string; readonly last: number | string | null }>(
    tx,
    `${last} campaigns where id = ? union all ${last} campaign_participants where campaign_id = ?
     union all ${last} filings where campaign_id = ?`,
    [campaignId, campaignId, campaignId],
  );
  const newest = Math.max(...rows.map((row) => Number(row.last ?? 0)));
  const [leaf] = await selectRows<{ readonly leaf_hash: string }>(
    tx,
    'select leaf_hash from log_leaves where log_index = ?',
    [newest],
  );
  return JSON.stringify([rows.map(({ found, last: index }) => [Number(found), Number(index)]), leaf?.leaf_hash]);
}
