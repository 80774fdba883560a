import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, Suspense, useState } from 'react';
import { ChangeProposal } from '../budget/index.ts';
import { FormProposal } from '../campaigns/index.ts';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { createWaiver, getProposal } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { NobodySigns } from '../ui/done.tsx';
import { lazyPart } from '../ui/lazy-screen.ts';
import { Reading, Screen } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { UI_WORDS } from '../ui/ui-words.ts';
import { shortTitleOf } from '../words/operation-title.ts';
import { PROPOSAL_STATE_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { AccountsProposal } from './accounts-proposal.tsx';
import { accountsRequestOf } from './accounts-request.ts';
import { useAwaitedSigners } from './after-act.tsx';
import { AnswerProposal } from './answers/answer-proposal.tsx';
import { answerRequestOf } from './answers/answer-request.ts';
import { campaignRequestOf } from './campaign-request.ts';
import { FilingDue } from './filing-due.tsx';
import { type FilingRequest, filingRequestOf, isFiling } from './filing-request.ts';
import { formRequestOf } from './form-request.ts';
import { GateWords } from './gate-words.tsx';
import { lastingOf } from './lasting.ts';
import { moneyRequestOf } from './money-request.ts';
import type { Proposal } from './proposal.ts';
import { ProposalActs } from './proposal-acts.tsx';
import { PROPOSAL_WORDS } from './proposal-words.ts';
import { ProposalSentence } from './sentence/proposal-sentence.tsx';
import { ValueTree } from './value-tree.tsx';
import { OrderDecidedAgain, WaiverProposal } from './waiver-proposal.tsx';
import { untoldOf } from './worded.ts';

/** Sheets are fetched by whoever signs one. */
const FilingProposal = lazyPart(async () => (await import('./filing-proposal.tsx')).FilingProposal);
const CampaignProposal = lazyPart(async () => (await import('./campaign-proposal.tsx')).CampaignProposal);

const route = getRouteApi('/proposals/$id');

/** One request that waits for somebody else: word for word what is asked, and what a signature would bring about. */
export function ProposalScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(PROPOSAL_WORDS);
  const language = useLanguage();
  const proposal = useRead(getProposal, { path: { id } });
  const [refusal, setRefusal] = useState<Error | null>(null);
  const known = proposal.data?.data;
  const title = known?.state === 'open' ? words.page.titled : words.page.titledClosed;
  return (
    <Screen title={known === undefined ? words.title : title(shortTitleOf(known.operation, language))}>
      <Reading read={proposal}>
        {({ data }) => (
          <>
            <ProposalSentence proposal={data} />
            <Head proposal={data} />
            <InWords proposal={data} refusal={refusal} />
            <ProposalActs key={id} proposal={data} onRefused={setRefusal} />
            <Request proposal={data} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function Head({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  const states = useWords(PROPOSAL_STATE_WORDS);
  const { madeAt, lapsesAt, slots, state, closing, digest } = proposal;
  const { signUntil } = useWords(UI_WORDS);
  const signers = useAwaitedSigners(slots);
  const filing = filingRequestOf(proposal);
  const signed = slots.flatMap(({ signature }) => signature ?? []);
  return (
    <section>
      <p>
        <strong>{states[state]}</strong> · {words.of(writeInstant(madeAt))}
      </p>
      <ul className="plain-list">
        {signed.map(({ person, name, at }) => (
          <li key={person}>{words.signed(name ?? words.erased, writeInstant(at))}</li>
        ))}
        {state === 'open' && signers !== '' && <li>{words.needs(signers)}</li>}
        {state === 'open' && slots.some(({ lacksSigner }) => lacksSigner) && (
          <li>
            <NobodySigns slots={slots} />
          </li>
        )}
        {state === 'open' && <li>{signUntil(writeInstant(lapsesAt))}</li>}
        {state === 'open' && filing && <FilingDue filing={filing} />}
      </ul>
      {closing && <p>{words.closing(closing.by.name ?? words.erased, writeInstant(closing.at), closing.reason)}</p>}
      <p className="secondary">
        {words.digest} <span className="code copyable">{digest}</span>
      </p>
    </section>
  );
}

interface InWordsProps {
  readonly proposal: Proposal;
  /** Why a signature was refused, if it was. */
  readonly refusal: Error | null;
}

/** What is asked in the words of its kind, where the console knows the kind. */
function InWords({ proposal, refusal }: InWordsProps): ReactNode {
  const { operation, request, preview, result } = proposal;
  if (preview.words) return <GateWords words={preview.words} />;
  const filing = filingRequestOf(proposal);
  if (filing?.revision) return <SheetToSign filing={filing} refusal={refusal} />;
  const rectified = answerRequestOf(proposal);
  if (rectified) return <AnswerProposal of={rectified} />;
  const accounts = accountsRequestOf(proposal);
  if (accounts) return <AccountsProposal accounts={accounts} />;
  const campaign = campaignRequestOf(proposal);
  if (campaign) {
    return (
      <Suspense>
        <CampaignProposal of={campaign} isOpen={proposal.state === 'open'} />
      </Suspense>
    );
  }
  const form = formRequestOf(proposal);
  if (form?.act === 'publish') {
    return (
      <Suspense>
        <FormProposal asked={form} isOpen={proposal.state === 'open'} isDone={result !== null} />
      </Suspense>
    );
  }
  const money = moneyRequestOf(proposal);
  if (money) {
    return (
      <Suspense>
        <ChangeProposal {...money} isOpen={proposal.state === 'open'} />
      </Suspense>
    );
  }
  if (operation !== createWaiver.id || request === null) return null;
  // What the gate has kept passed the schema of the operation that it is of.
  const waiver = request.body as BodyOf<'createWaiver'>;
  const answer = (result?.body ?? preview.body) as Partial<Schemas['Waiver']>;
  const { order } = waiver.scope;
  return (
    <>
      <WaiverProposal waiver={waiver} />
      {order && answer.decidedAgain && (result !== null || proposal.state === 'open') && (
        <OrderDecidedAgain orderId={order.id} decided={answer.decidedAgain} isDone={result !== null} />
      )}
    </>
  );
}

/** What is signed as the unit knows it: the sheet. */
function SheetToSign({
  filing,
  refusal,
}: Pick<InWordsProps, 'refusal'> & { readonly filing: FilingRequest }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page.filing;
  const { findings = [], differences = [] } = filing.revision ?? {};
  const explained = differences.filter(({ reason }) => reason !== null);
  return (
    <>
      <h2>{words.sheet}</h2>
      <ul className="plain-list">
        <li>
          <strong>{words.signed}</strong>
        </li>
        <li>{words.trial}</li>
      </ul>
      {findings.length + explained.length > 0 && (
        <p className="notice" data-kind="warning">
          {words.confirmed(findings.length, explained.length)}
        </p>
      )}
      <Suspense>
        <FilingProposal filing={filing} refusal={refusal} />
      </Suspense>
    </>
  );
}

function Request({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  const { request, preview, result } = proposal;
  if (isToldInWords(proposal)) {
    return (
      <>
        <Untold proposal={proposal} />
        <RawRequest request={request} />
        {result && <p className="secondary">{words.log(result.logIndex)}</p>}
      </>
    );
  }
  return (
    <>
      <h2>{words.request}</h2>
      {request === null ? (
        <p className="notice" data-kind="refusal">
          {words.noRequest}
        </p>
      ) : (
        <>
          <Stated values={{ ...request.params, ...request.query }} />
          {request.file ? <p>{words.file(request.file.characters)}</p> : <ValueTree value={request.body} />}
        </>
      )}
      <RawRequest request={request} />
      <h2>{result === null ? words.preview : words.result}</h2>
      <ValueTree value={result?.body ?? lastingOf(preview.body, request)} />
      {result && <p className="secondary">{words.log(result.logIndex)}</p>}
    </>
  );
}

/** What a page in words leaves out, field by field; of a filing its sheet says what is signed. */
function Untold({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  const untold = isFiling(proposal.operation) ? undefined : untoldOf(proposal);
  if (untold === undefined) return null;
  return (
    <>
      <h2>{words.untold}</h2>
      <ValueTree value={untold} />
    </>
  );
}

/** Whether its page has words for what is asked. */
function isToldInWords(proposal: Proposal): boolean {
  if (proposal.preview.words) return true;
  if (filingRequestOf(proposal)?.revision || accountsRequestOf(proposal) || moneyRequestOf(proposal)) return true;
  if (answerRequestOf(proposal)) return true;
  if (proposal.operation === createWaiver.id && proposal.request !== null) return true;
  return campaignRequestOf(proposal) !== undefined || formRequestOf(proposal)?.act === 'publish';
}

function RawRequest({ request }: Pick<Proposal, 'request'>): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  if (request === null) return null;
  return (
    <details className="screen-only">
      <summary>{words.raw}</summary>
      <pre className="code">{JSON.stringify(request, null, 2)}</pre>
    </details>
  );
}

/** What stood in the address of the request; nothing where nothing did. */
function Stated({ values }: { readonly values: object }): ReactNode {
  return Object.keys(values).length === 0 ? null : <ValueTree value={values} />;
}
