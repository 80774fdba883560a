import { Button } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import { lazyPart } from '../../../ui/lazy-screen.ts';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { needsOf, withPlannedNeed } from '../body/plan-from-need.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';

/** Why nothing was planned is told to whoever asks for a plan that is there. */
const PlanAnswer = lazyPart(async () => (await import('./plan-answer.tsx')).PlanAnswer);

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
  const [told, setTold] = useState<OrderDraft>();
  const plan = (): void => {
    const now = currentDraft();
    const plannedNow = withPlannedNeed(now, lists);
    if (plannedNow !== now) onPlanned(plannedNow);
    setTold(plannedNow === now ? structuredClone(now) : undefined);
  };
  // What was told of the plan is not told of what is typed afterwards.
  const isOld = told !== undefined && JSON.stringify(needsOf(told)) !== JSON.stringify(needsOf(draft));
  return (
    <>
      <span className="secondary">
        {needsOf(draft)
          .map(({ category, needed, planned }) => words.need(needed, planned, categories[category]))
          .join(' · ')}
      </span>
      <Button size="small" data-fills="softwarePlan" onClick={plan}>
        {words.generate}
      </Button>
      <span className="plan-told" role="status">
        {told && !isOld && (
          <Suspense>
            <PlanAnswer of={told} onPlanned={onPlanned} />
          </Suspense>
        )}
      </span>
    </>
  );
}
