import type { Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, dayOf, type Instant, NATIONAL_REGION } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { countHeldUp } from '../facts-of-filings.ts';
import { listOpenedBy } from '../filings/filings-repository.ts';
import { findCounts } from '../sums/find-counts.ts';
import { ASKING, refuseRecalled, wrongState } from './campaign.ts';
import { type CampaignRecord, getOwnCampaign } from './find-campaign.ts';
import { recordCampaignStep } from './record-campaigns.ts';

/** A campaign that was launched, open or closed, for whoever acts for its office. A draft is given up by one person. */
export async function getCampaignToRecall(tx: Tx, actor: Actor, id: string): Promise<CampaignRecord> {
  const campaign = await getOwnCampaign(tx, actor, id);
  refuseRecalled(campaign.state);
  if (!ASKING.includes(campaign.state.state)) throw wrongState();
  return campaign;
}

/** What a campaign has brought about, and its recall undoes. */
export interface BroughtAbout {
  readonly expected: number;
  readonly filings: number;
  /** Units that are overdue and whose orders it holds up. */
  readonly heldUp: number;
  /** Matters that its filings opened, over or not. */
  readonly matters: readonly string[];
}

export async function findBroughtAbout(tx: Tx, { key }: CampaignRecord, at: Instant): Promise<BroughtAbout> {
  const on: CivilDate = dayOf(at);
  const { expected, filed } = await findCounts(tx, { grant: { region: NATIONAL_REGION } }, key);
  return {
    expected,
    filings: filed,
    heldUp: await countHeldUp(tx, key, on),
    matters: await listOpenedBy(tx, key),
  };
}

/** Takes back what was launched: a leaf, after which it is owed nothing and counts in no sum. */
export async function recallCampaign(
  entry: Governed,
  { campaign, actor, reason, voided }: Recall,
): Promise<CampaignRecord> {
  const after = { state: 'cancelled', reason } as const;
  return recordCampaignStep(entry, { campaign, act: 'recalled', after, actor, notes: { voided } });
}

interface Recall {
  readonly campaign: CampaignRecord;
  readonly actor: Actor;
  readonly reason: string;
  /** The matters that become void in the same act, by id. */
  readonly voided: readonly string[];
}
