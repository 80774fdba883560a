import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import { call } from '../../../client/call.ts';
import type { BodyOf } from '../../../client/operation.ts';
import { answerDraft, handOverDraft } from '../../../client/operations.generated.ts';
import { useSession } from '../../../client/session-context.tsx';
import { useSaving } from '../../../form/saving/use-saver.ts';
import { lazyPart } from '../../../ui/lazy-screen.ts';
import { useWords } from '../../../words/use-words.ts';
import { DRAFT_WORDS } from '../../drafts/draft-words.ts';
import { ReviewStatus, waitsFor } from '../../drafts/review-status.tsx';
import type { Autosave } from './use-autosave.ts';

/** Most orders are typed and submitted by one person, who asks nobody. */
const HandOverForm = lazyPart(async () => (await import('../../drafts/hand-over-form.tsx')).HandOverForm);
const OpinionForm = lazyPart(async () => (await import('../../drafts/opinion-form.tsx')).OpinionForm);

/** Asks the approver or a colleague what they think of what is typed, and shows what they said. */
export function ReviewBar({ saved }: { readonly saved: Autosave }): ReactNode {
  const words = useWords(DRAFT_WORDS).review;
  const session = useSession();
  const { kept: draft } = useSaving(saved);
  const review = draft?.review ?? null;
  const [isOpen, setOpen] = useState(false);
  const { isBusy, refusal, act } = useDraftAct(saved);
  const isMine = waitsFor(session, review);
  const handOver = (body: BodyOf<'handOverDraft'>): void => {
    void act(({ id, etag }) => call(handOverDraft, { path: { id }, body }, { etag })).then(
      (isDone) => isDone && setOpen(false),
    );
  };
  return (
    <section className="review-bar" aria-label={words.title}>
      {review && <ReviewStatus review={review} isMine={isMine} />}
      {isMine && (
        <Suspense>
          <OpinionForm
            {...{ isBusy, refusal }}
            onOpinion={(body) => void act(({ id, etag }) => call(answerDraft, { path: { id }, body }, { etag }))}
          />
        </Suspense>
      )}
      {isOpen ? (
        <Suspense>
          <HandOverForm
            draft={draft?.id}
            {...{ isBusy, refusal }}
            onHandOver={handOver}
            onBack={() => setOpen(false)}
          />
        </Suspense>
      ) : (
        <span className="acts">
          <Button size="small" onClick={() => setOpen(true)}>
            {review === null ? words.handOver : words[review.opinion ? 'again' : 'other']}
          </Button>
          {draft && (
            <Link to="/drafts" search={{ author: 'me' }}>
              {words.drafts}
            </Link>
          )}
          <span className="secondary">{words.explained}</span>
        </span>
      )}
    </section>
  );
}

/** An act on the draft as it stands on the form; what is not saved yet is saved before it. */
function useDraftAct(saved: Autosave) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const act = async (does: Parameters<Autosave['act']>[0]): Promise<boolean> => {
    setBusy(true);
    setRefusal(null);
    try {
      await saved.act(does);
      return true;
    } catch (error) {
      setRefusal(error instanceof Error ? error : new Error(String(error)));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, refusal, act };
}
