import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { BudgetLineLink } from '../table/budget-line-link.tsx';
import { ServerTable } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { useWords } from '../words/use-words.ts';
import { ORDER_WORDS } from './order-words.ts';

/** What the decision reserved of which budget line, and what it left there. */
export function OrderMoney({ effects }: { readonly effects: readonly Schemas['BudgetEffect'][] }): ReactNode {
  const words = useWords(ORDER_WORDS).money;
  return (
    <ServerTable
      caption={words.line}
      rows={effects}
      idOf={({ budgetLine }) => budgetLine}
      empty={words.none}
      columns={[
        { title: words.line, cell: ({ budgetLine }) => <BudgetLineLink code={budgetLine} /> },
        { title: words.amount, isNumeric: true, cell: ({ amount }) => writeMoney(amount) },
        {
          title: words.after,
          isNumeric: true,
          cell: ({ availableAfter, crossed }) => (
            <>
              {writeMoney(availableAfter)} {crossed && <strong>{words.crossed[crossed]}</strong>}
            </>
          ),
        },
      ]}
    />
  );
}
