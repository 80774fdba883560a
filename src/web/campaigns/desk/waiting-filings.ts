import { acceptFiling, listCampaigns, listFilings } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAll } from '../../client/use-all.ts';
import { useCampaignTitle } from '../../words/campaign-title.ts';
import { isLaunched } from '../is-launched.ts';
import type { LaunchedCampaign, WaitingFiling } from './next-to-read.ts';

/** The launched campaigns that this person sees, by id. */
export function useLaunchedCampaigns(): ReadonlyMap<string, LaunchedCampaign> {
  const titleOf = useCampaignTitle();
  const campaigns = useAll(listCampaigns, {});
  const launched = campaigns.items.filter(isLaunched);
  return new Map(
    launched.map(({ id, title, dueOn, state }) => [id, { id, title: titleOf(title), dueOn, isOpen: state === 'open' }]),
  );
}

/** What waits to be read by whoever is here, of every open campaign: after the close nothing is accepted any more. */
export function useWaitingFilings(): { readonly items: readonly WaitingFiling[]; readonly isWhole: boolean } {
  const may = useMay();
  const campaigns = useLaunchedCampaigns();
  const filed = useAll(listFilings, { query: { state: 'filed' } }, { isWanted: may(acceptFiling) });
  const items = filed.items.flatMap((filing) => {
    const campaign = campaigns.get(filing.campaign);
    return campaign?.isOpen === true ? [{ filing, campaign }] : [];
  });
  return { items, isWhole: filed.isWhole };
}
