import type { PlaceInOrder, Tx } from '../../db/index.ts';
import type { Actor } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { type ReferenceRecord, readKindRow } from '../../reference/index.ts';
import {
  ASKING,
  CAMPAIGN,
  type Campaign,
  campaignNotFound,
  isOfOffice,
  isRecalled,
  stillLaunching,
} from './campaign.ts';
import { type CampaignsQuestion, isAnyAsked, listCampaignRows } from './campaigns-repository.ts';

export type CampaignRecord = ReferenceRecord<Campaign>;

/** A campaign that somebody may see, with what it asks: its office, and whoever reaches a unit that it asks. */
export async function getVisibleCampaign(tx: Tx, actor: Actor, id: string): Promise<CampaignRecord> {
  const campaign = await getShownCampaign(tx, actor, id);
  if (campaign.state.state === 'launching') throw stillLaunching();
  return campaign;
}

/** The same without what it asks: one that is being launched as well. */
export async function getShownCampaign(tx: Tx, actor: Actor, id: string): Promise<CampaignRecord> {
  const campaign = await findCampaign(tx, id);
  if (!campaign || !(await isVisible(tx, actor, campaign.state))) throw campaignNotFound();
  return campaign;
}

/** The same for whoever acts for its office. To anybody else it is not there. */
export async function getOwnCampaign(tx: Tx, actor: Actor, id: string): Promise<CampaignRecord> {
  const campaign = await getVisibleCampaign(tx, actor, id);
  if (!isOfOffice(actor.grant, campaign.state)) throw campaignNotFound();
  return campaign;
}

export async function findCampaign(tx: Tx, id: string): Promise<CampaignRecord | undefined> {
  const [row] = await selectIn(tx, 'campaigns', 'id', [id]);
  return row && readKindRow(CAMPAIGN, row);
}

async function isVisible(tx: Tx, { role, grant }: Actor, campaign: Campaign): Promise<boolean> {
  const isOffices = isOfOffice(grant, campaign);
  if (!ASKING.includes(campaign.state) && !isRecalled(campaign)) return isOffices && seesDrafts({ role });
  return isOffices || (await isAnyAsked(tx, campaign.id, grant));
}

/** What nobody was asked yet is the office's own. */
export function seesDrafts({ role }: Pick<Actor, 'role'>): boolean {
  return role === 'legalization-office';
}

export async function listVisibleCampaigns(
  tx: Tx,
  question: CampaignsQuestion,
): Promise<{ readonly campaigns: readonly CampaignRecord[]; readonly next: PlaceInOrder | null }> {
  const { rows, next } = await listCampaignRows(tx, question);
  return { campaigns: rows.map((row) => readKindRow(CAMPAIGN, row)), next };
}
