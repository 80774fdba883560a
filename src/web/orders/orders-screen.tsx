import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listOrders } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { type Column, Pages, ServerTable } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { dayOf, writeInstant } from '../ui/time.ts';
import { ORDER_STATE_WORDS, OUTCOME_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import type { OrderSearch } from './order-search.ts';
import { ORDER_WORDS } from './order-words.ts';

type Row = Schemas['OrderSummary'];
const route = getRouteApi('/orders');
const PAGE_ROWS = 50;

/** The orders within reach, the newest first; every filter stands in the address. */
export function OrdersScreen(): ReactNode {
  const words = useWords(ORDER_WORDS).list;
  const search = route.useSearch();
  const orders = useRead(listOrders, { query: queryOf(search) });
  const columns = useColumns();
  const isFiltered = Object.keys(search).some((name) => name !== 'after');
  return (
    <Screen title={words.title}>
      <Filters />
      <Reading read={orders}>
        {({ data }) => (
          <>
            <ServerTable
              caption={words.title}
              columns={columns}
              rows={data.items}
              idOf={({ id }) => id}
              empty={
                isFiltered ? (
                  <>
                    {words.noneMatch} <Link to="/orders">{words.reset}</Link>
                  </>
                ) : (
                  words.empty
                )
              }
            />
            <Pages next={data.next} isFirst={search.after === undefined} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function queryOf(search: OrderSearch) {
  // The gate refuses what is no state or outcome, and the screen shows the refusal.
  const { state, outcome, awaitingReviewBy, ...others } = search;
  return {
    ...others,
    limit: PAGE_ROWS,
    sort: '-submittedAt' as const,
    ...(state !== undefined && { state: state as Row['state'] }),
    ...(outcome !== undefined && { outcome: outcome as Row['outcome'] }),
    ...(awaitingReviewBy !== undefined && { awaitingReviewBy: awaitingReviewBy as Schemas['RuleOwner'] }),
  };
}

function useColumns(): readonly Column<Row>[] {
  const words = useWords(ORDER_WORDS).list;
  const states = useWords(ORDER_STATE_WORDS);
  return [
    {
      title: words.reference,
      cell: ({ id, reference }) => (
        <Link to="/orders/$id" params={{ id }}>
          {reference}
        </Link>
      ),
    },
    { title: words.agency, cell: ({ agencyCode }) => <span className="code">{agencyCode}</span> },
    { title: words.state, cell: ({ state }) => states[state] },
    { title: words.outcome, cell: ({ outcome }) => <OutcomeTag outcome={outcome} /> },
    { title: words.total, isNumeric: true, cell: ({ total }) => (total === null ? '' : writeMoney(total)) },
    { title: words.submitted, cell: ({ submittedAt }) => writeInstant(submittedAt) },
    { title: words.deadline, cell: ({ expiresAt }) => (expiresAt === null ? '' : dayOf(expiresAt)) },
  ];
}

function Filters(): ReactNode {
  const words = useWords(ORDER_WORDS).list;
  const states = useWords(ORDER_STATE_WORDS);
  const outcomes = useWords(OUTCOME_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [reference, setReference] = useState(search.reference ?? '');
  const change = (changed: OrderSearch): void => {
    void navigate({ search: { ...search, after: undefined, ...changed } });
  };
  return (
    <search className="filters">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change({ reference: reference.trim() || undefined });
        }}
      >
        <Input
          className="short-input"
          aria-label={words.reference}
          placeholder={words.reference}
          value={reference}
          onChange={({ target }) => setReference(target.value)}
        />
        <Choice
          label={words.state}
          any={words.anyState}
          words={states}
          value={search.state}
          onChoice={(state) => change({ state })}
        />
        <Choice
          label={words.outcome}
          any={words.anyOutcome}
          words={outcomes}
          value={search.outcome}
          onChoice={(outcome) => change({ outcome })}
        />
        <Button htmlType="submit">{words.find}</Button>
        {Object.keys(search).length > 0 && <Link to="/orders">{words.reset}</Link>}
      </form>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly any: string;
  readonly words: { readonly [value: string]: string };
  readonly value: string | undefined;
  readonly onChoice: (value: string | undefined) => void;
}

/** A choice of the platform's own: it works from the keyboard, on a phone and in every browser that offices have. */
function Choice({ label, any, words, value = '', onChoice }: ChoiceProps): ReactNode {
  return (
    <label>
      {label}{' '}
      <select
        className="plain-select"
        value={value}
        onChange={({ target }) => onChoice(target.value === '' ? undefined : target.value)}
      >
        <option value="">{any}</option>
        {Object.entries(words).map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
