import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import { useSession } from '../../../client/session-context.tsx';
import type { KeptDraft } from '../../../form/saving/draft-keeper.ts';
import { GoneNotice } from '../../../form/saving/saved-line.tsx';
import type { Meeting } from '../../../form/saving/saver.ts';
import type { SavingState } from '../../../form/saving/saving-state.ts';
import { useSaving } from '../../../form/saving/use-saver.ts';
import { Refusal } from '../../../ui/refusal.tsx';
import { writeInstant } from '../../../ui/time.ts';
import { useWords } from '../../../words/use-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { MergePanel } from '../changes/lazy-merge-panel.ts';
import { mergeOf } from '../changes/merge.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { type Autosave, useElsewhere } from './use-autosave.ts';

interface HeldNoticeProps {
  readonly saved: Autosave;
  readonly mine: OrderDraft;
  readonly currentDraft: () => OrderDraft;
  readonly onMerged: (merged: OrderDraft) => void;
}

/** Says why the draft is not saved, that it is worked on elsewhere, and takes it over; what was saved there meanwhile is joined with what stands here. */
export function HeldNotice({ saved, mine, currentDraft, onMerged }: HeldNoticeProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).held;
  const { state, kept } = useSaving(saved);
  const [divergence, setDivergence] = useState<Meeting<OrderDraft, KeptDraft>>();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Error>();
  const goOn = (merged: OrderDraft): void => {
    setDivergence(undefined);
    onMerged(merged);
    saved.resume();
  };
  const takeOver = async (): Promise<void> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const found = await saved.takeOver();
      if (found === undefined) return;
      const { draft, conflicts } = mergeOf({ ...found, mine: currentDraft() });
      // Where nobody has to choose, nobody is asked.
      if (conflicts.length === 0) goOn(draft);
      else setDivergence(found);
    } catch (error) {
      setRefusal(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setBusy(false);
    }
  };
  if (divergence !== undefined) {
    return (
      <Suspense>
        <MergePanel
          title={words.merging}
          {...{ base: divergence.base, theirs: divergence.theirs, mine, currentDraft }}
          onMerged={goOn}
        />
      </Suspense>
    );
  }
  const { is } = state;
  if (is === 'refused') return <Refusal of={state.refusal} onAgain={saved.again} />;
  if (is === 'gone') {
    return <GoneNotice state={state} isUnsaved={saved.isUnsaved()} onSaveAsNew={saved.saveAsNew} />;
  }
  if (is !== 'conflict' && is !== 'other-tab') return null;
  return (
    <div className="notice" data-kind="warning" role="alert">
      <Held is={is} draft={kept?.id} />
      {refusal && <Refusal of={refusal} />}
      <p className="acts">
        <Button type="primary" loading={isBusy} onClick={() => void takeOver()}>
          {words.takeOver}
        </Button>
        {is === 'conflict' && <OtherChoices saved={saved} draft={kept?.id} isBusy={isBusy} />}
      </p>
      {is === 'conflict' && <p className="secondary">{words.choices}</p>}
    </div>
  );
}

/** Who has it, as far as that is known. */
function Held({ is, draft }: { readonly is: SavingState['is']; readonly draft: string | undefined }): ReactNode {
  const words = useWords(WORKSPACE_WORDS).held;
  const { person } = useSession();
  const elsewhere = useElsewhere(is === 'conflict' ? draft : undefined);
  return (
    <p>
      <strong>{says()}</strong>
    </p>
  );

  function says(): string {
    if (is === 'other-tab') return words.tab;
    if (elsewhere === undefined) return words.somebody;
    const when = writeInstant(elsewhere.savedAt);
    if (elsewhere.savedBy?.person === person.id) return words.savedByOneself(when);
    return words.savedBy(elsewhere.savedBy?.name ?? words.colleague, when);
  }
}

interface OtherChoicesProps {
  readonly saved: Autosave;
  readonly draft: string | undefined;
  readonly isBusy: boolean;
}

function OtherChoices({ saved: { saveAsNew }, draft, isBusy }: OtherChoicesProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).held;
  return (
    <>
      <Button disabled={isBusy} onClick={saveAsNew}>
        {words.saveAsNew}
      </Button>
      {draft && (
        <Link to="/drafts/$id" params={{ id: draft }} target="_blank">
          {words.look}
        </Link>
      )}
    </>
  );
}
