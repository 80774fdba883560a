import type { ActRequest, SignedActs } from '../access/index.ts';
import {
  type CampaignRecord,
  campaignBody,
  findBroughtAbout,
  getCampaignToRecall,
  getOwnCampaign,
  recallCampaign,
  regionOf,
} from '../campaigns/index.ts';
import type { Tx } from '../db/index.ts';
import { etagOf } from '../http/etag.ts';
import type { AnswerOf } from '../http/operation.ts';
import type { Clock, Instant } from '../kernel/index.ts';
import { namesOfAgencies } from '../log/index.ts';
import { listUnfinished, type UnfinishedMatter, voidMatters } from '../matters/index.ts';

type Undone = Omit<AnswerOf<'recallCampaign', 200>, 'campaign'>;

interface Recall {
  readonly campaign: CampaignRecord;
  readonly matters: readonly UnfinishedMatter[];
  readonly undone: Undone;
}

/**
 * Two people of an office take back what should not have been launched: the campaign, and in the same act the rectifications
 * that its filings opened.
 */
export function recallActs({ clock }: { readonly clock: Clock }): SignedActs {
  return {
    recallCampaign: {
      reach: 'stated',
      gives: async (tx, { actor, params }) => [regionOf(await getOwnCampaign(tx, actor, params.id ?? ''))],
      preview: async (tx, asked) => {
        const { campaign, undone } = await readRecall(tx, asked, clock());
        const body = { campaign: await campaignBody(tx, asked.actor, campaign), ...undone };
        return { status: 200, etag: etagOf(campaign.logIndex), body };
      },
      act: async (entry, asked) => {
        const { actor, body } = asked;
        const { campaign, matters, undone } = await readRecall(entry.tx, asked, entry.at);
        const voided = matters.map(({ key }) => key);
        const recalled = await recallCampaign(entry, { campaign, actor, reason: body.reason, voided });
        await voidMatters(entry, { matters, actor, text: body.reason });
        const told = { campaign: await campaignBody(entry.tx, actor, recalled), ...undone };
        return { status: 200, etag: etagOf(recalled.logIndex), body: told };
      },
    },
  };
}

/** What a recall would undo as things stand. */
async function readRecall(tx: Tx, { actor, params }: ActRequest<'recallCampaign'>, at: Instant): Promise<Recall> {
  const campaign = await getCampaignToRecall(tx, actor, params.id ?? '');
  const { matters: opened, ...counts } = await findBroughtAbout(tx, campaign, at);
  const matters = await listUnfinished(tx, opened);
  const shown = matters.slice(0, SHOWN_MAX).map(({ state }) => state);
  const names = await namesOfAgencies(
    tx,
    shown.map(({ owner }) => owner),
  );
  const voided = shown.map(({ id, number, owner, title }) => {
    return { id, number, owner, ownerName: names.get(owner) ?? null, title };
  });
  return { campaign, matters, undone: { ...counts, rectifications: matters.length, voided } };
}

const SHOWN_MAX = 1_000;
