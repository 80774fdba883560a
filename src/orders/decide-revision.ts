import type { AgencyFacts } from '../agencies/index.ts';
import {
  type DecisionRecord,
  decisionLeaf,
  type Judgement,
  type ReadRecord,
  type RecordedFacts,
  type RecordedUndertaking,
} from '../decisions/index.ts';
import { type Actor, dayOf, digestOf, fen, type Instant, parseYuan, plusDays, ZERO_FEN } from '../kernel/index.ts';
import type { Move } from '../ledger/index.ts';
import { compactResults, EVALUATOR, REFERENCE_EVALUATOR, summarize } from '../rules/index.ts';
import type { ActResult } from './act.ts';
import { type Batch, endUndertakings, type KnownOrder, keepOrder } from './batch.ts';
import { addToBooks, addUndertaking, removeFromBooks } from './books.ts';
import { type Contribution, movesBetween } from './contribution.ts';
import { addFiling } from './expire-order.ts';
import { gatherOrder } from './gather-order.ts';
import type { Gathered } from './gathered.ts';
import { DERIVATION, judgeOrder } from './judge-order.ts';
import { noteRevision } from './note-revision.ts';
import type { Order, OrderState } from './order.ts';
import { contributionOf, mayHoldUnits } from './stand.ts';
import type { OrderSubmission } from './submission.ts';
import { undertakingsOf } from './undertakings.ts';

export interface RevisionToDecide {
  readonly known: KnownOrder | null;
  readonly actor: Actor;
  readonly body: OrderSubmission;
  /** The canonical JSON of the body: what is kept, and what its digest is taken over. */
  readonly canonicalBody: string;
  /** False when the latest revision is decided again. */
  readonly isNewRevision: boolean;
}

/**
 * Decides one revision with the order's own earlier money, seats and history taken out of the books, and records the
 * difference. A rejected or referred amendment of an approved order changes nothing: the approved revision stands.
 */
export async function decideRevision(batch: Batch, toDecide: RevisionToDecide): Promise<ActResult> {
  const { books, entry, ruleSet, deps } = batch;
  const { known, body, isNewRevision } = toDecide;
  const agency = books.agencies.get(body.agencyCode);
  if (!agency) throw new Error('an order of an unknown agency has passed its checks');
  const orderId = known?.order.id ?? deps.newId('ord');
  const before = known?.contribution ?? null;
  const submittedAt = known && !isNewRevision ? known.submittedAt : entry.at;
  const revision = (known?.order.latestRevision ?? 0) + (isNewRevision ? 1 : 0);

  removeFromBooks(books, { orderId, agencyCode: body.agencyCode, contribution: before });
  const gathered = gatherOrder(books, { order: body, orderId, agency, decoding: ruleSet.decoding });
  const days = { submittedOn: dayOf(submittedAt), decidedOn: entry.on };
  const { facts, judgement } = await judgeOrder({
    ruleSet,
    body,
    agency,
    gathered,
    ...days,
    screening: deps.screening(),
  });
  const next = nextStanding(batch, { known, judgement, revision, isNewRevision });
  const after = next.keeps
    ? before
    : judgement.outcome === 'rejected'
      ? null
      : contributionOf({
          books,
          ruleSet,
          agency,
          body,
          revision,
          submittedOn: days.submittedOn,
          holdsUnits: judgement.outcome === 'approved' || mayHoldUnits(judgement),
        });
  addToBooks(books, { orderId, agencyCode: body.agencyCode, contribution: after });

  const moves = movesBetween({ orderId, before, after, releaseCause: 'release' });
  const decided: Decided = {
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
    after,
    moves,
  };
  return record(batch, decided);
}

interface Decided extends RevisionToDecide {
  readonly orderId: string;
  readonly revision: number;
  readonly submittedAt: Instant;
  readonly agency: AgencyFacts;
  readonly gathered: Gathered;
  readonly facts: RecordedFacts;
  readonly judgement: Judgement;
  readonly next: Next;
  readonly before: Contribution | null;
  readonly after: Contribution | null;
  readonly moves: readonly Move[];
}

interface Next {
  /** An approved revision goes on standing in spite of this decision. */
  readonly keeps: boolean;
  readonly state: OrderState;
  readonly standingRevision: number | null;
  readonly expiresAt: Instant | null;
}

type Standing = Pick<Decided, 'known' | 'judgement' | 'revision' | 'isNewRevision'>;

function nextStanding({ entry, deps }: Batch, { known, judgement, revision, isNewRevision }: Standing): Next {
  const { outcome } = judgement;
  if (outcome === 'approved') {
    return {
      keeps: false,
      state: 'approved',
      standingRevision: revision,
      expiresAt: plusDays(entry.at, deps.clearanceDays),
    };
  }
  if (known?.order.state === 'approved') {
    const { standingRevision, expiresAt } = known.order;
    return { keeps: true, state: 'approved', standingRevision, expiresAt };
  }
  if (outcome === 'rejected') return { keeps: false, state: 'rejected', standingRevision: null, expiresAt: null };
  // Deciding a referral again must not prolong what it holds.
  const isStillReferred = known?.order.state === 'referred' && !isNewRevision;
  const expiresAt = isStillReferred ? known.order.expiresAt : plusDays(entry.at, deps.referralDays);
  return { keeps: false, state: 'referred', standingRevision: revision, expiresAt };
}

function record(batch: Batch, decided: Decided): ActResult {
  const { entry, writes, ruleSet } = batch;
  const { actor, known, body, orderId, revision, next, moves, before, after } = decided;
  const draft = recordOf(batch, decided);
  const { logIndex, hash } = entry.append(decisionLeaf(draft, actor));
  const readRecord: ReadRecord = { ...draft, decidedAt: entry.at, logIndex, leafHash: hash };
  reportDisagreements(batch, decided, draft);
  writes.moves.push({ logIndex, keyId: actor.keyId, moves });
  writes.decisions.push({
    id: draft.decision,
    orderId,
    revision,
    stage: 'submission',
    outcome: draft.outcome,
    decidedAt: entry.at,
    expiresAt: draft.expiresAt,
    previousDecision: draft.previousDecision,
    ruleSet: ruleSet.number,
    logIndex,
  });
  if (!next.keeps) {
    if (before?.filing) addFiling(batch, before.filing.number, -before.filing.amountFen);
    if (after?.filing) addFiling(batch, after.filing.number, after.filing.amountFen);
    if (known) endUndertakings(batch, orderId, logIndex);
    for (const undertaking of draft.detail.undertakings) {
      const opened = { ...undertaking, orderId, agencyCode: body.agencyCode, revision, logIndex };
      writes.undertakings.push(opened);
      addUndertaking(batch.books, opened);
    }
  }
  noteRevision(batch, { ...decided, bodyDigest: draft.detail.orderDigest });
  const order = orderAfter(decided, draft, { entryAt: entry.at, logIndex });
  const first = known ?? { firstDigest: draft.detail.orderDigest, firstRecord: readRecord };
  keepOrder(batch, {
    order,
    body,
    submittedAt: decided.submittedAt,
    contribution: after,
    firstDigest: first.firstDigest,
    firstRecord: first.firstRecord,
  });
  return { kind: 'decided', order: { order, body }, record: readRecord, ruleSet, isRecalled: false };
}

/** The order was referred, because a rule nobody agrees on is indeterminate; the log and the operator must know why. */
function reportDisagreements(
  { entry, deps }: Batch,
  { orderId, judgement }: Decided,
  { isClassified }: DecisionRecord,
): void {
  const { disagreements } = judgement;
  if (disagreements.length === 0) return;
  const body = { build: deps.build, order: orderId, ...(!isClassified && { disagreements }) };
  entry.append({ type: 'evaluator.disagreed', subject: `evaluator/${orderId}`, by: null, body });
  deps.onDisagreement(disagreements);
}

function recordOf(batch: Batch, decided: Decided): DecisionRecord {
  const { deps, ruleSet } = batch;
  const { known, body, orderId, revision, agency, next, judgement, submittedAt } = decided;
  return {
    decision: deps.newId('dec'),
    order: orderId,
    agency: agency.code,
    stage: 'submission',
    revision,
    previousDecision: known?.order.decisionId ?? null,
    isClassified: body.classified === true || agency.isClassified,
    outcome: judgement.outcome,
    submittedAt,
    expiresAt: next.keeps ? null : next.expiresAt,
    ruleSet: { number: ruleSet.number, digest: ruleSet.digest },
    evaluator: { screen: EVALUATOR, reference: REFERENCE_EVALUATOR, derivation: DERIVATION, build: deps.build },
    detail: detailOf(batch, decided),
  };
}

function detailOf(batch: Batch, decided: Decided): DecisionRecord['detail'] {
  const { ruleSet, deps } = batch;
  const { body, canonicalBody, gathered, facts, judgement, moves, next, after } = decided;
  const standing = next.keeps ? null : after;
  return {
    orderDigest: digestOf(canonicalBody),
    gathered,
    facts,
    acquisition: body.acquisition ?? 'purchase',
    results: compactResults(ruleSet.compiled, judgement.results),
    counts: summarize(judgement.results),
    findings: judgement.findings,
    indeterminate: judgement.indeterminate,
    moves,
    budget: [...(standing?.budget ?? [])].map(([budgetLine, amountFen]) => ({
      budgetLine,
      amountFen,
      availableAfterFen: batch.books.budgetLines.get(budgetLine)?.availableFen ?? ZERO_FEN,
    })),
    holds: [...(standing?.seats ?? [])].map(([entitlementId, seats]) => ({ entitlementId, seats })),
    undertakings: judgement.outcome === 'approved' ? undertakingsOf(body, deps.newId) : ([] as RecordedUndertaking[]),
  };
}

function orderAfter(
  decided: Decided,
  draft: DecisionRecord,
  { entryAt, logIndex }: { entryAt: Instant; logIndex: number },
): Order {
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
    isClassified: draft.isClassified,
    supplier: body.supplier?.creditCode ?? null,
    submittedAt,
    decidedAt: entryAt,
    expiresAt: next.expiresAt,
    decisionId: draft.decision,
    logIndex,
  };
}
