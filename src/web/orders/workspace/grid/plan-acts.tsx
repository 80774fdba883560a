import { Button } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import { lazyPart } from '../../../ui/lazy-screen.ts';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { needsOf, repeatsEarlier, withPlannedNeed } from '../body/plan-from-need.ts';
import { takenNames } from '../check/taken-names.ts';
import type { LiveCheck } from '../check/use-live-check.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';

/** Why nothing was planned is told to whoever asks for a plan that is there. */
const PlanAnswer = lazyPart(async () => (await import('./plan-answer.tsx')).PlanAnswer);

interface PlanActsProps {
  readonly check: Pick<LiveCheck, 'draft' | 'answer'>;
  /** The draft as it stands at this moment. */
  readonly currentDraft: () => OrderDraft;
  readonly onPlanned: (draft: OrderDraft) => void;
}

/** How many seats the machines need, and the plan for them in one go. */
export function PlanActs({ check: { draft, answer }, currentDraft, onPlanned }: PlanActsProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const { category: categories } = useWords(CHOICE_WORDS);
  const { lists } = useWorkplace();
  const [told, setTold] = useState<{ readonly of: OrderDraft; readonly isEarlier: boolean }>();
  const plan = (): void => {
    const now = currentDraft();
    const planned = withPlannedNeed(now, { ...lists, taken: takenNames(now, answer) });
    if (planned !== now) onPlanned(planned);
    const isEarlier = repeatsEarlier(planned, now);
    setTold(planned === now || isEarlier ? { of: structuredClone(planned), isEarlier } : undefined);
  };
  // What was told of the plan is not told of what is typed afterwards; the draft that was judged last is older than a plan just made.
  const isOld = told !== undefined && ![draft, currentDraft()].some((one) => hasNeedsOf(told.of, one));
  return (
    <>
      {/* Before the counts, which come a moment after the last key and would push it from under the mouse. */}
      <Button size="small" data-fills="softwarePlan" onClick={plan}>
        {words.generate}
      </Button>
      <span className="secondary">
        {needsOf(draft)
          .map(({ category, needed, planned }) => words.need(needed, planned, categories[category]))
          .join(' · ')}
      </span>
      <span className="plan-told" role="status">
        {told && !isOld && (
          <Suspense>
            <PlanAnswer {...told} onPlanned={onPlanned} />
          </Suspense>
        )}
      </span>
    </>
  );
}

function hasNeedsOf(one: OrderDraft, other: OrderDraft): boolean {
  return JSON.stringify(needsOf(one)) === JSON.stringify(needsOf(other));
}
