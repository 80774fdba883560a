import type { ReactNode } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import { listBudgetLineMoves } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { BudgetLineLink } from '../../table/budget-line-link.tsx';
import { ServerTable } from '../../table/server-table.tsx';
import { writeMoney } from '../../ui/money.ts';
import { useWords } from '../../words/use-words.ts';
import { HeldMoney } from './held-money.tsx';
import { MONEY_WORDS } from './money-words.ts';

interface OrderMoneyProps {
  readonly order: AnswerOf<'getOrder'>;
  readonly decision: AnswerOf<'getDecision'>;
}

/** What stands for the order now, for whoever may read it; then what the decision on the latest revision took of which budget line. */
export function OrderMoney({ order, decision }: OrderMoneyProps): ReactNode {
  const words = useWords(MONEY_WORDS);
  const isHeldShown = useMay()(listBudgetLineMoves);
  return (
    <>
      {isHeldShown && <HeldMoney order={order} />}
      {isHeldShown && <h2>{words.decision}</h2>}
      <DecidedMoney decision={decision} isLinked={!isHeldShown} />
    </>
  );
}

interface DecidedMoneyProps {
  readonly decision: Pick<OrderMoneyProps['decision'], 'budget' | 'stage'>;
  /** False where the same lines stand above, each with its way. */
  readonly isLinked?: boolean;
}

/** What a decision took of which budget line, and what it left there. */
export function DecidedMoney({ decision: { budget, stage }, isLinked = true }: DecidedMoneyProps): ReactNode {
  const words = useWords(MONEY_WORDS);
  return (
    <ServerTable
      caption={words.decision}
      rows={budget}
      idOf={({ budgetLine }) => budgetLine}
      empty={words.nothing}
      columns={[
        {
          title: words.line,
          cell: ({ budgetLine }) =>
            isLinked ? <BudgetLineLink code={budgetLine} /> : <span className="code">{budgetLine}</span>,
        },
        {
          // A contract turns what was reserved into what is encumbered.
          title: stage === 'contract' ? words.amount.encumbered : words.amount.reserved,
          isNumeric: true,
          cell: ({ amount }) => writeMoney(amount),
        },
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
