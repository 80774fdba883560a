import type { ErasableKind } from '../../log/index.ts';
import { selectIn } from '../../log/index.ts';
import { readKindRow } from '../../reference/index.ts';
import { isRecalled } from '../asked/campaign.ts';
import { findCampaign } from '../asked/find-campaign.ts';
import { FILING } from './filing.ts';

/** Once a campaign is closed or recalled, what people wrote in its filings need not be known for ever; the numbers stay. */
export const ERASABLE_FILINGS: ErasableKind = {
  type: FILING.type,
  pointers: FILING.seals ?? [],
  find: async (tx, key) => {
    const [row] = await selectIn(tx, 'filings', 'id', [key]);
    if (!row) return undefined;
    const { state, logIndex } = readKindRow(FILING, row);
    const campaign = await findCampaign(tx, state.campaignId);
    const isOver = campaign !== undefined && (campaign.state.state === 'closed' || isRecalled(campaign.state));
    return { agency: state.agencyCode, rights: [], logIndex, isOver, isWhole: true };
  },
  // What was written lies beside the log only, and in no row.
  clear: async () => undefined,
};
