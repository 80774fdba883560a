import { inSnapshot, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { type Actor, civilDate, dayOf } from '../../kernel/index.ts';
import { type Governed, governed } from '../../log/index.ts';
import { isRecalled } from './campaign.ts';
import type { CampaignsDeps } from './campaigns-routes.ts';
import { coverParticipant, excuseParticipants, extendParticipants, joinCampaign } from './change-participants.ts';
import { type CampaignRecord, getVisibleCampaign } from './find-campaign.ts';
import { findEarliestDay } from './find-office-days.ts';
import { listStanding, type StandingParticipant, withFilings } from './list-participants.ts';
import type { Participant } from './participant.ts';
import { toParticipantBody } from './participant-body.ts';
import { refuseTime, requestTime } from './request-time.ts';

/** Who was asked, and what an office changes about it while the campaign is open. */
export function participantsRoutes(deps: CampaignsDeps): Handlers {
  const { db, clock } = deps;
  const list: Handler<'listParticipants'> = async (req, res) => {
    const actor = actorOf(req);
    const { state, timeliness, region, agencyCode } = req.query;
    const at = clock();
    const code = textCursorOf(req.query);
    const { units, next } = await inSnapshot(db, async (tx) => {
      const { key: campaignId, state: campaign } = await getVisibleCampaign(tx, actor, req.params.id);
      const page = await listStanding(tx, {
        ...{ campaignId, grant: actor.grant, state, timeliness, region, agencyCode, at, on: dayOf(at) },
        ...{ after: code === undefined ? undefined : [code], limit: limitOf(req.query) },
      });
      return isRecalled(campaign) ? { ...page, units: page.units.map(owingNothing) } : page;
    });
    res.status(200).json(pageEnding(units.map(toParticipantBody), next));
  };

  return { listParticipants: list, requestMoreTime: requestRoute(deps), ...changingRoutes(deps) };
}

/** Of a campaign that was recalled nobody is late, whatever came in and when. */
function owingNothing(unit: StandingParticipant): StandingParticipant {
  return { ...unit, timeliness: null, isResubmissionOverdue: false };
}

function changingRoutes(deps: CampaignsDeps): Handlers {
  const extend: Handler<'extendParticipants'> = async (req, res) => {
    const { agencies, dueOn, reason } = req.body;
    const items = await change(deps, req, (entry, campaign, actor) =>
      extendParticipants(entry, { campaign, actor, reason, agencies, dueOn: civilDate(dueOn) }),
    );
    res.status(200).json({ items });
  };

  const join: Handler<'joinCampaign'> = async (req, res) => {
    const { agencyCode, dueOn, reason } = req.body;
    const items = await change(deps, req, async (entry, campaign, actor) => {
      const earliest = await findEarliestDay(entry, campaign.state);
      return joinCampaign(entry, { campaign, actor, reason, agencyCode, dueOn: civilDate(dueOn), earliest });
    });
    res.status(201).json({ items });
  };

  const excuse: Handler<'excuseParticipants'> = async (req, res) => {
    const { agencies, ground, since, reason } = req.body;
    const from = since ? civilDate(since) : null;
    const items = await change(deps, req, (entry, campaign, actor) =>
      excuseParticipants(entry, { campaign, actor, reason, agencies, ground, since: from }),
    );
    res.status(200).json({ items });
  };

  const cover: Handler<'coverParticipant'> = async (req, res) => {
    const { agencyCode, coveredBy, since, reason } = req.body;
    const items = await change(deps, req, (entry, campaign, actor) =>
      coverParticipant(entry, { campaign, actor, reason, agencyCode, coveredBy, since: civilDate(since) }),
    );
    res.status(200).json({ items });
  };

  const refuse: Handler<'refuseMoreTime'> = async (req, res) => {
    const { agencies, reason } = req.body;
    const items = await change(deps, req, (entry, campaign, actor) =>
      refuseTime(entry, { campaign, actor, reason, agencies }),
    );
    res.status(200).json({ items });
  };

  return {
    extendParticipants: extend,
    joinCampaign: join,
    excuseParticipants: excuse,
    coverParticipant: cover,
    refuseMoreTime: refuse,
  };
}

/** A unit asks for itself; what it asks about is found by whom it files for. */
function requestRoute({ db, ...deps }: CampaignsDeps): Handler<'requestMoreTime'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const { dueOn, reason } = req.body;
    const question = { campaignId: req.params.id, reporter: req.query.reporter };
    const [unit] = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const changed = await requestTime(entry, { ...question, actor, dueOn: civilDate(dueOn), reason });
        await entry.flush();
        return withFilings(tx, changed, entry);
      }),
    );
    if (!unit) throw new Error('a unit that asked for more time has gone');
    res.status(201).json(toParticipantBody(unit));
  };
}

type ChangeRequest = Parameters<typeof actorOf>[0] & { readonly params: { readonly id: string } };

type Change = (entry: Governed, campaign: CampaignRecord, actor: Actor) => Promise<readonly Participant[]>;

/** A county's office changes what concerns its own units, also in a campaign of the city. */
async function change({ db, ...deps }: CampaignsDeps, req: ChangeRequest, act: Change) {
  const actor = actorOf(req);
  return inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      const campaign = await getVisibleCampaign(tx, actor, req.params.id);
      const changed = await act(entry, campaign, actor);
      // Why it was done is read beside the leaf that says so.
      await entry.flush();
      return (await withFilings(tx, changed, entry)).map(toParticipantBody);
    }),
  );
}
