import {
  type DecisionDetail,
  type DecisionRecord,
  type Disagreement,
  decisionLeaf,
  placeRecordedFacts,
  type ReadRecord,
  type RecordedUndertaking,
} from '../../decisions/index.ts';
import type { Gathered, OrderSubmission } from '../../facts/index.ts';
import { type Actor, digestOf, type NewId, ZERO_FEN } from '../../kernel/index.ts';
import type { Move } from '../../ledger/index.ts';
import { compactResults, summarize } from '../../rules/index.ts';
import type { Batch } from '../batch/batch.ts';
import { addToBooks } from '../batch/books.ts';
import { toUses } from '../review/note-review.ts';
import { type Contribution, seatsTaken } from './contribution.ts';
import { crossedOn } from './crossed-thresholds.ts';
import { type Answer, evaluatorOf } from './judge-order.ts';

/** A decision that was made of an order, at any stage, with what its record says besides. */
export interface DecisionToRecord extends Answer {
  readonly actor: Actor;
  readonly head: Omit<DecisionRecord, 'decision' | 'outcome' | 'ruleSet' | 'evaluator' | 'detail'>;
  readonly body: OrderSubmission;
  /** The canonical JSON of the body: the record has its digest. */
  readonly canonicalBody: string;
  readonly gathered: Gathered;
  readonly moves: readonly Move[];
  /** What the order takes from now on; what it took before is out of the books already. */
  readonly after: Contribution | null;
  /** What the record tells of what stands: null where the decision left alone what stood. */
  readonly told: ToldContribution | null;
  /** What the decision opens; their ids are made after that of the decision. */
  readonly undertakings?: (newId: NewId) => readonly RecordedUndertaking[];
  /** The contract, delivery or payment that was decided on. */
  readonly about?: Pick<DecisionDetail, 'contract' | 'delivery' | 'payment'>;
}

/** What a record tells of a contribution; a stage leaves out what it cannot change. */
export type ToldContribution = Partial<Pick<Contribution, 'budget' | 'seats' | 'allocated' | 'waivers'>>;

/**
 * The only recorder of decisions. Puts what the order takes into the books, appends the leaf, with a second one where the
 * evaluators disagreed, and notes the row and the moves that the batch will write. What else a stage changes is its own.
 */
export function recordDecision(batch: Batch, decided: DecisionToRecord): ReadRecord {
  const { books, entry, ruleSet, writes } = batch;
  const { actor, head, after, moves, judgement } = decided;
  addToBooks(books, { orderId: head.order, agencyCode: head.agency, contribution: after });
  const record = recordOf(batch, decided);
  const { logIndex, hash } = entry.append(decisionLeaf(record, actor));
  reportDisagreements(batch, record, judgement.disagreements);
  writes.moves.push({ logIndex, keyId: actor.keyId, moves });
  writes.decisions.push({
    id: record.decision,
    orderId: record.order,
    revision: record.revision,
    stage: record.stage,
    outcome: record.outcome,
    decidedAt: entry.at,
    expiresAt: record.expiresAt,
    previousDecision: record.previousDecision,
    ruleSet: ruleSet.number,
    logIndex,
  });
  return { ...record, decidedAt: entry.at, logIndex, leafHash: hash };
}

function recordOf(batch: Batch, decided: DecisionToRecord): DecisionRecord {
  const { deps, ruleSet } = batch;
  const { head, judgement } = decided;
  return {
    decision: deps.newId('dec'),
    ...head,
    outcome: judgement.outcome,
    ruleSet: { number: ruleSet.number, digest: ruleSet.digest },
    evaluator: evaluatorOf(judgement, deps),
    detail: detailOf(batch, decided),
  };
}

function detailOf(batch: Batch, decided: DecisionToRecord): DecisionDetail {
  const { ruleSet, deps } = batch;
  const { body, canonicalBody, gathered, facts, judgement, moves, told, undertakings, about } = decided;
  return {
    orderDigest: digestOf(canonicalBody),
    gathered,
    facts: placeRecordedFacts(facts, ruleSet.catalogue),
    acquisition: body.acquisition ?? 'purchase',
    results: compactResults(ruleSet.compiled, judgement.results),
    counts: summarize(judgement.results),
    findings: judgement.findings,
    indeterminate: judgement.indeterminate,
    moves,
    budget: budgetAfter(batch, decided),
    holds: seatsTaken(told),
    undertakings: undertakings?.(deps.newId) ?? [],
    openOwners: judgement.openOwners,
    waivers: toUses(told),
    ...about,
  };
}

/** What the order has on each of its lines, and what the line has left in the books. */
function budgetAfter({ books }: Batch, { told, moves }: DecisionToRecord): DecisionDetail['budget'] {
  return [...(told?.budget ?? [])].map(([budgetLine, amountFen]) => {
    const line = books.budgetLines.get(budgetLine);
    return { budgetLine, amountFen, availableAfterFen: line?.availableFen ?? ZERO_FEN, ...crossedOn(line, moves) };
  });
}

/** The order was referred, because a rule nobody agrees on is indeterminate; the log and the operator must know why. */
function reportDisagreements(
  { entry, deps }: Batch,
  { order, isClassified }: DecisionRecord,
  disagreements: readonly Disagreement[],
): void {
  if (disagreements.length === 0) return;
  const body = { build: deps.build, order, ...(!isClassified && { disagreements }) };
  entry.append({ type: 'evaluator.disagreed', subject: `evaluator/${order}`, by: null, body });
  deps.onDisagreement(disagreements);
}
