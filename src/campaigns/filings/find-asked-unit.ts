import { selectRows, type Tx } from '../../db/index.ts';
import { readOnce } from '../../log/index.ts';
import { readKindRow, type StoredRow } from '../../reference/index.ts';
import { CAMPAIGN } from '../asked/campaign.ts';
import { toParticipant } from '../asked/campaigns-repository.ts';
import type { CampaignRecord } from '../asked/find-campaign.ts';
import type { Participant } from '../asked/participant.ts';
import { PARTICIPANTS } from '../asked/write-participants.ts';
import type { FiguresOfCells } from './judged-filing.ts';
import { FIGURES } from './write-figures.ts';

/** A campaign with a unit that it asks, and what the gate has counted of it. */
export interface AskedUnit {
  readonly campaign: CampaignRecord | undefined;
  readonly participant: Participant | undefined;
  /** Of nothing where it was not counted yet. */
  readonly figures: FiguresOfCells;
}

/** Of a participant, each under a name that no campaign has. */
const ASKED = [
  ...['campaign_id', 'agency_code', 'name', 'kind', 'level', 'region', 'parent_code', 'is_classified', 'due_on'],
  ...['extensions', 'covered_by', 'excuse', 'joined_index', 'left_index', 'log_index'],
  ...['time_request_state', 'time_request_on', 'time_request_due_on', 'time_request_answered_on'],
] as const;

const SELECT = `select campaigns.*, ${ASKED.map((column) => `asked.${column} as asked_${column}`).join(', ')}, counted.figures
  from campaigns
  left join campaign_participants asked on asked.campaign_id = campaigns.id and asked.agency_code = ?
  left join campaign_figures counted on counted.campaign_id = asked.campaign_id and counted.agency_code = asked.agency_code
  where campaigns.id = ?`;

/** Read once by whoever reads ahead. */
export async function findAskedUnit(tx: Tx, campaignId: string, agencyCode: string | undefined): Promise<AskedUnit> {
  const subjectsOf = () => [`campaign/${campaignId}`, `${PARTICIPANTS}/${campaignId}`, `${FIGURES}/${campaignId}`];
  const read = { name: `unit ${agencyCode} asked by ${campaignId}`, subjectsOf };
  return readOnce(tx, read, () => joinAskedUnit(tx, campaignId, agencyCode));
}

/** In one statement: on the last day thousands draft, file and sign. */
async function joinAskedUnit(tx: Tx, campaignId: string, agencyCode: string | undefined): Promise<AskedUnit> {
  const [row] = await selectRows<StoredRow>(tx, SELECT, [agencyCode ?? '', campaignId]);
  if (!row) return { campaign: undefined, participant: undefined, figures: {} };
  const asked = Object.fromEntries(ASKED.map((column) => [column, row[`asked_${column}`] ?? null]));
  return {
    campaign: readKindRow(CAMPAIGN, row),
    participant: asked.agency_code === null ? undefined : toParticipant(asked),
    figures: row.figures === null ? {} : (JSON.parse(String(row.figures)) as FiguresOfCells),
  };
}
