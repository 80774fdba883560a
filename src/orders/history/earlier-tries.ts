import type { AgencyFacts } from '../../agencies/index.ts';
import { type EarlierOrder, type Gathered, type OrderSubmission, wordsTakenOut } from '../../facts/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import type { KnownOrder } from '../batch/batch.ts';
import type { Books } from '../batch/books.ts';
import { deriveInputFor } from '../decide/judge-order.ts';
import { windowStart } from './purchase-history.ts';
import { retryDays, type Try } from './tries.ts';

export interface TriedOrder {
  /** Null for an order that is new. */
  readonly known: KnownOrder | null;
  readonly revision: number;
  readonly body: OrderSubmission;
  readonly agency: AgencyFacts;
  readonly ruleSet: RuleSet;
  readonly submittedOn: CivilDate;
}

/** What was gathered, with the words that an earlier try had and this order leaves out. */
export function withTakenOut(books: Books, tried: TriedOrder, gathered: Gathered): Gathered {
  const { known, agency, ruleSet, body, submittedOn } = tried;
  const days = retryDays(ruleSet, agency, books.on);
  if (days === undefined) return gathered;
  const orderId = known?.order.id ?? null;
  const others = (books.history.tries.get(agency.code) ?? []).filter(
    (each) => each.orderId !== orderId && each.submittedOn >= windowStart(books.on, days),
  );
  const earlier = [...ownTries(tried), ...others.map(toEarlier)];
  if (earlier.length === 0) return gathered;
  const input = deriveInputFor({ ruleSet, body, agency, gathered, submittedOn, decidedOn: books.on });
  const takenOut = wordsTakenOut(input, { orderId, earlier });
  return takenOut ? { ...gathered, takenOut } : gathered;
}

/** Revisions of the order itself, the latest first, since one of them was approved: what an approval has seen is settled. */
function ownTries({ known, revision }: TriedOrder): readonly EarlierOrder[] {
  if (!known) return [];
  const { order, revisions, firstApprovedAt } = known;
  const isStanding = order.state === 'approved' || order.state === 'contracted';
  const open = revisions.filter((each) =>
    isStanding
      ? each.revision > (order.standingRevision ?? 0)
      : firstApprovedAt === null || each.submittedAt > firstApprovedAt,
  );
  return open
    .filter((each) => each.revision < revision)
    .toReversed()
    .map(({ body }) => toEarlier({ orderId: order.id, body }));
}

function toEarlier({ orderId, body }: Pick<Try, 'orderId' | 'body'>): EarlierOrder {
  return { orderId, body: JSON.parse(body) as OrderSubmission };
}
