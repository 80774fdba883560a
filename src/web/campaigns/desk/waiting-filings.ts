import { acceptFiling, listCampaigns, listFilings, readInTray } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAll } from '../../client/use-all.ts';
import { useRead } from '../../client/use-gate.ts';
import { useCampaignTitle } from '../../words/campaign-title.ts';
import { isLaunched, isRecalled } from '../is-launched.ts';
import type { LaunchedCampaign, Place, WaitingFiling } from './next-to-read.ts';

/** The launched campaigns that this person sees, by id; those that were recalled as well, which filings name. */
export function useLaunchedCampaigns(): ReadonlyMap<string, LaunchedCampaign> {
  const titleOf = useCampaignTitle();
  const campaigns = useAll(listCampaigns, {});
  const launched = campaigns.items.filter((each) => isLaunched(each) || isRecalled(each));
  return new Map(
    launched.map(({ id, title, dueOn, state }) => [id, { id, title: titleOf(title), dueOn, isOpen: state === 'open' }]),
  );
}

/** What is settled waits no more, so the next one is among the first; a thousand are read only for whoever is beyond these. */
const FIRST_MAX = 20;

/**
 * What of a campaign waits to be read by whoever is here, or where nothing else does of others that are open: after the close
 * nothing is accepted any more.
 */
export function useWaitingFilings({ id, campaign }: Place): readonly WaitingFiling[] {
  const may = useMay();
  const campaigns = useLaunchedCampaigns();
  const isWanted = may(acceptFiling);
  const query = { state: 'filed', campaign, recalled: false } as const;
  const first = useAll(listFilings, { query }, { isWanted, most: FIRST_MAX });
  const isBeyond = !first.isWhole && !first.items.some((filing) => filing.id > id);
  const all = useAll(listFilings, { query }, { isWanted: isBeyond });
  const own = all.isRead ? all : first;
  const isLast = own.isRead && !own.items.some((filing) => filing.id !== id);
  const others = useAll(
    listFilings,
    { query: { state: 'filed', recalled: false } },
    { isWanted: isLast, most: FIRST_MAX },
  );
  return [...own.items, ...others.items].flatMap((filing) => {
    const known = campaigns.get(filing.campaign);
    return known?.isOpen === true ? [{ filing, campaign: known }] : [];
  });
}

/** How many wait in all; undefined until they are counted. */
export function useWaitingCount(): number | undefined {
  const may = useMay();
  const tray = useRead(readInTray, {}, { isWanted: may(acceptFiling) });
  return tray.data?.data.items.find(({ kind }) => kind === 'filing-to-read')?.count;
}
