import type { Tx } from '../../db/index.ts';
import { type Actor, type Grant, Refusal, reaches, text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { listParticipantsNamed } from '../asked/campaigns-repository.ts';
import { type CampaignRecord, getVisibleCampaign } from '../asked/find-campaign.ts';
import type { Participant } from '../asked/participant.ts';

export interface Reporting {
  readonly campaign: CampaignRecord;
  readonly participant: Participant;
  /** Whose people file: the unit's own, or its successor's. */
  readonly filedFor: string;
}

export interface ReporterQuestion {
  readonly campaignId: string;
  /** Undefined: the only agency that the caller reaches. */
  readonly reporter: string | undefined;
}

/** The campaign and the unit that somebody files for, which must be asked and within reach; or whose successor is. */
export async function getReporting(
  tx: Tx,
  actor: Actor,
  { campaignId, reporter }: ReporterQuestion,
): Promise<Reporting> {
  const campaign = await getVisibleCampaign(tx, actor, campaignId);
  const agencyCode = reporter ?? onlyAgencyOf(actor.grant);
  const [participant] = await listParticipantsNamed(tx, campaign.key, [agencyCode]);
  if (!participant) throw notAsked();
  const { region, coveredBy } = participant;
  if (reaches(actor.grant, { code: agencyCode, region })) {
    return { campaign, participant, filedFor: coveredBy ?? agencyCode };
  }
  if (coveredBy !== null && (await isReached(tx, actor.grant, coveredBy)))
    return { campaign, participant, filedFor: coveredBy };
  throw notAsked();
}

async function isReached(tx: Tx, grant: Grant, code: string): Promise<boolean> {
  const [agency] = await selectIn(tx, 'agencies', 'code', [code]);
  return agency !== undefined && reaches(grant, { code, region: String(agency.region) });
}

function onlyAgencyOf(grant: Grant): string {
  const [only, ...others] = 'agencies' in grant ? grant.agencies : [];
  if (only !== undefined && others.length === 0) return only;
  const message = text('请指明填报单位。', 'Say which unit it is about.');
  throw new Refusal('unprocessable', 'filing.reporter', message, [{ pointer: '/reporter', message: '' }]);
}

function notAsked(): Refusal {
  const message = text('该单位不在报送范围内。', 'The unit is not asked by this campaign.');
  return new Refusal('not_found', 'campaign.not_found', message);
}
