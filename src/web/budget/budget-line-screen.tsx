import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import {
  explainBudgetLineBalance,
  getBudgetLine,
  reviseBudgetLine,
  transferBudget,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { ServerTable } from '../table/server-table.tsx';
import { AgencyName } from '../ui/agency-name.tsx';
import { type Fact, FactList } from '../ui/fact-list.tsx';
import { writeMoney } from '../ui/money.ts';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { dayOf } from '../ui/time.ts';
import { useEconomicClass } from '../words/economic-classes.ts';
import { useText } from '../words/in-language.ts';
import { writeRegion } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import './budget.css';
import { momentOf } from './budget-search.ts';
import { BUDGET_WORDS } from './budget-words.ts';
import { CHANGE_WORDS } from './change/change-words.ts';
import { AsOf, Available } from './execution-table.tsx';
import { LineMoves } from './line-moves.tsx';
import { LineOrders } from './line-orders.tsx';
import { LINE_WORDS } from './line-words.ts';

type Line = AnswerOf<'getBudgetLine'>;
type Balance = AnswerOf<'explainBudgetLineBalance'>;

const route = getRouteApi('/budget-lines/$code');
const PAGE_ROWS = 50;

/** One budget line: what it is, how its money stands, for which orders, and the moves that add up to that. */
export function BudgetLineScreen(): ReactNode {
  const { code } = route.useParams();
  const { on, after, orderId } = route.useSearch();
  const words = useWords(LINE_WORDS);
  const moment = momentOf(on);
  // Of the moves of one order it is the sums that are shown of the line, not a page of its moves.
  const page = orderId === undefined ? { after, limit: PAGE_ROWS } : { limit: 1 };
  const balance = useRead(explainBudgetLineBalance, { path: { code }, query: { ...moment, ...page } });
  const then = on === undefined ? undefined : (balance.data?.data.asOf.index ?? undefined);
  const line = useRead(
    getBudgetLine,
    { path: { code }, query: { asOf: then } },
    { isWanted: on === undefined || then !== undefined },
  );
  return (
    <Screen
      title={words.title(code)}
      acts={
        <>
          {line.data?.data.state === 'open' && <ChangeLinks code={code} />}
          <ReportLinks report={explainBudgetLineBalance} path={{ code }} query={moment} words={words.paper} />
        </>
      }
    >
      <Reading read={balance}>
        {({ data }) => (
          <>
            <Reading read={line}>{({ data: facts }) => <Facts line={facts} />}</Reading>
            <Standing balance={data} />
            <LineOrders code={code} on={on} />
            <LineMoves code={code} balance={data} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

/** To what changes its money, for whoever may. */
function ChangeLinks({ code }: { readonly code: string }): ReactNode {
  const { revise, transfer } = useWords(CHANGE_WORDS);
  const may = useMay();
  return (
    <>
      {may(reviseBudgetLine) && (
        <Link to="/budget-lines/$code/revise" params={{ code }}>
          {revise.link}
        </Link>
      )}
      {may(transferBudget) && (
        <Link to="/budget-lines/$code/transfer" params={{ code }}>
          {transfer.link}
        </Link>
      )}
    </>
  );
}

function Facts({ line }: { readonly line: Line }): ReactNode {
  const words = useWords(LINE_WORDS);
  const text = useText();
  const classOf = useEconomicClass();
  const { facts: names } = words;
  const facts: readonly Fact[] = [
    [names.agency, <AgencyName key="agency" code={line.agencyCode} />],
    [names.year, line.fiscalYear],
    [names.project, [line.project, line.projectCode].filter(Boolean).join(' ')],
    [names.projectKind, words.projectKinds[line.projectKind]],
    [names.document, line.documentNumber],
    [names.economicClass, classOf(line.economicClass)],
    [names.governmentClass, line.governmentEconomicClass],
    [names.functionalClass, line.functionalClass],
    [names.fundType, line.fundType],
    [names.procurement, words.yesNo(line.governmentProcurement)],
    [names.region, line.region === null ? null : writeRegion(line.region)],
    [names.catalogue, line.catalogueCodes.join(' ')],
    [names.state, stateOf(line, words)],
    [names.warning, line.warnPercent === null ? null : words.warnsAt(line.warnPercent)],
  ];
  return (
    <>
      {line.frozen !== null && (
        <p className="notice" data-kind="warning">
          {words.frozen(dayOf(line.frozen.since))} {text(line.frozen.reason)}
        </p>
      )}
      {line.threshold !== 'none' && (
        <p className="notice" data-kind={line.threshold === 'warn' ? 'warning' : 'refusal'}>
          {words.thresholds[line.threshold]}
        </p>
      )}
      <FactList facts={facts} className="line-facts" />
    </>
  );
}

function stateOf({ state, closedReason }: Line, words: LineWords): string {
  return [words.states[state], closedReason].filter(Boolean).join('：');
}

type LineWords = (typeof LINE_WORDS)['zh'] | (typeof LINE_WORDS)['en'];

/** Where its money stands, in the order in which money goes. */
function Standing({ balance }: { readonly balance: Balance }): ReactNode {
  const words = useWords(LINE_WORDS);
  const { buckets } = useWords(BUDGET_WORDS);
  const { on } = route.useSearch();
  const { fiscalYear, asOf, closing, agrees } = balance;
  const names = ['appropriation', 'elsewhere', 'reserved', 'encumbered', 'spent'] as const;
  return (
    <section>
      <h2>{words.standing}</h2>
      {agrees === false && (
        <p className="notice" data-kind="refusal">
          {words.differs}
        </p>
      )}
      <AsOf year={fiscalYear} at={asOf.at} on={on} />
      <Today />
      <div className="budget-table">
        <ServerTable
          caption={words.standing}
          rows={[closing]}
          idOf={() => 'closing'}
          empty=""
          columns={[
            ...names.map((name) => ({
              title: buckets[name],
              isNumeric: true,
              cell: (money: Schemas['Buckets']) => writeMoney(money[name]),
            })),
            { title: buckets.available, isNumeric: true, cell: ({ available }) => <Available amount={available} /> },
          ]}
        />
      </div>
    </section>
  );
}

/** From an earlier day back to today. */
function Today(): ReactNode {
  const { code } = route.useParams();
  const { on } = route.useSearch();
  const words = useWords(LINE_WORDS);
  if (on === undefined) return null;
  return (
    <p>
      <Link to="/budget-lines/$code" params={{ code }}>
        {words.today}
      </Link>
    </p>
  );
}
