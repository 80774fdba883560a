import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, Suspense, useState } from 'react';
import { Assessment } from '../assessment/index.ts';
import { MoreTime } from '../campaigns/index.ts';
import { addressOf, call } from '../client/call.ts';
import { GateProblem } from '../client/gate-problem.ts';
import type { Schemas } from '../client/operation.ts';
import {
  getCampaign,
  getFiling,
  getFilingDraft,
  getLetter,
  listParticipants,
  reportCampaignSummary,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { type Read, useRead } from '../client/use-gate.ts';
import { FiledSheet } from '../sheet/filed-sheet.tsx';
import { useForm } from '../sheet/use-form.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { Done, StillToSign } from '../ui/done.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { DocumentLink } from '../ui/papers/document-link.tsx';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { useCampaignTitle } from '../words/campaign-title.ts';
import { PARTICIPANT_STATE_WORDS } from '../words/filing-states.ts';
import { RECALL_WORDS } from '../words/recall-words.ts';
import { useWords } from '../words/use-words.ts';
import { FILING_WORDS } from './filing-words.ts';
import { isOpen, isOverdue, type Owed } from './owed.ts';
import { DraftSheet, TypedFiling } from './typed-filing.tsx';

type Campaign = Schemas['Campaign'];
type Participant = Schemas['Participant'];

const route = getRouteApi('/filings/$campaign');

/** One form that the unit owes: typed, handed to whoever signs, and read once it is filed. */
export function OwnFilingScreen(): ReactNode {
  const { campaign: id } = route.useParams();
  const { reporter } = route.useSearch();
  const words = useWords(FILING_WORDS);
  const titleOf = useCampaignTitle();
  const campaign = useRead(getCampaign, { path: { id } });
  const query = reporter === undefined ? { limit: 1 } : { agencyCode: reporter, limit: 1 };
  const units = useRead(listParticipants, { path: { id }, query });
  const [proposal, setProposal] = useState<Schemas['Proposal']>();
  const unit = units.data?.data.items[0];
  const title = campaign.data && titleOf(campaign.data.data.title);
  return (
    <Screen
      title={title ?? words.list.title}
      acts={<Acts owed={campaign.data && unit && { campaign: campaign.data.data, unit }} />}
    >
      <Reading read={campaign}>
        {({ data }) => (
          <OwnUnits read={units}>
            {() =>
              unit === undefined ? (
                <NotOwn />
              ) : (
                <>
                  <Facts campaign={data} unit={unit} />
                  <Suspense>
                    <MoreTime campaign={data} unit={unit} />
                  </Suspense>
                  {proposal && (
                    <Done>
                      <StillToSign proposal={proposal} says={words.send.sent} />
                    </Done>
                  )}
                  <Content
                    key={unit.agencyCode}
                    campaign={data}
                    unit={unit}
                    isTold={proposal !== undefined}
                    onSent={setProposal}
                  />
                </>
              )
            }
          </OwnUnits>
        )}
      </Reading>
    </Screen>
  );
}

function Acts({ owed }: { readonly owed: Owed | undefined }): ReactNode {
  const words = useWords(FILING_WORDS).page;
  const may = useMay();
  const lang = useLanguage();
  return (
    <>
      {owed && owed.campaign.state === 'open' && isOpen(owed) && isOverdue(owed) && may(getLetter) && (
        <DocumentLink
          address={addressOf(
            getLetter.path,
            { id: owed.campaign.id, agency: owed.unit.agencyCode },
            { format: 'pdf', lang },
          )}
        >
          {words.letter}
        </DocumentLink>
      )}
      <button type="button" className="plain-button" onClick={() => print()}>
        {words.print}
      </button>
      <Link to="/filings">{words.back}</Link>
    </>
  );
}

interface PartProps {
  readonly campaign: Campaign;
  readonly unit: Participant;
}

function Facts({ campaign, unit }: PartProps): ReactNode {
  const words = useWords(FILING_WORDS).page;
  const states = useWords(PARTICIPANT_STATE_WORDS);
  const recall = useWords(RECALL_WORDS);
  const facts = [
    [words.unit, unit.name],
    [words.state, campaign.state === 'cancelled' ? recall.state : states[unit.state]],
    [words.due, unit.dueOn],
    [words.asOf, campaign.asOfOn],
    [words.documents, campaign.documents.join('、')],
  ] as const;
  return (
    <FactList facts={facts}>
      <div>
        <dt>{words.office}</dt>
        <dd>
          {campaign.officeName} <span className="secondary code">{campaign.officeAgency}</span>
        </dd>
      </div>
    </FactList>
  );
}

interface OwnUnitsProps {
  readonly read: Read<'listParticipants'>;
  readonly children: () => ReactNode;
}

/** The address may name a unit that is none, or one of others. */
function OwnUnits({ read, children }: OwnUnitsProps): ReactNode {
  const { error } = read;
  const isWrong = error instanceof GateProblem && [400, 403, 404, 422].includes(error.status);
  return isWrong ? <NotOwn /> : <Reading read={read}>{children}</Reading>;
}

function NotOwn(): ReactNode {
  const words = useWords(FILING_WORDS).page;
  return (
    <div className="notice refusal" data-kind="refusal" role="alert">
      <p>
        <strong>{words.notAsked}</strong>
      </p>
      <p>
        {words.advice} <Link to="/filings">{words.back}</Link>
      </p>
    </div>
  );
}

interface ContentProps extends PartProps {
  /** Whether whoever has just sent it is told so above. */
  readonly isTold: boolean;
  readonly onSent: (proposal: Schemas['Proposal'] | undefined) => void;
}

/** What was filed, or what is typed, as the unit stands. */
function Content({ campaign, unit, isTold, onSent }: ContentProps): ReactNode {
  const { read, form } = useForm(campaign.form);
  const [isCorrecting, setCorrecting] = useState(false);
  const words = useWords(FILING_WORDS).page;
  const isTyped = ['asked', 'returned'].includes(unit.state) && campaign.state === 'open';
  const { recalled } = useWords(RECALL_WORDS);
  const isAwaiting = unit.state === 'awaiting-signature' && campaign.state !== 'cancelled';
  const filing = useRead(getFiling, { path: { id: unit.filing ?? '' } }, { isWanted: unit.filing !== null });
  const draft = useOpenedDraft(campaign.id, unit.agencyCode, isTyped || isAwaiting || isCorrecting);
  if (form === undefined) return <Reading read={read}>{() => null}</Reading>;
  if (isTyped || isAwaiting || isCorrecting) {
    const { data: opened, error } = draft;
    if (error) return <Refusal of={error} />;
    if (opened === undefined) return null;
    const returned = unit.state === 'returned' ? (filing.data?.data.newest.returned ?? undefined) : undefined;
    if (isAwaiting) return <DraftSheet {...{ form, isTold }} draft={opened.data} />;
    return <TypedFiling {...{ campaign, unit, form, returned, onSent }} draft={opened.data} etag={opened.etag} />;
  }
  return (
    <>
      {campaign.state === 'cancelled' && (
        <p className="notice" data-kind="warning">
          {recalled}
        </p>
      )}
      {campaign.state === 'closed' && (
        <p className="screen-only">
          {words.correct}{' '}
          <button type="button" className="plain-button" onClick={() => setCorrecting(true)}>
            {words.startCorrecting}
          </button>
        </p>
      )}
      {unit.filing !== null && campaign.purpose === 'assessment' && unit.state === 'accepted' && (
        <Assessment filing={unit.filing} form={form} />
      )}
      {unit.filing !== null && (
        <>
          <p className="screen-only">
            <ReportLinks
              report={reportCampaignSummary}
              path={{ id: campaign.id }}
              query={{ agencyCode: unit.agencyCode, basis: campaign.state === 'closed' ? 'current' : 'filed' }}
              words={words.paper}
            />
          </p>
          <Reading read={filing}>{({ data }) => <FiledSheet form={form} revision={data.newest} />}</Reading>
        </>
      )}
    </>
  );
}

/** Read when the screen is opened and after an act, not while somebody types: what is typed is newer. */
function useOpenedDraft(campaign: string, reporter: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['the filing draft', campaign, reporter],
    queryFn: () => call(getFilingDraft, { path: { id: campaign }, query: { reporter } }),
    enabled: isWanted,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: (count, error) => !(error instanceof GateProblem) && count < 2,
  });
}
