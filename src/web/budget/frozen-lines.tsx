import type { ReactNode } from 'react';
import { listFrozenAccounts } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import { BudgetLineLink } from '../table/budget-line-link.tsx';
import { dayOf } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { BUDGET_WORDS } from './budget-words.ts';

/** Lines whose counters do not reconcile, for whoever mends that: their figures cannot be trusted. Nothing where all do. */
export function FrozenLines(): ReactNode {
  const words = useWords(BUDGET_WORDS).list;
  const may = useMay();
  const { items } = useAll(listFrozenAccounts, {}, { isWanted: may(listFrozenAccounts) });
  const lines = items.filter(({ accountKind }) => accountKind === 'budget-line');
  if (lines.length === 0) return null;
  return (
    <div className="notice" data-kind="warning">
      <p>{words.frozen(lines.length)}</p>
      <ul className="plain-list">
        {lines.map(({ account, since }) => (
          <li key={account}>
            <BudgetLineLink code={account} /> {words.since(dayOf(since))}
          </li>
        ))}
      </ul>
    </div>
  );
}
