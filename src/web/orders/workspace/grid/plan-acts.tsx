import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { needsOf, withPlannedNeed } from '../body/plan-from-need.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';

interface PlanActsProps {
  readonly draft: OrderDraft;
  /** The draft as it stands at this moment. */
  readonly currentDraft: () => OrderDraft;
  readonly onPlanned: (draft: OrderDraft) => void;
}

/** How many seats the machines need, and the plan for them in one go. */
export function PlanActs({ draft, currentDraft, onPlanned }: PlanActsProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const { category: categories } = useWords(CHOICE_WORDS);
  const { lists } = useWorkplace();
  return (
    <>
      <span className="secondary">
        {needsOf(draft)
          .map(({ category, needed, planned }) => words.need(needed, planned, categories[category]))
          .join(' · ')}
      </span>
      <Button size="small" data-fills="softwarePlan" onClick={() => onPlanned(withPlannedNeed(currentDraft(), lists))}>
        {words.generate}
      </Button>
    </>
  );
}
