import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listOrders, submitOrder } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { DueDay } from '../table/due-day.tsx';
import { ListPage } from '../table/list-page.tsx';
import { OpenRules } from '../table/open-rules.tsx';
import { useRuleNames } from '../table/rule-names.ts';
import type { Column } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { dayOf } from '../ui/time.ts';
import { ORDER_STATE_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { OrderFilters } from './order-filters.tsx';
import { isFiltered, queryOf } from './order-search.ts';
import { standingBefore } from './order-standing.tsx';
import { ORDER_WORDS } from './order-words.ts';
import { STANDING_WORDS } from './standing-words.ts';

type Row = Schemas['OrderSummary'];
const route = getRouteApi('/orders');

/** An order that is turned down may have twenty; its page has them all. */
const RULES_NAMED = 3;

/** The orders within reach; every filter, the order and the page stand in the address. */
export function OrdersScreen(): ReactNode {
  const words = useWords(ORDER_WORDS).list;
  const search = route.useSearch();
  const orders = useRead(listOrders, { query: queryOf(search) });
  const columns = useColumns(orders.data?.data.items ?? []);
  const may = useMay();
  return (
    <Screen title={words.title} acts={may(submitOrder) && <Link to="/orders/new">{words.add}</Link>}>
      <OrderFilters />
      <Reading read={orders}>
        {({ data }) => (
          <ListPage
            caption={words.title}
            columns={columns}
            page={data}
            idOf={({ id }) => id}
            isFirst={search.after === undefined}
            empty={words.empty}
            filtered={isFiltered(search) ? { says: words.noneMatch, reset: words.reset, to: '/orders' } : undefined}
          />
        )}
      </Reading>
    </Screen>
  );
}

function useColumns(rows: readonly Row[]): readonly Column<Row>[] {
  const words = useWords(ORDER_WORDS).list;
  const names = useRuleNames(rows);
  return [
    {
      title: words.reference,
      cell: ({ id, reference }) => (
        <Link to="/orders/$id" params={{ id }} className={classOfReference(reference)}>
          {reference}
        </Link>
      ),
    },
    {
      title: words.subject,
      cell: ({ subject, devices }) => (
        <>
          {subject} <span className="unbroken">{words.devices(devices ?? 0)}</span>
        </>
      ),
    },
    { title: words.agency, cell: ({ agencyName, agencyCode }) => agencyName ?? agencyCode },
    { title: words.state, cell: (order) => <StateOf order={order} /> },
    { title: words.outcome, cell: (order) => <OutcomeOf order={order} /> },
    { title: words.open, cell: ({ openFindings }) => <OpenRules of={openFindings} names={names} most={RULES_NAMED} /> },
    {
      title: words.total,
      isNumeric: true,
      cell: ({ standing, total: latest }) => {
        const total = standing ? standing.total : latest;
        return total === null ? '' : writeMoney(total);
      },
    },
    { title: words.submitted, cell: ({ submittedAt }) => dayOf(submittedAt) },
    {
      title: words.deadline,
      cell: ({ expiresAt, contractDueOn }) => {
        const day = dueOn(expiresAt, contractDueOn);
        return day !== undefined && <DueDay day={day} left={words.left} />;
      },
    },
  ];
}

/** Its state, and by which revision, where a newer one does not stand. */
function StateOf({ order }: { readonly order: Row }): ReactNode {
  const states = useWords(ORDER_STATE_WORDS);
  const words = useWords(STANDING_WORDS);
  const before = standingBefore(order);
  return (
    <>
      {states[order.state]} {before && <span className="unbroken">{words.stands(before.revision)}</span>}
    </>
  );
}

/** Of the latest decision; which revision it is on, where that does not stand. */
function OutcomeOf({ order }: { readonly order: Row }): ReactNode {
  const words = useWords(STANDING_WORDS);
  return (
    <>
      {standingBefore(order) && words.revision(order.latestRevision)} <OutcomeTag outcome={order.outcome} />
    </>
  );
}

/** So long may a reference be that stands in one line; the gate takes five times as many letters. */
const REFERENCE_LETTERS = 20;

function classOfReference(reference: string): string | undefined {
  return reference.length <= REFERENCE_LETTERS ? 'unbroken' : undefined;
}

function dueOn(expiresAt: string | null, contractDueOn: string | null): string | undefined {
  return contractDueOn ?? (expiresAt === null ? undefined : dayOf(expiresAt));
}
