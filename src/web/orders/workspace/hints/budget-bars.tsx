import type { ReactNode } from 'react';
import type { AnswerOf } from '../../../client/operation.ts';
import { writeMoney } from '../../../ui/money.ts';
import { useWords } from '../../../words/use-words.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { HINT_WORDS } from './hint-words.ts';

type Line = AnswerOf<'checkOrder'>['budget'][number];
const WIDTH = 240;

/** What each budget line has, what this order takes of it and what stays, to the fen and as the gate says it. */
export function BudgetBars({ budget }: { readonly budget: readonly Line[] }): ReactNode {
  const words = useWords(WORKSPACE_WORDS).verdict;
  if (budget.length === 0) return null;
  return (
    <section>
      <h3>{words.budget}</h3>
      <ul className="plain-list">
        {budget.map((line) => (
          <Bar key={line.budgetLine} line={line} />
        ))}
      </ul>
    </section>
  );
}

function Bar({ line }: { readonly line: Line }): ReactNode {
  const words = useWords(WORKSPACE_WORDS).verdict;
  const hints = useWords(HINT_WORDS);
  const { budgetLine, available, amount, availableAfter, isEnough } = line;
  return (
    <li>
      <span className="code">{budgetLine}</span> {!isEnough && <strong>{words.notEnough}</strong>}
      {available !== null && availableAfter !== null && (
        <>
          {/* The figures stand below it in words. */}
          <svg className="budget-bar" viewBox={`0 0 ${WIDTH} 8`} preserveAspectRatio="none" aria-hidden="true">
            <rect className="budget-bar-all" width={WIDTH} height="8" />
            <rect
              className={isEnough ? 'budget-bar-part' : 'budget-bar-over'}
              width={partOf(amount, available)}
              height="8"
            />
          </svg>
          <span>{hints.budget(writeMoney(available), writeMoney(amount), writeMoney(availableAfter))}</span>
        </>
      )}
    </li>
  );
}

/** How wide a part is; all of it where there is not as much. */
function partOf(amount: string, available: string): number {
  const [part, all] = [fenIn(amount), fenIn(available)];
  return all <= 0n || part >= all ? WIDTH : Number((part * BigInt(WIDTH)) / all);
}

function fenIn(yuan: string): bigint {
  return BigInt(yuan.replace('.', ''));
}
