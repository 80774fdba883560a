import {
  type Cell,
  changeRows,
  insertRows,
  type PageInOrder,
  type PlaceInOrder,
  readPageInOrder,
  type Tx,
} from '../../db/index.ts';
import { type CivilDate, type Grant, isNational } from '../../kernel/index.ts';
import { type GovernedTx, ROWS_COMPARED_AT_ONCE, readCompared, regionRange } from '../../log/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import { ASKING } from './campaign.ts';
import type { GivenExcuse, GivenExtension, Participant, TimeRequest } from './participant.ts';

type Rows = ReturnType<Tx>;

interface ParticipantColumns {
  readonly campaign_id: string;
  readonly agency_code: string;
  readonly name: string;
  readonly kind: string;
  readonly level: string;
  readonly region: string;
  readonly parent_code: string | null;
  readonly is_classified: number;
  readonly due_on: string;
  readonly extensions: string;
  readonly time_request_state: TimeRequest['state'] | null;
  readonly time_request_on: string | null;
  readonly time_request_due_on: string | null;
  readonly time_request_answered_on: string | null;
  readonly covered_by: string | null;
  readonly excuse: string | null;
  readonly joined_index: number;
  readonly left_index: number | null;
  readonly log_index: number;
}

export function toParticipant(row: ParticipantColumns | StoredRow): Participant {
  return participantIn(row, JSON.parse);
}

function participantIn(row: ParticipantColumns | StoredRow, parse: typeof readCompared): Participant {
  const columns = row as ParticipantColumns;
  return {
    campaignId: columns.campaign_id,
    agencyCode: columns.agency_code,
    name: columns.name,
    kind: columns.kind,
    level: columns.level,
    region: columns.region,
    parentCode: columns.parent_code,
    isClassified: Number(columns.is_classified) === 1,
    dueOn: columns.due_on as CivilDate,
    extensions: parse(columns.extensions) as GivenExtension[],
    timeRequest: timeRequestIn(columns),
    coveredBy: columns.covered_by,
    excuse: columns.excuse === null ? null : (parse(columns.excuse) as GivenExcuse),
    joinedIndex: Number(columns.joined_index),
    leftIndex: columns.left_index === null ? null : Number(columns.left_index),
    logIndex: Number(columns.log_index),
  };
}

function timeRequestIn(columns: ParticipantColumns): TimeRequest | null {
  const { time_request_state: state } = columns;
  if (state === null) return null;
  return {
    on: columns.time_request_on as CivilDate,
    dueOn: columns.time_request_due_on as CivilDate,
    state,
    answeredOn: columns.time_request_answered_on as CivilDate | null,
  };
}

function toColumns(participant: Participant): { readonly [Column in keyof ParticipantColumns]: Cell } {
  const { excuse, timeRequest } = participant;
  return {
    ...{ campaign_id: participant.campaignId, agency_code: participant.agencyCode, name: participant.name },
    ...{ kind: participant.kind, level: participant.level, region: participant.region },
    ...{ parent_code: participant.parentCode, is_classified: participant.isClassified ? 1 : 0 },
    due_on: participant.dueOn,
    extensions: JSON.stringify(participant.extensions),
    time_request_state: timeRequest?.state ?? null,
    time_request_on: timeRequest?.on ?? null,
    time_request_due_on: timeRequest?.dueOn ?? null,
    time_request_answered_on: timeRequest?.answeredOn ?? null,
    ...{ covered_by: participant.coveredBy, excuse: excuse && JSON.stringify(excuse) },
    ...{ joined_index: participant.joinedIndex, left_index: participant.leftIndex, log_index: participant.logIndex },
  };
}

export async function insertParticipants(tx: GovernedTx, participants: readonly Participant[]): Promise<void> {
  await insertRows(tx, 'campaign_participants', participants.map(toColumns));
}

/** What acts change of a participant; what it was when it was asked stays. */
export async function updateParticipant(tx: GovernedTx, participant: Participant): Promise<void> {
  const row = toColumns(participant);
  const changed = await changeRows(
    tx,
    `update campaign_participants
     set due_on = ?, extensions = ?, covered_by = ?, excuse = ?, left_index = ?, log_index = ?,
       time_request_state = ?, time_request_on = ?, time_request_due_on = ?, time_request_answered_on = ?
     where campaign_id = ? and agency_code = ?`,
    [
      ...[row.due_on, row.extensions, row.covered_by, row.excuse, row.left_index, row.log_index],
      ...[row.time_request_state, row.time_request_on, row.time_request_due_on, row.time_request_answered_on],
      ...[row.campaign_id, row.agency_code],
    ],
  );
  if (changed !== 1) throw new Error('a participant has gone while the head was held');
}

/** How many a campaign asks, and the last of them by code: a launch goes on after it. */
export async function findLastAsked(tx: Tx, campaignId: string): Promise<LastAsked> {
  const [row]: { asked: number; last: string | null }[] = await tx('campaign_participants')
    .where('campaign_id', campaignId)
    .select(tx.raw('count(*) as asked, max(agency_code) as last'));
  return { asked: Number(row?.asked), last: row?.last ?? '' };
}

export interface LastAsked {
  readonly asked: number;
  readonly last: string;
}

export async function listParticipantsOf(tx: Tx, campaignId: string): Promise<readonly Participant[]> {
  const rows: ParticipantColumns[] = await tx('campaign_participants')
    .where('campaign_id', campaignId)
    .orderBy('agency_code');
  return rows.map(toParticipant);
}

export async function listParticipantsNamed(
  tx: Tx,
  campaignId: string,
  agencyCodes: readonly string[],
): Promise<readonly Participant[]> {
  return (await rowsNamed(tx, campaignId, agencyCodes)).map(toParticipant);
}

/** The same, whatever somebody wrote beside the gate. */
export async function listParticipantsToCompare(
  tx: Tx,
  campaignId: string,
  agencyCodes: readonly string[],
): Promise<readonly Participant[]> {
  return (await rowsNamed(tx, campaignId, agencyCodes)).map((row) => participantIn(row, readCompared));
}

async function rowsNamed(
  tx: Tx,
  campaignId: string,
  agencyCodes: readonly string[],
): Promise<readonly ParticipantColumns[]> {
  return tx('campaign_participants')
    .where('campaign_id', campaignId)
    .whereIn('agency_code', [...agencyCodes])
    .orderBy('agency_code');
}

export type ParticipantPlace = Pick<Participant, 'campaignId' | 'agencyCode' | 'logIndex'>;

/** Rows of every campaign along the key, for comparing: which they are, and which leaf they name. */
export async function listParticipantPlaces(
  tx: Tx,
  after: ParticipantPlace | undefined,
): Promise<readonly ParticipantPlace[]> {
  const query: Rows = tx('campaign_participants')
    .select('campaign_id', 'agency_code', 'log_index')
    .orderBy(['campaign_id', 'agency_code'])
    .limit(ROWS_COMPARED_AT_ONCE);
  if (after)
    void query.whereRaw('(campaign_id > ? or (campaign_id = ? and agency_code > ?))', [
      ...[after.campaignId, after.campaignId, after.agencyCode],
    ]);
  const rows: ParticipantColumns[] = await query;
  return rows.map((row) => ({
    ...{ campaignId: row.campaign_id, agencyCode: row.agency_code, logIndex: Number(row.log_index) },
  }));
}

export interface ParticipantsQuestion {
  readonly campaignId: string;
  readonly grant: Grant;
  readonly region?: string | undefined;
  /** What rows say of how a unit must stand. */
  readonly standing?: (rows: Rows) => void;
  readonly after: PlaceInOrder | undefined;
  readonly limit: number;
}

/** One page of those whom a grant reaches, by code. */
export async function listParticipantRows(
  tx: Tx,
  { campaignId, grant, region, standing, after, limit }: ParticipantsQuestion,
): Promise<PageInOrder<StoredRow>> {
  return readPageInOrder(tx, {
    table: 'campaign_participants',
    indexes: { primary: ['campaign_id'] },
    order: [{ column: 'agency_code', direction: 'asc' }],
    equals: { campaign_id: [campaignId] },
    rest: [
      (rows: Rows) => whereAskedWithin(rows, 'campaign_participants', grant),
      ...(region === undefined ? [] : [(rows: Rows) => void rows.whereBetween('region', regionRange(region))]),
      ...(standing ? [standing] : []),
    ],
    ...{ after, limit },
  });
}

/** Of a participant its region is the one it was asked in. Whoever files for a unit that was merged is asked for it. */
export function whereAskedWithin(rows: Rows, table: string, grant: Grant): void {
  if ('agencies' in grant) {
    const agencies = [...grant.agencies];
    void rows.where((asked) => {
      void asked.whereIn(`${table}.agency_code`, agencies).orWhereIn(`${table}.covered_by`, agencies);
    });
  } else if (!isNational(grant)) void rows.whereBetween(`${table}.region`, regionRange(grant.region));
}

export async function isAnyAsked(tx: Tx, campaignId: string, grant: Grant): Promise<boolean> {
  const rows: Rows = tx('campaign_participants').where('campaign_id', campaignId);
  whereAskedWithin(rows, 'campaign_participants', grant);
  const found: unknown = await rows.first();
  return found !== undefined;
}

export interface CampaignsQuestion {
  readonly grant: Grant;
  /** Drafts and what came of them are the office's own. */
  readonly seesDrafts: boolean;
  readonly state?: string | undefined;
  readonly purpose?: string | undefined;
  readonly form?: string | undefined;
  /** Only those to close: open ones of an office within reach that were due before this day. */
  readonly overBy?: CivilDate | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** One page of the campaigns that somebody may see: of the own region, and those that ask somebody within reach. */
export async function listCampaignRows(tx: Tx, question: CampaignsQuestion): Promise<PageInOrder<StoredRow>> {
  const { grant, seesDrafts, state, purpose, form, overBy, after, limit } = question;
  return readPageInOrder(tx, {
    table: 'campaigns',
    indexes: { primary: [] },
    order: [{ column: 'id', direction: 'asc' }],
    equals: { ...(state !== undefined && { state: [state] }), ...(purpose !== undefined && { purpose: [purpose] }) },
    rest: [
      (rows: Rows) => whereVisible(tx, rows, { grant, seesDrafts }),
      ...(overBy === undefined ? [] : [(rows: Rows) => whereToClose(rows, grant, overBy)]),
      ...(form === undefined ? [] : [(rows: Rows) => void rows.where('form_key', 'like', `${form}@%`)]),
    ],
    after: after === undefined ? undefined : [after],
    limit,
    isSmall: true,
  });
}

function whereToClose(rows: Rows, grant: Grant, overBy: CivilDate): void {
  void rows.where('state', 'open').where('due_on', '<', overBy);
  whereOfOffice(rows, grant);
}

function whereOfOffice(rows: Rows, grant: Grant): void {
  if ('agencies' in grant) void rows.whereIn('office_agency', [...grant.agencies]);
  else if (!isNational(grant)) void rows.whereBetween('region', regionRange(grant.region));
}

/** How many campaigns offices within reach have to close, and since when the first is over. */
export async function countCampaignsToClose(
  tx: Tx,
  { grant, on }: { readonly grant: Grant; readonly on: CivilDate },
): Promise<{ readonly count: number; readonly dueFirst: CivilDate | null }> {
  const query: Rows = tx('campaigns');
  whereToClose(query, grant, on);
  const rows: { found: number; first: CivilDate | null }[] = await query.select(
    tx.raw('count(*) as found, min(due_on) as first'),
  );
  return { count: Number(rows[0]?.found), dueFirst: rows[0]?.first ?? null };
}

function whereVisible(
  tx: Tx,
  rows: Rows,
  { grant, seesDrafts }: Pick<CampaignsQuestion, 'grant' | 'seesDrafts'>,
): void {
  if (!seesDrafts) whereLaunched(rows);
  if (!('agencies' in grant) && isNational(grant)) return;
  void rows.where((visible) => {
    whereOfOffice(visible, grant);
    const asked: Rows = tx('campaign_participants as asked').whereRaw('asked.campaign_id = campaigns.id');
    whereAskedWithin(asked, 'asked', grant);
    // Whom a campaign is going to ask is told to nobody while it is being launched.
    void visible.orWhere((asking) => {
      whereLaunched(asking);
      void asking.whereExists(asked);
    });
  });
}

/** What asks somebody, or did before it was recalled. */
function whereLaunched(rows: Rows): void {
  void rows.where((launched) => {
    void launched.whereIn('state', [...ASKING]);
    void launched.orWhere((recalled) => void recalled.where('state', 'cancelled').whereNotNull('launched_at'));
  });
}
