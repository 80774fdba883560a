import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { reportBudgetLineCommitments } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { ReportLinks } from '../ui/report-links.tsx';
import { Reading } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import { momentOf } from './budget-search.ts';
import { BUDGET_WORDS } from './budget-words.ts';
import { LINE_WORDS } from './line-words.ts';

type Report = AnswerOf<'reportBudgetLineCommitments'>;
type Row = { readonly order: Report['items'][number]['order'] | null; readonly money: Report['total'] };

const route = getRouteApi('/budget-lines/$code');
const ROWS_MAX = 200;

/** For which orders money of the line is set aside or spent; each leads to itself and to its moves on the line. */
export function LineOrders({ code }: { readonly code: string }): ReactNode {
  const words = useWords(LINE_WORDS);
  const { on } = route.useSearch();
  const moment = momentOf(on);
  const orders = useRead(reportBudgetLineCommitments, { path: { code }, query: { ...moment, limit: ROWS_MAX } });
  const columns = useColumns(code);
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

function useColumns(code: string): readonly Column<Row>[] {
  const words = useWords(LINE_WORDS);
  const { buckets, sum } = useWords(BUDGET_WORDS);
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
