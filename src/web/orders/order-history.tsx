import type { ReactNode } from 'react';
import { listOrderDecisions } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { ServerTable } from '../table/server-table.tsx';
import { OutcomeTag } from '../ui/outcome.tsx';
import { Reading } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { ORDER_WORDS } from './order-words.ts';

const DECISIONS_MAX = 100;

/** How the order was decided, from the first time to the last. */
export function OrderHistory({ orderId }: { readonly orderId: string }): ReactNode {
  const words = useWords(ORDER_WORDS).history;
  const decisions = useRead(listOrderDecisions, { path: { id: orderId }, query: { limit: DECISIONS_MAX } });
  return (
    <Reading read={decisions}>
      {({ data }) => (
        <ServerTable
          caption={words.stage}
          rows={data.items}
          idOf={({ id }) => id}
          empty=""
          columns={[
            { title: words.when, cell: ({ decidedAt }) => writeInstant(decidedAt) },
            { title: words.revision, isNumeric: true, cell: ({ revision }) => revision },
            { title: words.stage, cell: ({ stage }) => words.stages[stage] },
            { title: words.outcome, cell: ({ outcome }) => <OutcomeTag outcome={outcome} /> },
            { title: words.log, isNumeric: true, cell: ({ log }) => log.index },
          ]}
        />
      )}
    </Reading>
  );
}
