import type { ReactNode } from 'react';
import { listFrozenAccounts } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import { BudgetLineLink } from '../table/budget-line-link.tsx';
import { dayOf } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { BUDGET_WORDS } from './budget-words.ts';

/** So many are named: after a database was brought back wrongly it may be all there are, and each comes with its differences. */
const NAMED_MAX = 20;

/** Lines whose counters do not reconcile, for whoever mends that: their figures cannot be trusted. Nothing where all do. */
export function FrozenLines(): ReactNode {
  const words = useWords(BUDGET_WORDS).list;
  const may = useMay();
  const { items, isWhole } = useAll(listFrozenAccounts, {}, { isWanted: may(listFrozenAccounts), most: NAMED_MAX });
  const lines = items.filter(({ accountKind }) => accountKind === 'budget-line');
  if (lines.length === 0) return null;
  return (
    <div className="notice" data-kind="warning">
      <p>{isWhole ? words.frozen(lines.length) : words.frozenMany(lines.length)}</p>
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
