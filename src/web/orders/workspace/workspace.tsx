import { memo, type ReactNode, Suspense } from 'react';
import { GateProblem } from '../../client/gate-problem.ts';
import { lazyPart } from '../../ui/lazy-screen.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { useWords } from '../../words/use-words.ts';
import type { OrderDraft } from './body/order-draft.ts';
import { BottomBar } from './bottom-bar.tsx';
import { MergePanel } from './changes/lazy-merge-panel.ts';
import type { LiveCheck } from './check/use-live-check.ts';
import { Verdict } from './check/verdict.tsx';
import { CopyFromOrder } from './copy/copy-from-order.tsx';
import { HeldNotice } from './draft/held-notice.tsx';
import { ReviewBar } from './draft/review-bar.tsx';
import { GoodsGrid } from './grid/goods-grid.tsx';
import { HeadStrip } from './grid/head-strip.tsx';
import { PlanActs } from './grid/plan-acts.tsx';
import { RowDetail } from './grid/row-detail.tsx';
import { useDesk, type WorkspaceProps } from './use-desk.ts';
import { WorkplaceContext } from './workspace-context.ts';
import { WORKSPACE_WORDS } from './workspace-words.ts';
import './workspace.css';

/** What keeps an order from being sent is told when somebody sends it. */
const RefusedList = lazyPart(async () => (await import('./refused-list.tsx')).RefusedList);

/** What was decided comes while the gate decides. */
const Decided = lazyPart(async () => (await import('./decided.tsx')).Decided);

/** An order while it is typed, and what the gate would say of it. */
export function Workspace(props: WorkspaceProps): ReactNode {
  const { standing, onAnother, onAmend } = props;
  const desk = useDesk(props);
  const { form, check, basis, autosave, sending, workplace, judgement, take, history } = desk;
  const { refused, why, submit, look } = desk;
  const words = useWords(WORKSPACE_WORDS).stale;
  const currentDraft = form.getValues;
  if (sending.decided !== undefined) {
    return (
      <Suspense>
        <Decided decided={sending.decided} {...{ onAnother, onAmend }} />
      </Suspense>
    );
  }
  const isStale = sending.refusal instanceof GateProblem && sending.refusal.status === 412;
  const merge = { mine: check.draft, currentDraft };
  return (
    <WorkplaceContext value={workplace}>
      <div className="workspace">
        <div className="workspace-form">
          {standing && basis.isBehind && (
            <Suspense>
              <MergePanel
                title={words.title}
                {...{ ...merge, base: basis.draft, theirs: standing.draft }}
                onMerged={(merged) => {
                  take(merged);
                  basis.agree();
                }}
              />
            </Suspense>
          )}
          <HeldNotice saved={autosave} {...merge} onMerged={take} />
          {refused.length > 0 && (
            <Suspense>
              <RefusedList {...{ refused, why }} onInsist={() => submit({ isInsisted: true })} />
            </Suspense>
          )}
          {sending.refusal && !isStale && <Refusal of={sending.refusal} />}
          <ReviewBar saved={autosave} />
          <Typing draft={check.draft} answer={check.answer} currentDraft={currentDraft} onPlanned={take} />
        </div>
        <Verdict {...{ check, judgement, currentDraft }} order={standing?.id} onMended={take} />
        <BottomBar
          isBusy={sending.isBusy}
          onCheck={look}
          onSubmit={() => submit()}
          saved={autosave}
          history={history}
        />
      </div>
    </WorkplaceContext>
  );
}

interface TypingProps extends Pick<LiveCheck, 'draft' | 'answer'> {
  readonly currentDraft: () => OrderDraft;
  readonly onPlanned: (draft: OrderDraft) => void;
}

const Typing = memo(function Typing({ currentDraft, onPlanned, ...check }: TypingProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  return (
    <>
      <HeadStrip />
      <CopyFromOrder currentDraft={currentDraft} onCopied={onPlanned} />
      <GoodsGrid grid="lines" title={words.lines} />
      <GoodsGrid
        grid="softwarePlan"
        title={words.plan}
        acts={<PlanActs check={check} currentDraft={currentDraft} onPlanned={onPlanned} />}
      />
      <RowDetail grid="lines" />
      <RowDetail grid="softwarePlan" />
      <p className="secondary">{words.keys}</p>
    </>
  );
});
