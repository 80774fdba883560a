import type { ReactNode } from 'react';
import type { BodyOf, OperationId, Schemas } from '../../client/operation.ts';
import { createWaiver, creditPayment, reviseBudgetLine, transferBudget } from '../../client/operations.generated.ts';
import { AgencyName } from '../../ui/agency-name.tsx';
import { useLanguage } from '../../ui/appearance/use-preferences.ts';
import { writeMoney } from '../../ui/money.ts';
import { shortTitleOf } from '../../words/operation-title.ts';
import { ROLE_WORDS } from '../../words/roles.ts';
import { useWords } from '../../words/use-words.ts';
import { accountsRequestOf } from '../accounts-request.ts';
import { AnswerSentence } from '../answers/answer-proposal.tsx';
import { answerRequestOf } from '../answers/answer-request.ts';
import { campaignRequestOf } from '../campaign-request.ts';
import { filingRequestOf } from '../filing-request.ts';
import { formRequestOf } from '../form-request.ts';
import type { Proposal } from '../proposal.ts';
import { PROPOSAL_WORDS } from '../proposal-words.ts';
import { CampaignSentence } from './campaign-sentence.tsx';
import { CreditSentence } from './credit-sentence.tsx';
import { FilingSentence } from './filing-sentence.tsx';
import { FormSentence } from './form-sentence.tsx';
import { type ListedWaiver, WaiverSentence } from './waiver-sentence.tsx';

const AGENCIES_SHOWN = 3;
/** The console does not call it: its screen is yet to come. */
const SCHEDULES = 'scheduleRuleSet' satisfies OperationId;

/** Who proposes what about which thing, in one sentence. */
export function ProposalSentence({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const { page: words } = useWords(PROPOSAL_WORDS);
  const roles = useWords(ROLE_WORDS);
  const language = useLanguage();
  const { maker, operation } = proposal;
  return (
    <p className="proposal-sentence">
      {words.proposes(maker.name ?? words.erased, roles[maker.role], shortTitleOf(operation, language))}
      <Subject proposal={proposal} />
    </p>
  );
}

interface SubjectProps {
  readonly proposal: Proposal;
  /** Where a list told it with the proposal. */
  readonly listed?: ListedWaiver;
}

/** What it is about, as far as the kind of act tells more than its agencies. */
export function Subject({ proposal, listed }: SubjectProps): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  const { operation, request, preview, result } = proposal;
  if (operation === transferBudget.id && request?.body) {
    const answer = (result?.body ?? preview.body) as Partial<Schemas['BudgetTransfer']>;
    return <Transfer asked={request.body as BodyOf<'transferBudget'>} answer={answer} />;
  }
  if (operation === reviseBudgetLine.id && request?.body) {
    return <Revision asked={request.body as BodyOf<'reviseBudgetLine'>} agencies={proposal.agencies} />;
  }
  if (operation === createWaiver.id && request?.body) {
    return <WaiverSentence waiver={request.body as BodyOf<'createWaiver'>} listed={listed} />;
  }
  if (operation === creditPayment.id && request?.body) {
    return <CreditSentence payment={String(request.params.id)} asked={request.body as BodyOf<'creditPayment'>} />;
  }
  if (operation === SCHEDULES && request) return words.ruleSet(String(request.params.number));
  const filing = filingRequestOf(proposal);
  if (filing) return <FilingSentence of={filing} />;
  const answer = answerRequestOf(proposal);
  if (answer) return <AnswerSentence of={answer} />;
  const campaign = campaignRequestOf(proposal);
  if (campaign) return <CampaignSentence of={campaign} />;
  const form = formRequestOf(proposal);
  if (form) return <FormSentence of={form} />;
  const accounts = accountsRequestOf(proposal);
  const named = accounts
    ? words.accounts(accounts.persons.length)
    : nameIn({ ...request?.params, ...(request?.body as object | null) });
  return (
    <>
      {named !== undefined && <bdi>{named}</bdi>} <Agencies of={proposal.agencies} />
    </>
  );
}

interface TransferProps {
  readonly asked: BodyOf<'transferBudget'>;
  readonly answer: Partial<Schemas['BudgetTransfer']>;
}

function Transfer({ asked: { from, to, amount, reason }, answer: { fromAgency, toAgency } }: TransferProps): ReactNode {
  const { transfer } = useWords(PROPOSAL_WORDS).page;
  return (
    <>
      {transfer.from}
      <Line code={from} agency={fromAgency} />
      {transfer.amount(writeMoney(amount))}
      <Line code={to} agency={toAgency} />
      {transfer.because(reason)}
    </>
  );
}

function Line({ code, agency }: { readonly code: string; readonly agency: string | undefined }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page.transfer;
  return (
    <>
      {agency !== undefined && <AgencyName code={agency} />} {words.line}{' '}
      <span className="secondary code copyable">{code}</span>
    </>
  );
}

interface RevisionProps {
  readonly asked: BodyOf<'reviseBudgetLine'>;
  readonly agencies: readonly string[];
}

function Revision({ asked: { budgetLine, direction, amount, reason }, agencies }: RevisionProps): ReactNode {
  const { transfer, revision } = useWords(PROPOSAL_WORDS).page;
  return (
    <>
      {revision[direction](writeMoney(amount))}
      <Line code={budgetLine} agency={agencies[0]} />
      {transfer.because(reason)}
    </>
  );
}

/** The agencies that it is about, by name. */
export function Agencies({ of }: { readonly of: readonly string[] }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  const more = of.length - AGENCIES_SHOWN;
  return (
    <>
      {of.slice(0, AGENCIES_SHOWN).map((code) => (
        <span key={code}>
          <AgencyName code={code} />{' '}
        </span>
      ))}
      {more > 0 && words.moreAgencies(more)}
    </>
  );
}

const NAMES = ['name', 'label', 'email', 'code', 'creditCode', 'year', 'number', 'kid', 'keyId'] as const;

/** What the thing is called that a request is about, where its body or its address says so. */
function nameIn(values: { readonly [name: string]: unknown }): string | undefined {
  const found = NAMES.map((name) => values[name]).find((one) => typeof one === 'string' || typeof one === 'number');
  return found === undefined ? undefined : String(found);
}
