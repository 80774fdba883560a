import type { ReactNode } from 'react';
import { Refusal } from '../../ui/refusal.tsx';
import type { TypedDraft } from '../use-kept-draft.ts';
import { GoneNotice, SavedLine } from './saved-line.tsx';

/** How a form with a draft stands: whether it is saved, why it is not, and what became of the draft. */
export function DraftStanding<Content>({ kept }: { readonly kept: TypedDraft<Content> }): ReactNode {
  const { saving, saver } = kept;
  return (
    <>
      <SavedLine state={saving} />
      {saving.is === 'refused' && <Refusal of={saving.refusal} onAgain={() => void saver.flush()} />}
      <GoneNotice {...{ state: saving, isUnsaved: saver.isUnsaved() }} onSaveAsNew={() => void saver.saveAsNew()} />
    </>
  );
}
