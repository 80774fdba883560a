import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Called } from '../../client/call.ts';
import type { BodyOf } from '../../client/operation.ts';
import {
  answerDraft,
  getDraft,
  handOverDraft,
  removeDraft,
  replaceDraft,
  submitOrder,
} from '../../client/operations.generated.ts';
import { useMay, useSession } from '../../client/session-context.tsx';
import { useAct, useRead } from '../../client/use-gate.ts';
import { tellDraftEnd } from '../../form/saving/draft-ends.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { writeInstant } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { DraftCheck } from './draft-check.tsx';
import { DraftContent } from './draft-content.tsx';
import { DRAFT_WORDS } from './draft-words.ts';
import { HandOverForm } from './hand-over-form.tsx';
import { OpinionForm } from './opinion-form.tsx';
import { ReviewStatus, waitsFor } from './review-status.tsx';

const route = getRouteApi('/drafts/$id');

/** A draft to read, with what was asked and said about it, and whatever may be done with it. */
export function DraftScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(DRAFT_WORDS);
  const draft = useRead(getDraft, { path: { id } });
  return (
    <Screen title={words.page.title(draft.data?.data.title ?? '')}>
      <Reading read={draft}>{(read) => <Opened read={read} />}</Reading>
    </Screen>
  );
}

function Opened({ read }: { readonly read: Called<'getDraft'> }): ReactNode {
  const words = useWords(DRAFT_WORDS);
  const { data: draft, etag } = read;
  const session = useSession();
  const answer = useAct(answerDraft);
  if (draft.content === null) return <p>{words.page.masked}</p>;
  const isMine = waitsFor(session, draft.review);
  const nameOf = (who: typeof draft.madeBy): string => who?.name ?? words.page.somebody;
  return (
    <div className="draft-page">
      <p className="secondary">
        {words.kinds[draft.kind]} · {words.page.made(nameOf(draft.madeBy), writeInstant(draft.createdAt))} ·{' '}
        {words.page.saved(nameOf(draft.savedBy), writeInstant(draft.savedAt))} · {words.page.removedOn(draft.removedOn)}
      </p>
      {draft.review && <ReviewStatus review={draft.review} isMine={isMine} />}
      <DraftCheck draft={draft} content={draft.content} />
      {isMine && (
        <OpinionForm
          isBusy={answer.isBusy}
          refusal={answer.refusal}
          onOpinion={(opinion) => void answer.send({ path: { id: draft.id }, body: opinion }, etag)}
        />
      )}
      <Acts read={read} />
      <DraftContent content={draft.content} />
    </div>
  );
}

/** To go on with it, to ask somebody, to take it over from whoever left, to remove it. */
function Acts({ read: { data: draft, etag } }: { readonly read: Called<'getDraft'> }): ReactNode {
  const words = useWords(DRAFT_WORDS);
  const { person } = useSession();
  const may = useMay();
  const [open, setOpen] = useState<'hand-over' | 'remove'>();
  const [handOver, replace] = [useAct(handOverDraft), useAct(replaceDraft)];
  const remove = useAct(removeDraft, { ends: getDraft });
  const navigate = useNavigate();
  const isOwn = [draft.madeBy?.person, draft.savedBy?.person].includes(person?.id);
  const path = { id: draft.id };
  const takeOver = async (): Promise<void> => {
    // What is taken over is what was read; the content of a draft is any object, which the generated type does not say.
    const content = draft.content as unknown as BodyOf<'replaceDraft'>['content'];
    await replace.send({ path, body: { title: draft.title ?? draft.id, content } }, etag);
  };
  const removeIt = async (): Promise<void> => {
    if ((await remove.send({ path }, etag)) !== undefined) await leaveRemoved(draft.id, navigate);
  };
  return (
    <>
      <p className="acts">
        {may(submitOrder) && <Onwards draft={draft} />}
        {!isOwn && may(submitOrder) && (
          <Button loading={replace.isBusy} title={words.page.takeOverHelp} onClick={() => void takeOver()}>
            {words.page.takeOver}
          </Button>
        )}
        <Button onClick={() => setOpen('hand-over')}>
          {draft.review === null ? words.review.handOver : words.review[draft.review.opinion ? 'again' : 'other']}
        </Button>
        <Button danger onClick={() => setOpen('remove')}>
          {words.page.remove}
        </Button>
      </p>
      {[replace.refusal, remove.refusal].map((refusal) => refusal && <Refusal key={refusal.message} of={refusal} />)}
      {open === 'hand-over' && (
        <HandOverForm
          draft={draft.id}
          isBusy={handOver.isBusy}
          refusal={handOver.refusal}
          onHandOver={(body) => {
            void handOver.send({ path, body }, etag).then((done) => done && setOpen(undefined));
          }}
          onBack={() => setOpen(undefined)}
        />
      )}
      {open === 'remove' && (
        <p className="acts notice" data-kind="warning" role="alert">
          {words.page.removeSure}{' '}
          <Button autoFocus onClick={() => setOpen(undefined)}>
            {words.page.back}
          </Button>
          <Button danger loading={remove.isBusy} onClick={() => void removeIt()}>
            {words.page.removeYes}
          </Button>
        </p>
      )}
    </>
  );
}

/** Other windows that have it open are told. */
async function leaveRemoved(id: string, navigate: ReturnType<typeof useNavigate>): Promise<void> {
  tellDraftEnd(id, 'removed');
  await navigate({ to: '/drafts', search: { author: 'me' } });
}

/** To the form that the draft was typed in. */
function Onwards({ draft: { id, kind, orderId } }: { readonly draft: Called<'getDraft'>['data'] }): ReactNode {
  const words = useWords(DRAFT_WORDS).page;
  if (kind === 'order') {
    return (
      <Link to="/orders/new" search={{ draft: id }}>
        {words.open}
      </Link>
    );
  }
  if (orderId === null) return null;
  if (kind === 'amendment') {
    return (
      <Link to="/orders/$id/amend" params={{ id: orderId }} search={{ draft: id }}>
        {words.open}
      </Link>
    );
  }
  return (
    <>
      <Link to={kind === 'contract' ? '/orders/$id/contract' : '/orders/$id/accept'} params={{ id: orderId }}>
        {words.open}
      </Link>
      <Link to="/orders/$id" params={{ id: orderId }}>
        {words.toOrder}
      </Link>
    </>
  );
}
