import type { AgencyFacts } from '../../agencies/index.ts';
import type { ReadRecord, WaiverUse } from '../../decisions/index.ts';
import type { Gathered, OrderSubmission } from '../../facts/index.ts';
import { type Actor, type CivilDate, dayOf, fen, type Instant, parseYuan } from '../../kernel/index.ts';
import type { Move } from '../../ledger/index.ts';
import type { Stage } from '../../rules/index.ts';
import type { ActResult } from '../act.ts';
import { type Batch, endItems, endUndertakings, type KnownOrder, keepOrder } from '../batch/batch.ts';
import { addUndertaking, removeFromBooks } from '../batch/books.ts';
import { addFiling } from '../batch/expire-order.ts';
import { authorsOf } from '../batch/second-person.ts';
import { openRedemption } from '../certificates/redemption.ts';
import { contractsAfter, gatheredContract, recordedContract, type UnderContract } from '../contract/contract-stage.ts';
import { withTakenOut } from '../history/earlier-tries.ts';
import { TEXT_RULES } from '../history/tries.ts';
import type { Order } from '../order.ts';
import { noteFindings, openFindingsOf } from '../review/note-findings.ts';
import { noteReview, toUses, waiversOf } from '../review/note-review.ts';
import { type Contribution, movesBetween } from './contribution.ts';
import { gatherOrder } from './gather-order.ts';
import { type Answer, judgeOrder } from './judge-order.ts';
import { noteRevision } from './note-revision.ts';
import { type OrderAfterDecision, orderAfterDecision } from './order-after-decision.ts';
import { type DecisionToRecord, recordDecision } from './record-decision.ts';
import { contributionOf, mayHoldUnits } from './revision-contribution.ts';
import { givenUpItems, openedUndertakings } from './undertakings.ts';

export interface RevisionToDecide {
  readonly known: KnownOrder | null;
  readonly actor: Actor;
  readonly body: OrderSubmission;
  /** The canonical JSON of the body: what is kept, and what its digest is taken over. */
  readonly canonicalBody: string;
  /** False when the latest revision is decided again. */
  readonly isNewRevision: boolean;
  /** Of the contract stage: what is judged beside the body. */
  readonly contract?: UnderContract;
  /** Of a revision that takes the day of an earlier one, as a contract has that of the approved revision. */
  readonly submittedAt?: Instant;
  /** An earlier revision that it repeats, so that its reviews hold. */
  readonly repeats?: number | null;
  /** What a decision of the same act took of waivers before this one. */
  readonly uses?: readonly WaiverUse[];
}

/**
 * Decides one revision with the order's own earlier money, seats and history taken out of the books, and records the
 * difference. A rejected or referred amendment of an approved order changes nothing: the approved revision stands.
 */
export async function decideRevision(batch: Batch, toDecide: RevisionToDecide): Promise<ActResult> {
  const { books, entry, ruleSet, deps } = batch;
  const { known, body, isNewRevision, contract, repeats } = toDecide;
  const agency = books.agencies.get(body.agencyCode);
  if (!agency) throw new Error('an order of an unknown agency has passed its checks');
  const orderId = known?.order.id ?? deps.newId('ord');
  const before = known?.contribution ?? null;
  const submittedAt = toDecide.submittedAt ?? (known && !isNewRevision ? known.submittedAt : entry.at);
  const revision = (known?.order.latestRevision ?? 0) + (isNewRevision ? 1 : 0);

  removeFromBooks(books, { orderId, agencyCode: body.agencyCode, contribution: before });
  const ofBooks = gatherOrder(books, {
    order: body,
    orderId,
    revision,
    repeats,
    agency,
    ruleSet,
    submittedOn: dayOf(submittedAt),
    isSupplement: known?.order.state === 'contracted',
    spent: before?.spent,
    bought: contract && known && openRedemption(known) ? before?.budget : undefined,
  });
  const submittedOn = dayOf(submittedAt);
  const own = withTakenOut(books, { known, revision, body, agency, ruleSet, submittedOn }, ofBooks);
  const gathered = contract ? underContract(own, contract) : own;
  const stage = stageOf(toDecide);
  const { facts, judgement } = await judgeOrder({
    stage,
    ruleSet,
    body,
    agency,
    gathered,
    submittedOn,
    decidedOn: entry.on,
    screening: deps.screening(),
  });
  const next = orderAfterDecision(batch, { known, judgement, revision, isNewRevision, stage });
  const judged: JudgedRevision = {
    ...toDecide,
    orderId,
    revision,
    submittedAt,
    agency,
    gathered,
    facts,
    judgement,
    next,
    before,
  };
  const after = takenAfter(batch, judged);
  const moves = movesBetween({ orderId, before, after, releaseCause: 'release' });
  return record(batch, { ...judged, after, moves });
}

/** At the contract the numbers of contracts are compared, and no filing's again. */
function underContract({ alikeNumbers: _filings, ...own }: Gathered, contract: UnderContract): Gathered {
  const { alikeNumbers } = contract;
  return { ...own, ...(alikeNumbers.length > 0 && { alikeNumbers }), contract: gatheredContract(contract) };
}

/** What the order takes from now on: what stood, what this revision takes, or nothing. */
function takenAfter({ books, ruleSet }: Batch, judged: JudgedRevision): Contribution | null {
  const { next, before, judgement, body, contract, uses = [] } = judged;
  if (next.keeps) return before;
  if (judgement.outcome === 'rejected') return null;
  return contributionOf({
    books,
    ruleSet,
    agency: judged.agency,
    body,
    revision: judged.revision,
    submittedOn: dayOf(judged.submittedAt),
    holdsUnits: judgement.outcome === 'approved' || mayHoldUnits(judgement),
    bucket: contract ? 'encumbered' : 'reserved',
    spent: before?.spent,
    keptSeats: contract?.kind === 'contract' ? before?.seats : undefined,
    allocated: before?.allocated,
    waivers: waiversOf({ body, judgement, earlier: contract ? [...toUses(before), ...uses] : [] }),
  });
}

function stageOf({ contract }: Pick<RevisionToDecide, 'contract'>): Extract<Stage, 'submission' | 'contract'> {
  return contract ? 'contract' : 'submission';
}

interface JudgedRevision extends RevisionToDecide, Answer {
  readonly orderId: string;
  readonly revision: number;
  readonly submittedAt: Instant;
  readonly agency: AgencyFacts;
  readonly gathered: Gathered;
  readonly next: OrderAfterDecision;
  readonly before: Contribution | null;
}

interface DecidedRevision extends JudgedRevision {
  readonly after: Contribution | null;
  readonly moves: readonly Move[];
}

function record(batch: Batch, decided: DecidedRevision): ActResult {
  const { entry, writes, ruleSet } = batch;
  const { revision, next, contract } = decided;
  const readRecord = recordDecision(batch, {
    ...decided,
    head: headOf(decided),
    told: next.keeps ? null : decided.after,
    undertakings: (newId) => openedUndertakings(decided, newId),
    about: contract && { contract: recordedContract(contract) },
  });
  const { logIndex } = readRecord;
  if (!next.keeps) replaceStanding(batch, decided, readRecord);
  noteRevision(batch, decided, readRecord.detail.orderDigest);
  noteReview(batch, decided, logIndex);
  noteFindings(batch, decided, logIndex);
  noteTry(batch, decided);
  const order = orderAfter(decided, readRecord);
  const standing = knownAfter(decided, { order, record: readRecord, on: entry.on });
  if (contract?.kind === 'contract' && decided.isNewRevision) {
    writes.contracts.push(...standing.contracts.filter((each) => each.revision === revision));
  }
  keepOrder(batch, standing);
  return { kind: 'decided', order: standing, record: readRecord, ruleSet, isRecalled: false };
}

/** A later order of the batch is held against it too. */
function noteTry(
  { books }: Batch,
  { judgement, agency, orderId, revision, canonicalBody, submittedAt }: DecidedRevision,
) {
  const isTry = openFindingsOf(judgement).some(
    ({ rule, effect }) => effect === 'refer' && TEXT_RULES.some((each) => each === rule),
  );
  if (!isTry) return;
  const { tries } = books.history;
  const tried = { orderId, revision, body: canonicalBody, submittedOn: dayOf(submittedAt) };
  tries.set(agency.code, [tried, ...(tries.get(agency.code) ?? [])]);
}

/** What stood uses its filed plan no more, nor waits for its licences; what stands now does. */
function replaceStanding(batch: Batch, decided: DecidedRevision, { logIndex, detail }: ReadRecord): void {
  const { known, orderId, body, revision, before, after } = decided;
  if (before?.filing) addFiling(batch, before.filing.number, -before.filing.amountFen);
  if (after?.filing) addFiling(batch, after.filing.number, after.filing.amountFen);
  // A contract is for the same seats, so what was undertaken goes on.
  if (known && !decided.contract) endUndertakings(batch, orderId, logIndex);
  endItems(batch, { orderId, items: givenUpItems(decided), logIndex });
  for (const undertaking of detail.undertakings) {
    const opened = { ...undertaking, orderId, agencyCode: body.agencyCode, revision, logIndex };
    batch.writes.undertakings.push(opened);
    addUndertaking(batch.books, opened);
  }
}

/** The order as later acts of the batch find it. */
function knownAfter(
  decided: DecidedRevision,
  { order, record, on }: { readonly order: Order; readonly record: ReadRecord; readonly on: CivilDate },
): KnownOrder {
  const { known, body, orderId, revision, submittedAt, judgement, next, after, contract } = decided;
  const isApproved = judgement.outcome === 'approved';
  return {
    order,
    body,
    submittedAt,
    contribution: after,
    standing: next.keeps
      ? (known?.standing ?? null)
      : after && { revision, totalFen: order.totalFen, decisionId: order.decisionId, body, submittedAt },
    redemptions: known?.redemptions ?? [],
    on,
    contracts: contractsAfter(known?.contracts ?? [], { orderId, revision, isApproved, under: contract }),
    firstApprovedAt: known?.firstApprovedAt ?? (isApproved ? record.decidedAt : null),
    revisions: revisionsAfter(decided),
    authors: authorsAfter(decided),
    firstDigest: known?.firstDigest ?? record.detail.orderDigest,
    firstRecord: known ? known.firstRecord : record,
  };
}

function revisionsAfter({ known, isNewRevision, revision, canonicalBody, submittedAt }: DecidedRevision) {
  const before = known?.revisions ?? [];
  return isNewRevision ? [...before, { revision, body: canonicalBody, submittedAt }] : before;
}

/** Whoever only has it decided again makes nothing of it theirs. */
function authorsAfter({ known, actor, isNewRevision }: DecidedRevision): KnownOrder['authors'] {
  const before = known?.authors ?? [];
  return new Set([...before, ...(isNewRevision ? authorsOf([actor]) : [])]);
}

function headOf(decided: DecidedRevision): DecisionToRecord['head'] {
  const { known, body, orderId, revision, agency, next, submittedAt } = decided;
  return {
    order: orderId,
    agency: agency.code,
    stage: stageOf(decided),
    revision,
    previousDecision: known?.order.decisionId ?? null,
    // A later revision must not open what was sealed before it, whose moves and texts its own record goes on from.
    isClassified: body.classified === true || agency.isClassified || known?.order.isClassified === true,
    submittedAt,
    expiresAt: next.keeps ? null : next.expiresAt,
  };
}

function orderAfter(decided: DecidedRevision, record: ReadRecord): Order {
  const { body, orderId, revision, next, judgement, submittedAt } = decided;
  return {
    id: orderId,
    agencyCode: body.agencyCode,
    reference: body.reference,
    fiscalYear: body.fiscalYear,
    state: next.state,
    outcome: judgement.outcome,
    standingRevision: next.standingRevision,
    latestRevision: revision,
    totalFen: body.total ? fen(parseYuan(body.total)) : null,
    isClassified: record.isClassified,
    supplier: body.supplier?.creditCode ?? null,
    supplierName: body.supplier?.name ?? null,
    submittedAt,
    decidedAt: record.decidedAt,
    expiresAt: next.expiresAt,
    decisionId: record.decision,
    logIndex: record.logIndex,
  };
}
