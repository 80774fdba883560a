import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import { Refusal } from '../../../ui/refusal.tsx';
import { writeInstant } from '../../../ui/time.ts';
import { useWords } from '../../../words/use-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { MergePanel } from '../changes/lazy-merge-panel.ts';
import { mergeOf } from '../changes/merge.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import type { Divergence } from './draft-saver.ts';
import type { Autosave } from './use-autosave.ts';

interface HeldNoticeProps {
  readonly saved: Autosave;
  readonly mine: OrderDraft;
  readonly currentDraft: () => OrderDraft;
  readonly onMerged: (merged: OrderDraft) => void;
}

/** Says that the draft is worked on elsewhere, and takes it over; what was saved there meanwhile is joined with what stands here. */
export function HeldNotice({ saved, mine, currentDraft, onMerged }: HeldNoticeProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).held;
  const [divergence, setDivergence] = useState<Divergence>();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Error>();
  const goOn = (merged: OrderDraft): void => {
    setDivergence(undefined);
    onMerged(merged);
    saved.saver.resume();
  };
  const takeOver = async (): Promise<void> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const found = await saved.saver.takeOver();
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
        <MergePanel title={words.merging} {...{ ...divergence, mine, currentDraft }} onMerged={goOn} />
      </Suspense>
    );
  }
  if (saved.heldBy === undefined) return null;
  return (
    <div className="notice" data-kind="warning" role="alert">
      <Held saved={saved} />
      {refusal && <Refusal of={refusal} />}
      <p className="acts">
        <Button type="primary" loading={isBusy} onClick={() => void takeOver()}>
          {words.takeOver}
        </Button>
        {saved.heldBy === 'somebody' && <OtherChoices saved={saved} isBusy={isBusy} />}
      </p>
      {saved.heldBy === 'somebody' && <p className="secondary">{words.choices}</p>}
    </div>
  );
}

/** Who has it, as far as that is known. */
function Held({ saved: { heldBy, elsewhere } }: { readonly saved: Autosave }): ReactNode {
  const words = useWords(WORKSPACE_WORDS).held;
  const isNamed = heldBy === 'somebody' && elsewhere !== undefined;
  return (
    <p>
      <strong>
        {isNamed ? words.savedBy(elsewhere.by ?? words.colleague, writeInstant(elsewhere.at)) : heldBy && words[heldBy]}
      </strong>
    </p>
  );
}

interface OtherChoicesProps {
  readonly saved: Autosave;
  readonly isBusy: boolean;
}

function OtherChoices({ saved: { saver, draft }, isBusy }: OtherChoicesProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).held;
  return (
    <>
      <Button disabled={isBusy} onClick={() => void saver.saveAsNew()}>
        {words.saveAsNew}
      </Button>
      {draft && (
        <Link to="/drafts/$id" params={{ id: draft.id }} target="_blank">
          {words.look}
        </Link>
      )}
    </>
  );
}
