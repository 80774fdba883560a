import { insertRows, type Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import { type GovernedTx, ROWS_COMPARED_AT_ONCE } from '../../log/index.ts';

/** What the gate counted of a unit, by cell of the form; null with the reason where it counts nothing. */
export interface StoredFigures {
  readonly campaignId: string;
  readonly agencyCode: string;
  readonly figures: string;
  readonly digest: string;
  readonly logIndex: number;
}

interface FigureColumns {
  readonly campaign_id: string;
  readonly agency_code: string;
  readonly figures: string;
  readonly digest: string;
  readonly log_index: number;
}

export async function insertFigures(tx: GovernedTx, stored: readonly StoredFigures[]): Promise<void> {
  const rows = stored.map((each) => ({
    ...{ campaign_id: each.campaignId, agency_code: each.agencyCode, figures: each.figures },
    ...{ digest: each.digest, log_index: each.logIndex },
  }));
  await insertRows(tx, 'campaign_figures', rows);
}

export async function findStoredFigures(
  tx: Tx,
  campaignId: string,
  agencyCode: string,
): Promise<StoredFigures | undefined> {
  const row: FigureColumns | undefined = await tx('campaign_figures')
    .where({ campaign_id: campaignId, agency_code: agencyCode })
    .first();
  return row && toStored(row);
}

/** Of some units of a campaign, for comparing. */
export async function listStoredFigures(
  tx: Tx,
  campaignId: string,
  agencyCodes: readonly string[],
): Promise<readonly StoredFigures[]> {
  const rows: FigureColumns[] = await tx('campaign_figures')
    .where('campaign_id', campaignId)
    .whereIn('agency_code', [...agencyCodes]);
  return rows.map(toStored);
}

function toStored({ campaign_id, agency_code, figures, digest, log_index }: FigureColumns): StoredFigures {
  return { campaignId: campaign_id, agencyCode: agency_code, figures, digest, logIndex: Number(log_index) };
}

export type FigurePlace = Pick<StoredFigures, 'campaignId' | 'agencyCode' | 'logIndex'>;

/** Whose figures are kept, along the key, for comparing. */
export async function listFigurePlaces(tx: Tx, after: FigurePlace | undefined): Promise<readonly FigurePlace[]> {
  const query: ReturnType<Tx> = tx('campaign_figures')
    .select('campaign_id', 'agency_code', 'log_index')
    .orderBy(['campaign_id', 'agency_code'])
    .limit(ROWS_COMPARED_AT_ONCE);
  if (after)
    void query.whereRaw('(campaign_id > ? or (campaign_id = ? and agency_code > ?))', [
      ...[after.campaignId, after.campaignId, after.agencyCode],
    ]);
  const rows: FigureColumns[] = await query;
  return rows.map((row) => ({
    ...{ campaignId: row.campaign_id, agencyCode: row.agency_code, logIndex: Number(row.log_index) },
  }));
}

/** Units of open campaigns about a day that is over, of which nothing was counted yet: those of one campaign. */
export async function listUncountedUnits(tx: Tx, before: CivilDate, limit: number): Promise<readonly UncountedUnit[]> {
  const rows: UncountedColumns[] = await uncountedUnits(tx, before)
    .orderBy(['asked.campaign_id', 'asked.agency_code'])
    .limit(limit);
  return rows.filter(({ campaign_id }) => campaign_id === rows[0]?.campaign_id).map(toUncounted);
}

/** The same among some units of a campaign: however many were counted before, they are not looked through. */
export async function listUncountedAmong(
  tx: Tx,
  before: CivilDate,
  { campaignId, agencyCodes }: { readonly campaignId: string; readonly agencyCodes: readonly string[] },
): Promise<readonly UncountedUnit[]> {
  const rows: UncountedColumns[] = await uncountedUnits(tx, before)
    .where('asked.campaign_id', campaignId)
    .whereIn('asked.agency_code', [...agencyCodes])
    .orderBy('asked.agency_code');
  return rows.map(toUncounted);
}

interface UncountedColumns {
  readonly campaign_id: string;
  readonly agency_code: string;
}

function toUncounted({ campaign_id: campaignId, agency_code: agencyCode }: UncountedColumns): UncountedUnit {
  return { campaignId, agencyCode };
}

function uncountedUnits(tx: Tx, before: CivilDate): ReturnType<Tx> {
  return tx('campaigns')
    .join('campaign_participants as asked', 'asked.campaign_id', 'campaigns.id')
    .select('asked.campaign_id', 'asked.agency_code')
    .where('campaigns.state', 'open')
    .where('campaigns.as_of_on', '<', before)
    .whereNull('asked.left_index')
    .whereNotExists(
      tx('campaign_figures as counted')
        .whereRaw('counted.campaign_id = asked.campaign_id')
        .whereRaw('counted.agency_code = asked.agency_code'),
    );
}

export interface UncountedUnit {
  readonly campaignId: string;
  readonly agencyCode: string;
}
