import type { SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { type Actor, dayOf } from '../../kernel/index.ts';
import { type GovernedDeps, governed, namesOfAgencies } from '../../log/index.ts';
import { referenceRoutes } from '../../reference/index.ts';
import { type Counts, unanswered } from '../sums/counts.ts';
import { findCounts } from '../sums/find-counts.ts';
import { ASKING, wrongState } from './campaign.ts';
import { toCampaignBody } from './campaign-body.ts';
import {
  type CampaignRecord,
  getOwnCampaign,
  getShownCampaign,
  listVisibleCampaigns,
  seesDrafts,
} from './find-campaign.ts';
import { CAMPAIGNS, changeCampaign, recordCampaignStep } from './record-campaigns.ts';

export type CampaignsDeps = GovernedDeps & { readonly db: Database };

/** Campaigns: prepared by an office, seen by whom they ask. */
export function campaignsRoutes(deps: CampaignsDeps): Handlers {
  const { db } = deps;
  const reference = referenceRoutes(db, deps, {
    kind: CAMPAIGNS,
    path: '/v1/campaigns',
    creation: 'CampaignCreation',
    answer: ({ state }) => toCampaignBody(state, null),
  });

  const list: Handler<'listCampaigns'> = async (req, res) => {
    const actor = actorOf(req);
    const { state, purpose, form, toClose } = req.query;
    const question = {
      ...{ state: toClose === true ? 'open' : state, purpose, form },
      overBy: toClose === true ? dayOf(deps.clock()) : undefined,
      ...{ after: textCursorOf(req.query), limit: limitOf(req.query) },
    };
    const { campaigns, next, names } = await inSnapshot(db, async (tx) => {
      const listed = await listVisibleCampaigns(tx, { ...question, grant: actor.grant, seesDrafts: seesDrafts(actor) });
      const offices = listed.campaigns.map((campaign) => campaign.state.officeAgency);
      return { ...listed, names: await namesOfAgencies(tx, offices) };
    });
    const items = campaigns.map((campaign) => {
      return toCampaignBody(campaign.state, null, names.get(campaign.state.officeAgency));
    });
    res.status(200).json(pageEnding(items, next));
  };

  const get: Handler<'getCampaign'> = async (req, res) => {
    const actor = actorOf(req);
    const { campaign, body } = await inSnapshot(db, async (tx) => {
      const found = await getShownCampaign(tx, actor, req.params.id);
      return { campaign: found, body: await campaignBody(tx, actor, found) };
    });
    res.status(200).set('ETag', etagOf(campaign.logIndex)).json(body);
  };

  return {
    createCampaign: reference.create,
    listCampaigns: list,
    getCampaign: get,
    ...changingRoutes(deps),
  };
}

function changingRoutes(deps: CampaignsDeps): Handlers {
  const { db } = deps;
  const change: Handler<'changeCampaign'> = async (req, res) => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    const campaign = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const found = await getOwnCampaign(tx, actor, req.params.id);
        refuseStale(expected, found.logIndex);
        return changeCampaign(entry, { campaign: found, changes: req.body, actor, newId: deps.newId });
      }),
    );
    res.status(200).set('ETag', etagOf(campaign.logIndex)).json(toCampaignBody(campaign.state, null));
  };

  const cancel: Handler<'cancelCampaign'> = async (req, res) => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    const { reason } = req.body;
    const campaign = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const found = await getOwnCampaign(tx, actor, req.params.id);
        refuseStale(expected, found.logIndex);
        if (found.state.state !== 'draft') throw wrongState();
        const after = { state: 'cancelled', reason } as const;
        return recordCampaignStep(entry, { campaign: found, act: 'cancelled', after, actor });
      }),
    );
    res.status(200).set('ETag', etagOf(campaign.logIndex)).json(toCampaignBody(campaign.state, null));
  };

  return { changeCampaign: change, cancelCampaign: cancel };
}

/** The end of a campaign, by two people of its office. */
export function campaignsActs(): SignedActs {
  return {
    closeCampaign: {
      reach: 'stated',
      gives: async (tx, { actor, params }) => [regionOf(await getOwnCampaign(tx, actor, params.id ?? ''))],
      act: async (entry, { actor, params, body }) => {
        const campaign = await getOwnCampaign(entry.tx, actor, params.id ?? '');
        if (campaign.state.state !== 'open') throw wrongState();
        const closedIndex = entry.nextIndex();
        const after = { state: 'closed', closedAt: entry.at, closedIndex, reason: body.reason } as const;
        const closed = await recordCampaignStep(entry, { campaign, act: 'closed', after, actor });
        return { status: 200, etag: etagOf(closed.logIndex), body: await campaignBody(entry.tx, actor, closed) };
      },
    },
  };
}

/** Whoever launches or closes a campaign reaches all of its region. */
export function regionOf({ state }: CampaignRecord): { readonly region: string } {
  return { region: state.region };
}

export async function campaignBody(tx: Tx, actor: Actor, campaign: CampaignRecord) {
  const hasAsked = ASKING.includes(campaign.state.state);
  return namedBody(tx, campaign, hasAsked ? await findCounts(tx, actor, campaign.key) : null);
}

/** Right after its launch, when nobody has filed: who is asked need not be read for that. */
export async function launchedBody(tx: Tx, campaign: CampaignRecord, asked: number) {
  return namedBody(tx, campaign, unanswered(asked));
}

async function namedBody(tx: Tx, { state }: CampaignRecord, counts: Counts | null) {
  const names = await namesOfAgencies(tx, [state.officeAgency]);
  return toCampaignBody(state, counts, names.get(state.officeAgency));
}
