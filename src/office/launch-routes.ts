import type { SignedActs } from '../access/index.ts';
import {
  campaignBody,
  getOwnCampaign,
  listAsked,
  previewLaunch,
  regionOf,
  settleLaunch,
  toCampaignBody,
  toUnitBody,
} from '../campaigns/index.ts';
import { etagOf, refuseStale } from '../http/etag.ts';
import { dayOf } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import { freezeFigures } from './freeze-figures.ts';

/** A campaign is launched by two people of its office, and with it what the gate knows of each unit is counted. */
export function launchActs({ clock }: GovernedDeps): SignedActs {
  return {
    launchCampaign: {
      reach: 'stated',
      gives: async (tx, { actor, params }) => [regionOf(await getOwnCampaign(tx, actor, params.id ?? ''))],
      preview: async (tx, { actor, params, ifMatch }) => {
        const campaign = await getOwnCampaign(tx, actor, params.id ?? '');
        if (ifMatch !== undefined) refuseStale(ifMatch, campaign.logIndex);
        previewLaunch(campaign, dayOf(clock()));
        const units = await listAsked(tx, actor, campaign.state);
        const body = {
          campaign: toCampaignBody(campaign.state, null),
          ...{ asked: units.length, units: units.slice(0, UNITS_SHOWN).map(toUnitBody) },
        };
        return { status: 200, etag: etagOf(campaign.logIndex), body };
      },
      act: async (entry, { actor, params, body, ifMatch }) => {
        const campaign = await getOwnCampaign(entry.tx, actor, params.id ?? '');
        if (ifMatch !== undefined) refuseStale(ifMatch, campaign.logIndex);
        const launched = await settleLaunch(entry, { campaign, reason: body.reason, actor });
        const { participants } = launched;
        const agencyCodes = participants.map(({ agencyCode }) => agencyCode);
        if (campaign.state.asOfOn <= entry.on) await freezeFigures(entry, { campaign: launched.campaign, agencyCodes });
        return {
          status: 200,
          etag: etagOf(launched.campaign.logIndex),
          body: {
            campaign: await campaignBody(entry.tx, actor, launched.campaign),
            ...{ asked: participants.length, units: participants.slice(0, UNITS_SHOWN).map(toUnitBody) },
          },
        };
      },
    },
  };
}

const UNITS_SHOWN = 1_000;
