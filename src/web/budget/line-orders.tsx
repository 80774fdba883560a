import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { reportBudgetLineCommitments } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Reading } from '../ui/screen.tsx';
import { dayOf } from '../ui/time.ts';
import { ORDER_STATE_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { momentOf } from './budget-search.ts';
import { BUDGET_WORDS } from './budget-words.ts';
import { LINE_WORDS } from './line-words.ts';

type Report = AnswerOf<'reportBudgetLineCommitments'>;
type Row = { readonly order: Report['items'][number]['order'] | null; readonly money: Report['total'] };

const ROWS_MAX = 200;

interface LineOrdersProps {
  readonly code: string;
  /** The day that the money is of, if that is not today. */
  readonly on: string | undefined;
}

/** For which orders money of the line is set aside or spent; each leads to itself and to its moves on the line. */
export function LineOrders({ code, on }: LineOrdersProps): ReactNode {
  const words = useWords(LINE_WORDS);
  const moment = momentOf(on);
  const orders = useRead(reportBudgetLineCommitments, { path: { code }, query: { ...moment, limit: ROWS_MAX } });
  const columns = useColumns(code, on);
  return (
    <section>
      <h2>{words.orders}</h2>
      <Reading read={orders}>
        {({ data: { items, total, orders: count, next } }) => (
          <>
            <div className="budget-table">
              <ServerTable
                caption={words.orders}
                columns={columns}
                rows={count === 0 ? [] : [...items, { order: null, money: total }]}
                idOf={({ order }: Row) => order?.id ?? ''}
                empty={words.noOrders}
              />
            </div>
            {next !== null && <p className="secondary">{words.moreOrders(ROWS_MAX, count)}</p>}
            {count > 0 && (
              <p className="acts">
                <ReportLinks
                  report={reportBudgetLineCommitments}
                  path={{ code }}
                  query={moment}
                  words={words.ordersPaper}
                />
              </p>
            )}
          </>
        )}
      </Reading>
    </section>
  );
}

function useColumns(code: string, on: string | undefined): readonly Column<Row>[] {
  const words = useWords(LINE_WORDS);
  const { buckets, sum } = useWords(BUDGET_WORDS);
  const states = useWords(ORDER_STATE_WORDS);
  return [
    {
      title: words.order,
      cell: ({ order }) =>
        order === null ? (
          <strong>{sum}</strong>
        ) : (
          <Link to="/orders/$id" params={{ id: order.id }}>
            {order.reference ?? order.id}
          </Link>
        ),
    },
    { title: words.subject, cell: ({ order }) => <span className="line-subject">{order?.subject}</span> },
    { title: words.submitted, cell: ({ order }) => order?.submittedAt && <Day at={order.submittedAt} /> },
    // The money may be of an earlier day; the order is told as it stands now.
    {
      title: on === undefined ? words.state : words.stateNow,
      cell: ({ order }) => order?.state && states[order.state],
    },
    ...(['reserved', 'encumbered', 'spent'] as const).map((name) => ({
      title: buckets[name],
      isNumeric: true,
      cell: ({ money }: Row) => writeMoney(money[name]),
    })),
    {
      title: words.movesOf,
      cell: ({ order }) =>
        order !== null && (
          <Link
            to="/budget-lines/$code"
            params={{ code }}
            search={{ orderId: order.id }}
            aria-label={words.movesOfOrder(order.reference ?? order.id)}
          >
            {words.see}
          </Link>
        ),
    },
  ];
}

function Day({ at }: { readonly at: string }): ReactNode {
  return <span className="moment">{dayOf(at)}</span>;
}
