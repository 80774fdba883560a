import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { createWaiver, getProposal, listProposals } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { ListPage } from '../table/list-page.tsx';
import { type RowWithRules, type RuleNames, useRuleNames } from '../table/rule-names.ts';
import type { Column } from '../table/server-table.tsx';
import { KnownAgencies } from '../ui/agency-name.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { Reading, Screen } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { shortTitleOf } from '../words/operation-title.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { PROPOSAL_STATE_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { SignUntil } from './filing-due.tsx';
import { isFiling } from './filing-request.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';
import { Agencies, Subject } from './sentence/proposal-sentence.tsx';

type Row = Schemas['ProposalSummary'];
const route = getRouteApi('/proposals');
const TABS = ['me', 'mine', 'all'] as const;
const PAGE_ROWS = 20;

const QUERIES = { me: { awaiting: 'me' }, mine: { maker: 'me' }, all: {} } as const;

/** What takes two people: what I can sign, what I proposed, and all that I may see. */
export function ProposalsScreen(): ReactNode {
  const words = useWords(PROPOSAL_WORDS);
  const { tab: asked, after } = route.useSearch();
  const tab = TABS.find((one) => one === asked) ?? 'me';
  const proposals = useRead(listProposals, { query: { ...QUERIES[tab], after, limit: PAGE_ROWS } });
  const rows = proposals.data?.data.items ?? [];
  const columns = useColumns(useRuleNames(rows.flatMap(rulesIn)));
  return (
    <Screen title={words.title}>
      <nav className="tab-links" aria-label={words.title}>
        {TABS.map((one) => (
          <Link key={one} to="/proposals" search={{ tab: one }} aria-current={one === tab ? 'page' : undefined}>
            {words.tabs[one]}
          </Link>
        ))}
      </nav>
      <Reading read={proposals}>
        {({ data }) => (
          <KnownAgencies value={new Map(data.items.flatMap(agenciesIn))}>
            <ListPage
              caption={words.tabs[tab]}
              columns={columns}
              page={data}
              idOf={({ id }) => id}
              isFirst={after === undefined}
              empty={words.empty[tab]}
            />
          </KnownAgencies>
        )}
      </Reading>
    </Screen>
  );
}

function agenciesIn({ agencies, agencyNames }: Row): readonly (readonly [string, string | null])[] {
  return agencies.map((code, at) => [code, agencyNames[at] ?? null]);
}

/** What a waiver is of, as rows are whose rules are named. */
function rulesIn({ operation, order, request }: Row): readonly RowWithRules[] {
  if (operation !== createWaiver.id || order === null || !request?.body) return [];
  const { rules } = request.body as BodyOf<'createWaiver'>;
  return [{ decisionId: order.decisionId, openFindings: rules.map(({ rule }) => ({ rule, effect: 'refer' })) }];
}

interface AboutProps {
  readonly row: Row;
  readonly rules: RuleNames;
}

/** What a signature would do, as the page of the proposal says it. Of a filing a list says enough, whatever was left out. */
function About({ row, rules }: AboutProps): ReactNode {
  const isEnough = row.whole || (row.request !== null && isFiling(row.operation));
  return isEnough ? <Subject proposal={row} listed={{ order: row.order, rules }} /> : <AboutLong row={row} />;
}

/** The same of what is too long for a list; until it is read, whom it is about. */
function AboutLong({ row: { id, agencies } }: Pick<AboutProps, 'row'>): ReactNode {
  const { data } = useRead(getProposal, { path: { id } });
  return data ? <Subject proposal={data.data} /> : <Agencies of={agencies} />;
}

function useColumns(rules: RuleNames): readonly Column<Row>[] {
  const words = useWords(PROPOSAL_WORDS);
  const states = useWords(PROPOSAL_STATE_WORDS);
  const roles = useWords(ROLE_WORDS);
  const language = useLanguage();
  return [
    {
      title: words.what,
      cell: ({ id, operation }) => (
        <Link to="/proposals/$id" params={{ id }}>
          {shortTitleOf(operation, language)}
        </Link>
      ),
    },
    { title: words.about, cell: (row) => <About row={row} rules={rules} /> },
    {
      title: words.maker,
      cell: ({ maker }) => (
        <>
          {maker.name ?? words.page.erased} <span className="secondary">{roles[maker.role]}</span>
        </>
      ),
    },
    {
      title: words.state,
      cell: ({ state, closing }) => (
        <>
          {states[state]} {closing && <bdi className="secondary">{closing.reason}</bdi>}
        </>
      ),
    },
    { title: words.made, cell: ({ madeAt }) => writeInstant(madeAt) },
    { title: words.lapses, cell: (proposal) => <SignUntil of={proposal} /> },
  ];
}
