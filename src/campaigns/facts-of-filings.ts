import type { Tx } from '../db/index.ts';
import { type CivilDate, groupBy } from '../kernel/index.ts';
import type { GivenExtension } from './asked/participant.ts';

interface Row {
  readonly agencyCode: string;
  readonly dueOn: CivilDate;
  readonly extensions: string;
  readonly filing: string | null;
  readonly resubmitBy: CivilDate | null;
}

/**
 * The days by which agencies owe filings to campaigns that rules judge by, whenever they are: what waits for the office is
 * not owed, what was returned is by its own day, and a day that was put off afterwards excuses until then.
 */
export async function factsOfFilings(
  tx: Tx,
  agencyCodes: readonly string[],
): Promise<ReadonlyMap<string, readonly CivilDate[]>> {
  if (agencyCodes.length === 0) return new Map();
  const rows: Row[] = await owedRows(tx).whereIn('asked.agency_code', [...agencyCodes]);
  const byAgency = groupBy(rows, ({ agencyCode }) => agencyCode);
  return new Map([...byAgency].map(([code, owed]) => [code, owed.map(dueOf)]));
}

/** How many agencies are overdue with what a campaign asks, where rules judge by it: their orders are held up. */
export async function countHeldUp(tx: Tx, campaignId: string, on: CivilDate): Promise<number> {
  const rows: Row[] = await owedRows(tx).where('asked.campaign_id', campaignId);
  return rows.filter((row) => dueOf(row) < on).length;
}

function owedRows(tx: Tx): ReturnType<Tx> {
  return tx('campaign_participants as asked')
    .join('campaigns', 'campaigns.id', 'asked.campaign_id')
    .leftJoin('filings', (on) => {
      on.on('filings.campaign_id', 'asked.campaign_id').on('filings.agency_code', 'asked.agency_code');
    })
    .select({ agencyCode: 'asked.agency_code', dueOn: 'asked.due_on', extensions: 'asked.extensions' })
    .select({ filing: 'filings.id', resubmitBy: 'filings.resubmit_by' })
    .whereNull('asked.left_index')
    .whereNull('asked.covered_by')
    .where('campaigns.is_gating', 1)
    .whereIn('campaigns.state', ['open', 'closed'])
    .where((owed) => owed.whereNull('filings.id').orWhere('filings.state', 'returned'))
    .orderBy(['asked.agency_code', 'asked.due_on', 'asked.campaign_id']);
}

function dueOf({ dueOn, extensions, filing, resubmitBy }: Row): CivilDate {
  if (filing !== null) return resubmitBy ?? dueOn;
  const given = JSON.parse(extensions) as readonly GivenExtension[];
  return given.at(-1)?.dueOn ?? dueOn;
}
