import type { CheckedLine } from '../../budget/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Judgement } from '../../decisions/index.ts';
import {
  type DeriveInput,
  type Gathered,
  type OrderSubmission,
  type SeatNeed,
  type SoftwareRead,
  seatNeeds,
  softwareReadIn,
} from '../../facts/index.ts';
import {
  type Actor,
  type CivilDate,
  type Clock,
  dayOf,
  type Instant,
  laterOf,
  Refusal,
  text,
} from '../../kernel/index.ts';
import { readHead } from '../../log/index.ts';
import { getRuleSetInForce, type RuleSet, type Screening } from '../../rules/index.ts';
import { isReached, refusalOfAct, refusalOfIdentity } from '../batch/act-refusals.ts';
import type { KnownOrder } from '../batch/batch.ts';
import { newBatchCache } from '../batch/batch-cache.ts';
import { type Books, dropUndertakings, removeFromBooks } from '../batch/books.ts';
import { distinctOrders, heldBy, listLapsed, loadKnownOrders, underContract } from '../batch/load-batch.ts';
import { loadBooks } from '../batch/load-books.ts';
import { sumAccepted } from '../contract/accepted-sums-repository.ts';
import { supplementTo } from '../contract/decide-contract.ts';
import { refusalOfSupplement } from '../contract/supplement-refusals.ts';
import { type TriedOrder, withTakenOut } from '../history/earlier-tries.ts';
import { alikeReference, foldedKey, type Order, orderKey, orderNotFound } from '../order.ts';
import { findOrder, listOrdersAlike, listOrdersByKey } from '../orders-repository.ts';
import type { Contribution } from './contribution.ts';
import { checkedLines } from './crossed-thresholds.ts';
import { gatherOrder } from './gather-order.ts';
import { refusalOfHiddenReference } from './hidden-characters.ts';
import { type JudgedCheck, judgeCheck } from './judge-check.ts';
import { deriveInputFor } from './judge-order.ts';
import { goesOnStanding } from './order-after-decision.ts';
import { contributionOf, mayHoldUnits } from './revision-contribution.ts';
import { type SeatOffer, seatOffers } from './seat-offers.ts';
import { withEarlierTexts } from './typed-masks.ts';
import { openedUndertakings } from './undertakings.ts';
import { refusalOfAgency, validateSubmission } from './validate-submission.ts';

export interface CheckDeps {
  readonly clock: Clock;
  readonly screening: () => Screening;
}

export interface Check extends JudgedCheck {
  readonly ruleSet: RuleSet;
  readonly books: Books;
  /** What it would reserve and hold; null when it would hold nothing. */
  readonly contribution: Contribution | null;
  /** Spare seats that it could use instead of buying. */
  readonly offers: readonly SeatOffer[];
  /** What its machines need of each kind of software, and what its plan covers. */
  readonly needs: readonly SeatNeed[];
  /** Names of software that were taken for something else than is typed. */
  readonly read: readonly SoftwareRead[];
  readonly undertakings: ReturnType<typeof openedUndertakings>;
  /** What each line that it names would say, also to an order that would be refused. */
  readonly lines: readonly CheckedLine[];
  readonly asOf: { readonly logIndex: number | null; readonly at: Instant };
}

/**
 * The decision an order would have, against one snapshot: nothing is stored and no lock is taken, so a check is no promise.
 * Clearances that have lapsed count as lapsed, though nobody swept them. With the id of an order it is judged as
 * that order's amendment, its own money and seats added back; what could not amend it is refused as the amendment would be.
 * Without one, a reference that is an order already is refused: beside itself it would look like a second purchase.
 */
export async function checkOrder(
  tx: Tx,
  deps: CheckDeps,
  { actor, body: sent, amends }: { actor: Actor; body: OrderSubmission; amends: string | null },
): Promise<Check> {
  const head = await readHead(tx);
  const at = laterOf(deps.clock(), head.at);
  const on = dayOf(at);
  const ruleSet = await getRuleSetInForce(tx, at);
  const amended = await loadAmended(tx, amends);
  const gone = await loadKnownOrders(
    tx,
    distinctOrders([...amended, ...(await listLapsed(tx, at, [sent.agencyCode]))]),
    on,
  );
  const amending = gone.get(amends ?? '');
  const body = amending ? withEarlierTexts(amending.body, sent) : sent;
  const books = await loadBooks(tx, {
    orders: [body, ...[...gone.values()].map((order) => order.body)],
    earlier: [],
    held: heldBy([...gone.values()]),
    orderIds: [],
    underContract: underContract([...gone.values()]),
    cache: newBatchCache(),
    ruleSet,
    at,
    on,
  });
  const refusal = refusalOfName({ books, actor, amending }, body) ?? validateSubmission({ books }, actor, body);
  const agency = books.agencies.get(body.agencyCode);
  if (refusal || !agency) throw refusal ?? orderNotFound();
  const hindered = amending ? await refusalBelowDone(tx, amending, body) : await refusalOfUsed(tx, body);
  if (hindered) throw hindered;
  for (const { order, contribution } of gone.values()) {
    removeFromBooks(books, { orderId: order.id, agencyCode: order.agencyCode, contribution });
    dropUndertakings(books, ({ orderId }) => orderId === order.id);
  }
  const gathered = gatheredFor(books, { amending: amending ?? null, body, agency, ruleSet, on });
  const days = { submittedOn: on, decidedOn: on };
  const question = { ruleSet, body, agency, gathered, ...days, screening: deps.screening() };
  const { stage, judgement } = await judgeCheck(question, amending);
  const holdsUnits = wouldHoldUnits(judgement, amending);
  return {
    ...{ ruleSet, stage, judgement },
    books,
    contribution: holdsUnits
      ? contributionOf({ books, ruleSet, agency, body, revision: 1, submittedOn: on, holdsUnits, waivers: new Map() })
      : null,
    ...toldOf(books, deriveInputFor(question)),
    undertakings: undertakingsAfter(amending, { body, judgement }),
    lines: checkedLines(books, body),
    asOf: { logIndex: head.frontier.size === 0 ? null : head.frontier.size - 1, at },
  };
}

interface CheckedOrder extends Pick<TriedOrder, 'body' | 'agency' | 'ruleSet'> {
  /** The order that it would amend; null for a new one. */
  readonly amending: KnownOrder | null;
  readonly on: CivilDate;
}

function gatheredFor(books: Books, { amending, on, ...judged }: CheckedOrder): Gathered {
  const gathered = gatherOrder(books, {
    ...{
      order: judged.body,
      orderId: amending?.order.id ?? null,
      revision: null,
      spent: amending?.contribution?.spent,
    },
    isSupplement: amending?.order.state === 'contracted',
    agency: judged.agency,
    ruleSet: judged.ruleSet,
    submittedOn: on,
  });
  const revision = (amending?.order.latestRevision ?? 0) + 1;
  return withTakenOut(books, { ...judged, known: amending, revision, submittedOn: on }, gathered);
}

function refusalOfName(
  { books, actor, amending }: { books: Books; actor: Actor; amending: KnownOrder | undefined },
  body: OrderSubmission,
): Refusal | undefined {
  if (amending) return refusalOfAmendment({ books, actor, amending }, body);
  return refusalOfAgency({ books }, actor, body) ?? refusalOfHiddenReference(body);
}

function toldOf(books: Books, input: DeriveInput): Pick<Check, 'offers' | 'needs' | 'read'> {
  return { offers: seatOffers(books, input), needs: seatNeeds(input), read: softwareReadIn(input) };
}

/** What is not approved leaves a revision that stands as it is, and holds nothing beside it. */
function wouldHoldUnits(judgement: Judgement, amending: KnownOrder | undefined): boolean {
  if (judgement.outcome !== 'referred') return judgement.outcome === 'approved';
  const keeps = amending !== undefined && goesOnStanding(amending, judgement.outcome);
  return !keeps && mayHoldUnits(judgement);
}

/** A supplement undertakes what it adds; every other order all that is still to come. */
function undertakingsAfter(
  amending: KnownOrder | undefined,
  { body, judgement }: { readonly body: OrderSubmission } & Pick<JudgedCheck, 'judgement'>,
): Check['undertakings'] {
  const contract = amending?.order.state === 'contracted' ? supplementTo(amending) : undefined;
  const known = amending ?? null;
  const decided = { known, body, judgement, next: { keeps: false }, ...(contract && { contract }) };
  return openedUndertakings(decided, (prefix) => prefix);
}

async function refusalBelowDone(tx: Tx, known: KnownOrder, body: OrderSubmission): Promise<Refusal | undefined> {
  if (known.order.state !== 'contracted') return undefined;
  return refusalOfSupplement({ ...known, accepted: await sumAccepted(tx, known.order.id) }, body);
}

async function refusalOfUsed(tx: Tx, { agencyCode, reference }: OrderSubmission): Promise<Refusal | undefined> {
  const [existing] = await listOrdersByKey(tx, [orderKey(agencyCode, reference)]);
  if (!existing) {
    const folded = foldedKey(agencyCode, reference);
    const alike = (await listOrdersAlike(tx, [folded])).get(folded);
    return alike && alikeReference(alike);
  }
  const { id } = existing;
  const says = text(
    `本单位已用此编号提交订单 ${id}。试算对它的变更请指明该订单：/v1/checks?order=${id}，命令行用 --order ${id}。`,
    `The agency has submitted this reference as order ${id}. To check a change of it, name it: /v1/checks?order=${id}, at a terminal --order ${id}.`,
  );
  return new Refusal('unprocessable', 'order.reference_used', says, [{ pointer: '/reference', message: '' }]);
}

/** As the amendment would be refused, in the same order of reasons. */
function refusalOfAmendment(
  { books, actor, amending }: { books: Books; actor: Actor; amending: KnownOrder },
  body: OrderSubmission,
): Refusal | undefined {
  if (!isReached({ books }, actor, amending)) return orderNotFound();
  return refusalOfAct('amend', amending) ?? refusalOfIdentity(amending, body);
}

async function loadAmended(tx: Tx, id: string | null): Promise<readonly Order[]> {
  if (id === null) return [];
  const order = await findOrder(tx, id);
  if (!order) throw orderNotFound();
  return [order];
}
