import { lookUpAnswer, rememberAnswer } from '../../access/index.ts';
import { readRecord } from '../../decisions/index.ts';
import { type Actor, canonicalJson, digestOf, Refusal, reaches, text } from '../../kernel/index.ts';
import { loadRuleSet } from '../../rules/index.ts';
import type { ActResult, OrderAct } from '../act.ts';
import { cancelRedemption } from '../certificates/cancel-redemption.ts';
import { redeemCertificate } from '../certificates/redeem-certificate.ts';
import { openContract } from '../contract/contract-stage.ts';
import { decideContractAgain, decideSupplement } from '../contract/decide-contract.ts';
import { decideRevision } from '../decide/decide-revision.ts';
import { refusalOfHiddenReference } from '../decide/hidden-characters.ts';
import { withEarlierTexts } from '../decide/typed-masks.ts';
import { refusalOfAgency, validateSubmission } from '../decide/validate-submission.ts';
import { alikeReference, foldedKey, orderKey, orderNotFound, staleRefusal } from '../order.ts';
import { turnDown } from '../review/turn-down.ts';
import { validateOwnership } from '../review/validate-ownership.ts';
import { isReached, isWithin, refusalOfAct, refusalOfIdentity } from './act-refusals.ts';
import type { Batch, KnownOrder } from './batch.ts';
import { endOrder, expireOrder, expireWithYear } from './expire-order.ts';
import { refusalOfAuthor } from './second-person.ts';

/** Does one act on what the batch has in memory. A refusal is this act's result and touches nothing. */
export async function performAct(batch: Batch, act: OrderAct): Promise<ActResult> {
  switch (act.kind) {
    case 'submit':
      return submit(batch, act);
    case 'amend':
      return once(batch, act, () => amend(batch, act));
    case 'decide-again':
      return once(batch, act, () => decideAgain(batch, act));
    case 'decide-reviewed':
      return decideReviewed(batch, act);
    case 'withdraw':
      return once(batch, act, () => withdraw(batch, act));
    case 'turn-down':
      return once(batch, act, () => turnDownReferred(batch, act));
    case 'fulfil':
      return once(batch, act, () => fulfil(batch, act));
    case 'cancel-redemption':
      return once(batch, act, () => cancel(batch, act));
    case 'redeem':
      return redeem(batch, act);
    case 'expire':
      return expire(batch, act);
  }
}

type ActOf<Kind extends OrderAct['kind']> = Extract<OrderAct, { readonly kind: Kind }>;

async function submit(batch: Batch, act: ActOf<'submit'>): Promise<ActResult> {
  const { actor, body } = act;
  const unreached = refusalOfAgency(batch, actor, body);
  if (unreached) return refused(unreached);
  const existing = batch.orders.get(batch.idByKey.get(orderKey(body.agencyCode, body.reference)) ?? '');
  const canonicalBody = canonicalJson(body);
  // Before its assets are looked at: what it named may have gone to another agency since it was decided.
  if (existing) return recall(batch, existing, digestOf(canonicalBody));
  const alike = batch.alike.get(foldedKey(body.agencyCode, body.reference));
  const ofReference = refusalOfHiddenReference(body) ?? (alike && alikeReference(alike));
  const refusal = ofReference ?? validateSubmission(batch, actor, body);
  if (refusal) return refused(refusal);
  return decideRevision(batch, { known: null, actor, body, canonicalBody, isNewRevision: true });
}

/** The same body gets the first decision again and the order as it stands; another body must go the way of amendments. */
async function recall({ entry }: Batch, existing: KnownOrder, digest: string): Promise<ActResult> {
  const { order, firstDigest, firstRecord } = existing;
  if (digest === firstDigest && firstRecord) {
    const ruleSet = await loadRuleSet(entry.tx, firstRecord.ruleSet);
    return { kind: 'decided', order: existing, record: firstRecord, ruleSet, isRecalled: true };
  }
  return refused(
    new Refusal(
      'unprocessable',
      'order.reference_used',
      text(
        `本单位已用此编号提交过订单。如需修改，请使用 /v1/orders/${order.id}/amendments。`,
        `The agency has used this reference for another order. To change that one use /v1/orders/${order.id}/amendments.`,
      ),
      [{ pointer: '/reference', message: '' }],
    ),
  );
}

type ActOnOrder = ActOf<'amend' | 'decide-again' | 'withdraw' | 'turn-down' | 'fulfil' | 'cancel-redemption'>;

/** What an `Idempotency-Key` was first answered with: the order, and the decision if it made one. */
interface RememberedResult {
  readonly orderId: string;
  readonly logIndex: number | null;
  /** The leaf of an act that changed it without deciding, where the answer needs it. */
  readonly changedBy?: number;
}

/** Does an act whose request may be repeated: the same key again gets the first answer, with the order as it stands. */
async function once(batch: Batch, act: ActOnOrder, perform: () => ActResult | Promise<ActResult>): Promise<ActResult> {
  const { tx, at } = batch.entry;
  const answered = await lookUpAnswer<RememberedResult>(tx, act.asking);
  if (answered instanceof Refusal) return refused(answered);
  const known = answered && batch.orders.get(answered.body.orderId);
  if (answered && known) {
    // The key is the person's: another role or a narrower reach of the same person must not read by it.
    // What it has ended by its own act is nothing to a platform any more, but the answer to that act is.
    const isOwn =
      act.kind === 'cancel-redemption' ? isWithin(batch, act.actor, known) : isReached(batch, act.actor, known);
    if (!isOwn) return refused(orderNotFound());
    const { logIndex, changedBy } = answered.body;
    if (logIndex === null) return { kind: 'changed', order: known, ...(changedBy && { logIndex: changedBy }) };
    const record = batch.recorded.get(logIndex) ?? (await readRecord(tx, logIndex));
    const ruleSet = await loadRuleSet(tx, record.ruleSet);
    return { kind: 'decided', order: known, record, ruleSet, isRecalled: true };
  }
  const result = await perform();
  if (result.kind === 'refused') return result;
  const logIndex = result.kind === 'decided' ? result.record.logIndex : null;
  if (result.kind === 'decided') batch.recorded.set(result.record.logIndex, result.record);
  const changedBy = result.kind === 'changed' ? result.logIndex : undefined;
  const body: RememberedResult = { orderId: act.orderId, logIndex, ...(changedBy && { changedBy }) };
  await rememberAnswer(tx, act.asking, { answer: { status: 200, body }, at });
  return result;
}

async function amend(batch: Batch, act: ActOf<'amend'>): Promise<ActResult> {
  const known = findForAct(batch, act);
  if (known instanceof Refusal) return refused(known);
  const { actor } = act;
  const body = withEarlierTexts(known.body, act.body);
  const refusal = refusalOfIdentity(known, body) ?? validateSubmission(batch, actor, body);
  if (refusal) return refused(refusal);
  if (known.order.state === 'contracted') return decideSupplement(batch, { known, actor, body, isNewRevision: true });
  return decideRevision(batch, { known, actor, body, canonicalBody: canonicalJson(body), isNewRevision: true });
}

async function decideAgain(batch: Batch, act: ActOf<'decide-again'>): Promise<ActResult> {
  const known = findForAct(batch, act);
  if (known instanceof Refusal) return refused(known);
  const refusal = await validateOwnership(batch, act.actor, known);
  return refusal ? refused(refusal) : decideLatest(batch, known, act.actor);
}

/** Who may have it decided was asked when the review was granted. */
async function decideReviewed(batch: Batch, { orderId, actor }: ActOf<'decide-reviewed'>): Promise<ActResult> {
  const known = batch.orders.get(orderId);
  if (!known) return refused(orderNotFound());
  const refusal = refusalOfAct('decide-again', known);
  return refusal ? refused(refusal) : decideLatest(batch, known, actor);
}

/** Judges the latest revision once more: a contract and a supplement at their own stage. */
async function decideLatest(batch: Batch, known: KnownOrder, actor: Actor): Promise<ActResult> {
  const { body } = known;
  const contract = openContract(known);
  if (contract) return decideContractAgain(batch, { known, actor, contract });
  if (known.order.state === 'contracted') return decideSupplement(batch, { known, actor, body, isNewRevision: false });
  return decideRevision(batch, {
    known,
    actor,
    body,
    canonicalBody: canonicalJson(body),
    isNewRevision: false,
  });
}

function withdraw(batch: Batch, act: ActOf<'withdraw'>): ActResult {
  const known = findForAct(batch, act);
  if (known instanceof Refusal) return refused(known);
  const ended = endOrder(batch, known, {
    state: 'withdrawn',
    type: 'order.withdrawn',
    cause: 'withdrawal',
    by: act.actor,
    sealed: { '/reason': act.reason },
  });
  return { kind: 'changed', order: ended };
}

async function turnDownReferred(batch: Batch, act: ActOf<'turn-down'>): Promise<ActResult> {
  const known = findForAct(batch, act);
  if (known instanceof Refusal) return refused(known);
  const refusal = await validateOwnership(batch, act.actor, known);
  return refusal ? refused(refusal) : { kind: 'changed', order: turnDown(batch, known, act) };
}

async function fulfil(batch: Batch, act: ActOf<'fulfil'>): Promise<ActResult> {
  const known = findForAct(batch, act);
  if (known instanceof Refusal) return refused(known);
  const { books, ruleSet, entry } = batch;
  const refusal = refusalOfAuthor({ books, ruleSet, on: entry.on }, act, known);
  return refusal ? refused(refusal) : act.perform(batch, known);
}

/** The grant is asked first: to a platform of another region the order is none. What it has become is told to its holder. */
function redeem(batch: Batch, act: ActOf<'redeem'>): ActResult {
  const known = batch.orders.get(act.orderId);
  const agency = known && batch.books.agencies.get(known.order.agencyCode);
  if (!known || !agency || !reaches(act.actor.grant, agency)) return refused(orderNotFound());
  return redeemCertificate(batch, known, act);
}

function cancel(batch: Batch, act: ActOf<'cancel-redemption'>): ActResult {
  const known = findForAct(batch, act);
  return known instanceof Refusal ? refused(known) : cancelRedemption(batch, known, act);
}

function expire(batch: Batch, { orderId, closedYear }: ActOf<'expire'>): ActResult {
  if (closedYear === undefined) expireOrder(batch, orderId);
  else expireWithYear(batch, orderId, closedYear);
  const known = batch.orders.get(orderId);
  return known ? { kind: 'changed', order: known } : refused(orderNotFound());
}

/** The order, or why it cannot be acted on: another agency's looks like none, and a stale `If-Match` must read it again. */
function findForAct(batch: Batch, act: ActOnOrder): KnownOrder | Refusal {
  const known = batch.orders.get(act.orderId);
  if (!known || !isReached(batch, act.actor, known)) return orderNotFound();
  if (known.order.logIndex !== act.ifMatch) return staleRefusal();
  return refusalOfAct(act.kind === 'fulfil' ? act.step : act.kind, known) ?? known;
}

function refused(refusal: Refusal): ActResult {
  return { kind: 'refused', refusal };
}
