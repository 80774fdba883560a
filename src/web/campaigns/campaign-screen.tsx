import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Results } from '../assessment/index.ts';
import { addressOf } from '../client/call.ts';
import type { Schemas } from '../client/operation.ts';
import {
  acceptFiling,
  changeCampaign,
  getCampaign,
  launchCampaign,
  reportCampaign,
  rollUp,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { type Fact, FactList } from '../ui/fact-list.tsx';
import { DocumentButton } from '../ui/papers/document-button.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { daysUntil } from '../ui/time.ts';
import { COUNT_WORDS } from '../words/asked-words.ts';
import { useCampaignTitle } from '../words/campaign-title.ts';
import { CAMPAIGN_STATE_WORDS } from '../words/filing-states.ts';
import { RECALL_WORDS } from '../words/recall-words.ts';
import { writeRegion } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { Launch } from './acts/launch.tsx';
import { Recall } from './acts/recall.tsx';
import { CAMPAIGN_WORDS } from './campaign-words.ts';
import { FormLink } from './form-link.tsx';
import { isLaunched, isRecalled } from './is-launched.ts';
import { Units } from './units.tsx';
import { useOverdue } from './use-overdue.ts';
import './campaigns.css';

type Campaign = Schemas['Campaign'];

const route = getRouteApi('/campaigns/$id');

/** One campaign: what it asks, how the units stand, and what the office can do about it. */
export function CampaignScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(CAMPAIGN_WORDS);
  const titleOf = useCampaignTitle();
  const campaign = useRead(getCampaign, { path: { id } });
  const known = campaign.data?.data;
  return (
    <Screen title={known ? titleOf(known.title) : words.list.title} acts={known && <Acts campaign={known} />}>
      <Reading read={campaign}>
        {({ data, etag }) => (
          <>
            <Facts campaign={data} />
            {data.counts && <Counts campaign={data} counts={data.counts} />}
            {data.state === 'draft' && <Draft id={id} etag={etag} />}
            {data.state === 'launching' && <Launching />}
            {isRecalled(data) && <Recalled />}
            {(isLaunched(data) || isRecalled(data)) && <Units campaign={data} />}
            {isLaunched(data) && data.purpose === 'assessment' && <Assessed id={id} />}
            {isLaunched(data) && <Recall campaign={data} />}
          </>
        )}
      </Reading>
    </Screen>
  );
}

/** Nothing of it is owed any more; what was filed can be read in the list of its units. */
function Recalled(): ReactNode {
  const words = useWords(RECALL_WORDS);
  return (
    <p className="notice" data-kind="warning">
      {words.recalled}
    </p>
  );
}

/** Its units are being written; how many are, the proposal says. */
function Launching(): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).page;
  return (
    <p role="status">
      {words.launchingSays} <Link to="/proposals">{words.launchingWhere}</Link>
    </p>
  );
}

function Assessed({ id }: { readonly id: string }): ReactNode {
  const { region } = route.useSearch();
  return <Results campaign={id} region={region} />;
}

function Acts({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { id, state } = campaign;
  const words = useWords(CAMPAIGN_WORDS).page;
  const may = useMay();
  return (
    <>
      {state === 'draft' && may(changeCampaign) && (
        <Link to="/campaigns/$id/change" params={{ id }}>
          {words.change}
        </Link>
      )}
      {isLaunched(campaign) && may(acceptFiling) && (
        <Link to="/filed" search={{ campaign: id, state: 'filed' }}>
          {words.toRead}
        </Link>
      )}
      {isLaunched(campaign) && may(rollUp) && (
        <Link to="/campaigns/$id/sums" params={{ id }}>
          {words.sums}
        </Link>
      )}
      {isLaunched(campaign) && may(reportCampaign) && <StandingPapers id={id} />}
      <Link to="/campaigns">{words.back}</Link>
    </>
  );
}

/** Who has filed, late or not at all, to print and to send. */
function StandingPapers({ id }: { readonly id: string }): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).page;
  const lang = useLanguage();
  return (['pdf', 'xlsx'] as const).map((format) => (
    <DocumentButton key={format} address={addressOf(reportCampaign.path, { id }, { format, lang })}>
      {words.standing[format]}
    </DocumentButton>
  ));
}

function Draft({ id, etag }: { readonly id: string; readonly etag: string | undefined }): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).page;
  const may = useMay();
  return (
    <>
      <p className="secondary">{words.draftSays}</p>
      {may(launchCampaign) && <Launch id={id} etag={etag} />}
    </>
  );
}

function Facts({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { page: words, purposes } = useWords(CAMPAIGN_WORDS);
  const { facts } = words;
  const states = useWords(CAMPAIGN_STATE_WORDS);
  const { period } = campaign;
  const shown: readonly Fact[] = [
    [facts.purpose, `${purposes[campaign.purpose]} · ${states[campaign.state]}`],
    [facts.form, <FormLink key="form" form={campaign.form} />],
    [facts.region, writeRegion(campaign.region)],
    [facts.office, <Office key="office" campaign={campaign} />],
    [facts.period, period === null ? '' : words.to(period.from, period.until)],
    [facts.asOf, campaign.asOfOn],
    [facts.due, <Due key="due" campaign={campaign} />],
    [facts.documents, campaign.documents.join('、')],
    [facts.gating, campaign.gating ? words.yes : words.no],
    [facts.reasons, campaign.needsReasons ? words.yes : words.no],
    [facts.reason, campaign.reason ?? ''],
  ];
  return <FactList className="campaign-facts" facts={shown} />;
}

/** While units can file, how long they still have, or since when they had to. */
function Due({ campaign: { dueOn, state } }: { readonly campaign: Campaign }): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).page;
  if (state !== 'open') return dueOn;
  const days = daysUntil(dueOn);
  return (
    <span>
      {dueOn} <span className={days < 0 ? 'field-error' : 'secondary'}>{words.left(days)}</span>
    </span>
  );
}

/** Whoever is asked may not read the agency that receives; the campaign says its name. */
function Office({ campaign: { officeName, officeAgency } }: { readonly campaign: Campaign }): ReactNode {
  return (
    <span>
      {officeName} <span className="secondary code">{officeAgency}</span>
    </span>
  );
}

interface CountsProps {
  readonly campaign: Campaign;
  readonly counts: Schemas['CampaignCounts'];
}

/** How the units stand, and how much of it was filed, and in time, as the gate works it out. */
function Counts({ campaign, counts }: CountsProps): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).page;
  const may = useMay();
  const sums = useRead(
    rollUp,
    { path: { id: campaign.id }, query: { basis: 'filed', limit: 1 } },
    { isWanted: may(rollUp) },
  );
  const total = sums.data?.data.total;
  const countWords = useWords(COUNT_WORDS);
  const overdue = useOverdue(campaign);
  const names = Object.keys(countWords) as (keyof typeof countWords)[];
  return (
    <dl className="counts">
      {names.map((name) => (
        <div key={name}>
          <dt>{countWords[name]}</dt>
          <dd>{counts[name]}</dd>
        </div>
      ))}
      {overdue !== undefined && (
        <div>
          <dt>{words.overdue}</dt>
          <dd className={overdue > 0 ? 'field-error' : undefined}>{overdue}</dd>
        </div>
      )}
      {total &&
        (['completeness', 'timeliness'] as const).map((name) => (
          <div key={name}>
            <dt>{words[name]}</dt>
            <dd>{words.rate(total[name])}</dd>
          </div>
        ))}
    </dl>
  );
}
