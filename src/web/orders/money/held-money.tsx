import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import { listBudgetLineMoves, listOrderDecisions } from '../../client/operations.generated.ts';
import { readOf, useRead } from '../../client/use-gate.ts';
import { BudgetLineLink } from '../../table/budget-line-link.tsx';
import { ServerTable } from '../../table/server-table.tsx';
import { writeMoney } from '../../ui/money.ts';
import { Reading } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { HELD_BUCKETS, type Held, heldAfter, linesOfOrder } from './held.ts';
import { MONEY_WORDS } from './money-words.ts';

const ROWS_MAX = 200;

interface Row {
  readonly line: string;
  /** Absent until its moves are read; and where there are more of them than one page, which no order has. */
  readonly held: Held | undefined;
}

/** What is reserved, encumbered and spent for an order on each of its budget lines, with the way to the moves behind it. */
export function HeldMoney({ order }: { readonly order: AnswerOf<'getOrder'> }): ReactNode {
  const words = useWords(MONEY_WORDS);
  const decisions = useRead(listOrderDecisions, { path: { id: order.id }, query: { limit: ROWS_MAX } });
  const lines = linesOfOrder(decisions.data?.data.items ?? [], order.carriedOver);
  const rows = useHeldOn(lines, order.id);
  return (
    <>
      <h2>{words.now}</h2>
      <Reading read={decisions}>
        {() => (
          <ServerTable
            caption={words.now}
            rows={rows}
            idOf={({ line }) => line}
            empty={words.none}
            columns={[
              { title: words.line, cell: ({ line }) => <BudgetLineLink code={line} /> },
              ...HELD_BUCKETS.map((bucket) => ({
                title: words.buckets[bucket],
                isNumeric: true,
                cell: ({ held }: Row) => (held === undefined ? '' : writeMoney(held[bucket])),
              })),
              { title: words.moves, cell: ({ line }) => <Moves line={line} orderId={order.id} /> },
            ]}
          />
        )}
      </Reading>
      {lines.length > 0 && <p className="secondary">{words.unit}</p>}
    </>
  );
}

function useHeldOn(lines: readonly string[], orderId: string): readonly Row[] {
  return useQueries({
    queries: lines.map((code) => readOf(listBudgetLineMoves, { path: { code }, query: { orderId, limit: ROWS_MAX } })),
    combine: (reads) =>
      lines.map((line, at) => {
        const page = reads[at]?.data?.data;
        return { line, held: page?.next === null ? heldAfter(page.items) : undefined };
      }),
  });
}

function Moves({ line, orderId }: { readonly line: string; readonly orderId: string }): ReactNode {
  const words = useWords(MONEY_WORDS);
  return (
    <Link to="/budget-lines/$code" params={{ code: line }} search={{ orderId }} aria-label={words.movesOn(line)}>
      {words.see}
    </Link>
  );
}
