import { type Actor, type Instant, Refusal, text } from '../kernel/index.ts';

/** An agency can keep so many, and so can a bureau about an agency; whoever wants more removes some. */
export const DRAFTS_MAX = 1_000;

/** What nobody has saved for so long is removed. */
export const KEPT_DAYS = 90;

export type DraftKind = 'order' | 'amendment' | 'contract' | 'acceptance' | 'waiver';

/** At whose desk a draft is kept: at that of its agency, or at that of a bureau, whose people alone see it. */
export type Desk = 'agency' | 'finance' | 'legalization-office';

export function deskOf({ role }: Actor): Desk {
  return role === 'finance' || role === 'legalization-office' ? role : 'agency';
}

/** A bureau puts nothing else to the gate about an order that is typed for long. */
export function isKeptAt(desk: Desk, kind: DraftKind): boolean {
  return desk === 'agency' || kind === 'waiver';
}

export type Opinion = 'agreed' | 'returned';

/** Who did something to a draft; the person is null for a key that is nobody's. */
export interface DraftAuthor {
  readonly key: string;
  readonly person: string | null;
}

/** Handed to a colleague, or to any approver of the agency, with what was said to it. It gives no right in the gate. */
export interface DraftReview {
  /** Null for any approver. */
  readonly person: string | null;
  readonly handedAt: Instant;
  readonly remark: string;
  readonly opinion: {
    readonly says: Opinion;
    readonly remark: string;
    readonly person: string | null;
    readonly at: Instant;
  } | null;
}

/** What somebody types before it is put to the gate: any JSON, which nothing that decides reads. */
export interface Draft {
  readonly id: string;
  readonly agencyCode: string;
  readonly desk: Desk;
  readonly kind: DraftKind;
  readonly orderId: string | null;
  readonly title: string;
  /** JSON as text. */
  readonly content: string;
  readonly isClassified: boolean;
  readonly version: number;
  readonly maker: DraftAuthor;
  readonly createdAt: Instant;
  readonly saver: DraftAuthor;
  readonly savedAt: Instant;
  readonly review: DraftReview | null;
}

/** What is classified is seen by its maker, by whoever it was handed to, and by the approvers of the agency. */
export function isSeenBy({ personId, role }: Actor, draft: Draft): boolean {
  if (!draft.isClassified || role === 'agency-approver') return true;
  return personId !== null && [draft.maker.person, draft.saver.person, draft.review?.person].includes(personId);
}

/** For whose opinion drafts wait that wait for this caller's. */
export function askedOf({ personId, role }: Actor): { readonly person: string; readonly isApprover: boolean } {
  return { person: personId ?? '', isApprover: role === 'agency-approver' };
}

/** Whether a draft waits for the opinion of somebody. */
export function isAskedOf({ personId, role }: Actor, { review }: Draft): boolean {
  if (!review || review.opinion) return false;
  return review.person === null ? role === 'agency-approver' : review.person === personId;
}

/**
 * After it was saved again: what was agreed to is not what stands there now, what was returned is being mended. A question
 * goes on waiting: whoever answers it states which content he has read.
 */
export function reviewAfterSaving({ review }: Draft): DraftReview | null {
  return review?.opinion?.says === 'agreed' ? null : review;
}

export function draftNotFound(): Refusal {
  return new Refusal('not_found', 'draft.not_found', text('没有这份草稿。', 'There is no such draft.'));
}

export function notKeptHere(): Refusal {
  const says = text('主管部门只保存豁免的草稿。', 'A bureau keeps drafts of waivers only.');
  return new Refusal('unprocessable', 'draft.kind', says, [{ pointer: '/kind', message: '' }]);
}

export function tooManyDrafts(): Refusal {
  const says = text(
    `本单位已有 ${DRAFTS_MAX} 份草稿，请先删除不再需要的草稿。`,
    `The agency has ${DRAFTS_MAX} drafts. Remove some that nobody needs first.`,
  );
  return new Refusal('conflict', 'draft.too_many', says);
}

export function maskedDraft(): Refusal {
  const says = text(
    '涉密草稿只能由起草人、受理人或本单位审批人查看和处理。',
    'A classified draft is for its maker, whoever it was handed to, and the approvers of the agency.',
  );
  return new Refusal('forbidden', 'draft.masked', says);
}

export function notAsked(): Refusal {
  const says = text('该草稿未送您审阅。', 'The draft does not wait for your opinion.');
  return new Refusal('conflict', 'draft.not_asked', says);
}

export function unknownReviewer(): Refusal {
  const says = text(
    '受理人须为本单位在用的采购经办人或审批人。',
    'Only an active officer or approver of the agency can be asked.',
  );
  return new Refusal('unprocessable', 'draft.reviewer', says, [{ pointer: '/person', message: '' }]);
}
