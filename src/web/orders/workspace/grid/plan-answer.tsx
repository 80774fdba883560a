import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { beyondNeed } from '../body/plan-beyond-need.ts';
import { needsOf } from '../body/plan-from-need.ts';
import { PLAN_ANSWER_WORDS } from './plan-answer-words.ts';

interface PlanAnswerProps {
  readonly of: OrderDraft;
  /** Whether it was made just now, of what an earlier order says. */
  readonly isEarlier: boolean;
  readonly onPlanned: (draft: OrderDraft) => void;
}

/** Of what the plan was made, or why it was left as it is, and what can be done about it. Nobody's seats are cut unasked. */
export function PlanAnswer({ of, isEarlier, onPlanned }: PlanAnswerProps): ReactNode {
  const words = useWords(PLAN_ANSWER_WORDS);
  const { category: categories } = useWords(CHOICE_WORDS);
  if (isEarlier) return words.earlier;
  const answer = beyondNeed(of);
  if (answer.is !== 'over') return answer.is === 'enough' ? words.enough : words.noMachines;
  const kinds = answer.over.map(({ category, needed, planned }) => words.kind(categories[category], planned, needed));
  const isCut = needsOf(answer.draft).every(({ needed, planned }) => planned <= needed);
  return (
    <>
      {words.over(kinds.join(words.comma))}{' '}
      {isCut ? (
        <Button size="small" onClick={() => onPlanned(answer.draft)}>
          {words.cut}
        </Button>
      ) : (
        words.ofOthers
      )}
    </>
  );
}
