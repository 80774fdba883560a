import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs, Schemas } from '../client/operation.ts';
import {
  closeCampaign,
  createCampaign,
  launchCampaign,
  listCampaigns,
  recallCampaign,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { aboutThing, useOpenProposals } from '../client/use-open-proposals.ts';
import { DueDay } from '../table/due-day.tsx';
import { FilterChoice } from '../table/filter-choice.tsx';
import { ListPage } from '../table/list-page.tsx';
import type { Column } from '../table/server-table.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { useCampaignTitle } from '../words/campaign-title.ts';
import { CAMPAIGN_STATE_WORDS } from '../words/filing-states.ts';
import { RECALL_WORDS } from '../words/recall-words.ts';
import { writeRegion } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { CAMPAIGN_WORDS } from './campaign-words.ts';
import { useFormTitle } from './form-link.tsx';
import { isRecalled } from './is-launched.ts';

type Campaign = Schemas['Campaign'];
type Query = NonNullable<CallArgs<'listCampaigns'>['query']>;

const route = getRouteApi('/campaigns');
const PAGE_ROWS = 50;

/** What the office asks of units, and by when. */
export function CampaignsScreen(): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).list;
  const states = useWords(CAMPAIGN_STATE_WORDS);
  const { toClose, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const query = { ...search, ...(toClose === 'true' && { toClose: true }), limit: PAGE_ROWS } as Query;
  const campaigns = useRead(listCampaigns, { query });
  const columns = useColumns();
  return (
    <Screen title={words.title} acts={may(createCampaign) && <Link to="/campaigns/new">{words.add}</Link>}>
      <search className="filters">
        <form>
          <FilterChoice
            label={words.state}
            any={words.any}
            words={states}
            value={search.state}
            onChoice={(state) => void navigate({ search: { state } })}
          />
          {may(closeCampaign) && (
            <label>
              <input
                type="checkbox"
                checked={toClose === 'true'}
                onChange={({ target }) => void navigate({ search: target.checked ? { toClose: 'true' } : {} })}
              />{' '}
              {words.toClose}
            </label>
          )}
        </form>
      </search>
      <Reading read={campaigns}>
        {({ data }) => (
          <>
            <ListPage
              caption={words.title}
              columns={columns}
              page={data}
              idOf={({ id }) => id}
              empty={words.none}
              filtered={
                search.state === undefined && toClose === undefined
                  ? undefined
                  : { says: words.noneMatch, reset: words.reset, to: '/campaigns' }
              }
              isFirst={search.after === undefined}
            />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function useColumns(): readonly Column<Campaign>[] {
  const { list } = useWords(CAMPAIGN_WORDS);
  const titleOf = useCampaignTitle();
  const formTitleOf = useFormTitle();
  const may = useMay();
  const awaiting = {
    launch: useOpenProposals(launchCampaign.id, { isWanted: may(launchCampaign) }),
    close: useOpenProposals(closeCampaign.id, { isWanted: may(closeCampaign) }),
    recall: useOpenProposals(recallCampaign.id, { isWanted: may(recallCampaign) }),
  };
  return [
    {
      title: list.columns.title,
      cell: ({ id, title }) => (
        <Link to="/campaigns/$id" params={{ id }}>
          {titleOf(title)}
        </Link>
      ),
    },
    { title: list.columns.form, cell: ({ form }) => <span title={form}>{formTitleOf(form)}</span> },
    { title: list.columns.region, cell: ({ region }) => writeRegion(region) },
    {
      title: list.columns.due,
      cell: ({ dueOn, state }) => (state === 'open' ? <DueDay day={dueOn} left={list.left} /> : dueOn),
    },
    { title: list.columns.state, cell: (campaign) => <State of={campaign} awaiting={awaiting} /> },
  ];
}

interface StateProps {
  readonly of: Campaign;
  readonly awaiting: { readonly [act in 'launch' | 'close' | 'recall']: readonly Schemas['Proposal'][] };
}

/** How a campaign stands, and the way to what waits for a second person. */
function State({ of, awaiting }: StateProps): ReactNode {
  const { id, state } = of;
  const { toSign } = useWords(CAMPAIGN_WORDS).list;
  const states = useWords(CAMPAIGN_STATE_WORDS);
  const recall = useWords(RECALL_WORDS);
  const act = state === 'draft' ? 'launch' : aboutThing(awaiting.recall, id) ? 'recall' : 'close';
  const proposal = aboutThing(awaiting[act], id);
  return (
    <>
      {isRecalled(of) ? recall.state : states[state]}{' '}
      {proposal && (
        <Link to="/proposals/$id" params={{ id: proposal.id }}>
          {act === 'recall' ? recall.toSign : toSign[act]}
        </Link>
      )}
    </>
  );
}
