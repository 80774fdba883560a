import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import type { Session } from '../../client/session.ts';
import { writeInstant } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { DRAFT_WORDS } from './draft-words.ts';
import './drafts.css';

export type DraftReview = Schemas['DraftReview'];

/** Whether a draft waits for the opinion of who is signed in, as the gate asks it. */
export function waitsFor({ person, role }: Pick<Session, 'person' | 'role'>, review: DraftReview | null): boolean {
  if (review === null || review.opinion !== null) return false;
  return review.to === null ? role === 'agency-approver' : review.to.person === person?.id;
}

/** Who was asked about a draft and what was said, in the order in which it came about. */
export function ReviewStatus({
  review,
  isMine,
}: {
  readonly review: DraftReview;
  readonly isMine: boolean;
}): ReactNode {
  const words = useWords(DRAFT_WORDS);
  const { to, remark, handedAt, opinion, opinionRemark, opinionBy, opinionAt } = review;
  const asked = to === null ? words.review.anyApprover : (to.name ?? words.page.somebody);
  const by = opinionBy?.name ?? words.page.somebody;
  const kind = opinion === 'agreed' ? 'done' : 'warning';
  return (
    <div className="notice" data-kind={kind} role="status">
      <p>
        <strong>
          {opinion === null
            ? isMine
              ? words.review.asked(writeInstant(handedAt))
              : words.review.waiting(asked, writeInstant(handedAt))
            : words.review[opinion](by, opinionAt === null ? '' : writeInstant(opinionAt))}
        </strong>
      </p>
      <p className="told-text">{remark}</p>
      {opinionRemark !== null && opinionRemark !== '' && (
        <p className="told-text">
          <strong>{opinionRemark}</strong>
        </p>
      )}
    </div>
  );
}
