import type { ErasableKind } from '../../log/index.ts';
import { isRecalled } from './campaign.ts';
import { findCampaign } from './find-campaign.ts';
import { PARTICIPANTS } from './write-participants.ts';

/** Why units were given more time or excused, which often names somebody; what was given stays. */
export const ERASABLE_REASONS: ErasableKind = {
  type: PARTICIPANTS,
  pointers: ['/reason'],
  find: async (tx, key) => {
    const campaign = await findCampaign(tx, key);
    if (!campaign) return undefined;
    const { officeAgency: agency, state } = campaign.state;
    const isOver = state === 'closed' || isRecalled(campaign.state);
    return { agency, rights: [], logIndex: campaign.logIndex, isOver };
  },
  // What was written lies beside the log only, and in no row.
  clear: async () => undefined,
};
