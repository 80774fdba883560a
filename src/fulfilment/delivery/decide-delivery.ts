import type { AgencyFacts } from '../../agencies/index.ts';
import {
  type DecisionRecord,
  decisionLeaf,
  type Judgement,
  placeRecordedFacts,
  type ReadRecord,
  type RecordedDelivery,
  type RecordedFacts,
} from '../../decisions/index.ts';
import {
  type AcceptedOrder,
  acceptedOrder,
  type DeliveryStatement,
  type Gathered,
  type MachineNeeds,
  machineNeeds,
  statedMachines,
} from '../../facts/index.ts';
import { type Actor, type CivilDate, canonicalJson, civilDate, dayOf, digestOf } from '../../kernel/index.ts';
import {
  type AcceptedSums,
  addToBooks,
  type Batch,
  type Books,
  type Contribution,
  type DecidedOrder,
  deriveInputFor,
  evaluatorOf,
  gatherOrder,
  judgeOrder,
  type KnownOrder,
  keepOrder,
  removeFromBooks,
  reportDisagreements,
  type StandingRevision,
  seatsTaken,
  toUses,
} from '../../orders/index.ts';
import { compactResults, type RuleSet, type Screening, summarize } from '../../rules/index.ts';
import { deliveredIn } from './delivery-progress.ts';

export interface DeliveryToJudge {
  readonly known: KnownOrder;
  readonly statement: DeliveryStatement;
  readonly sums: AcceptedSums;
  /** Serials that devices of the register have, those of the statement at least. */
  readonly registeredSerials: readonly string[];
}

export interface JudgementBasis {
  readonly books: Books;
  readonly ruleSet: RuleSet;
  readonly on: CivilDate;
  readonly screening: Screening;
}

export interface JudgedDelivery extends DeliveryToJudge {
  readonly standing: StandingRevision;
  readonly agency: AgencyFacts;
  readonly accepted: AcceptedOrder;
  readonly gathered: Gathered;
  readonly facts: RecordedFacts;
  readonly judgement: Judgement;
  /** What the machines of the contracted order are given seats of. */
  readonly needs: readonly MachineNeeds[];
}

/** Judges what came of an order under contract, as if the order's own money and seats were not set aside. Changes nothing. */
export async function judgeDelivery(judging: JudgementBasis, delivery: DeliveryToJudge): Promise<JudgedDelivery> {
  const { books, ruleSet, on, screening } = judging;
  const { known, statement, sums, registeredSerials } = delivery;
  const { order, standing, contribution, firstApprovedAt } = known;
  const agency = books.agencies.get(order.agencyCode);
  if (!standing || !agency || firstApprovedAt === null) {
    throw new Error(`nothing of the order ${order.id} is under contract, yet a delivery is judged`);
  }
  const acceptedOn = civilDate(statement.acceptedOn);
  const serials = new Set(statedMachines(statement).map(({ serial }) => serial));
  const knownSerials = registeredSerials.filter((serial) => serials.has(serial));
  const before = { acceptedOn, approvedOn: dayOf(firstApprovedAt), before: deliveredIn(sums), knownSerials };
  const accepted = acceptedOrder(standing.body, statement, before);
  const own = { orderId: order.id, agencyCode: order.agencyCode, contribution };
  removeFromBooks(books, own);
  const standsOn = new Set(contribution?.waivers.keys());
  const gathering = { order: accepted.order, orderId: order.id, revision: order.standingRevision, standsOn, agency };
  const days = { submittedOn: dayOf(standing.submittedAt), decidedOn: on };
  const gathered = { ...gatherOrder(books, { ...gathering, ruleSet, ...days }), delivery: before };
  addToBooks(books, own);
  const question = { ruleSet, body: accepted.order, accepted, agency, gathered, ...days };
  const { facts, judgement } = await judgeOrder({ ...question, stage: 'acceptance', screening });
  const ordered = { ruleSet, body: standing.body, agency, gathered, ...days };
  const needs = machineNeeds(deriveInputFor(ordered));
  return { ...delivery, standing, agency, accepted, gathered, facts, judgement, needs };
}

export interface DeliveryToRecord {
  readonly judged: JudgedDelivery;
  readonly actor: Actor;
  readonly recorded: RecordedDelivery;
  /** Seats by entitlement that the order's machines are given out of what it holds. */
  readonly given: ReadonlyMap<string, number>;
  readonly state: NonNullable<DecisionRecord['state']>;
}

/** Records the decision on a delivery. No revision is decided: the order only changes its state, and what it holds. */
export function recordDelivery(batch: Batch, toRecord: DeliveryToRecord): DecidedOrder {
  const { entry, ruleSet, books, writes } = batch;
  const { judged, actor, given, state } = toRecord;
  const { known } = judged;
  const before = known.contribution;
  const after = before && withGiven(before, given);
  const own = { orderId: known.order.id, agencyCode: known.order.agencyCode };
  removeFromBooks(books, { ...own, contribution: before });
  addToBooks(books, { ...own, contribution: after });
  const draft = recordOf(batch, { ...toRecord, after });
  const { logIndex, hash } = entry.append(decisionLeaf(draft, actor));
  reportDisagreements(batch, { orderId: known.order.id, judgement: judged.judgement }, draft);
  writes.decisions.push({
    ...{ id: draft.decision, orderId: draft.order, revision: draft.revision, stage: draft.stage },
    ...{ outcome: draft.outcome, decidedAt: entry.at, expiresAt: null, previousDecision: draft.previousDecision },
    ...{ ruleSet: ruleSet.number, logIndex },
  });
  const order: KnownOrder = { ...known, contribution: after, order: { ...known.order, state, logIndex } };
  keepOrder(batch, order);
  const record: ReadRecord = { ...draft, decidedAt: entry.at, logIndex, leafHash: hash };
  return { kind: 'decided', order, record, ruleSet, isRecalled: false };
}

/** What machines are given is held no more. */
function withGiven(before: Contribution, given: ReadonlyMap<string, number>): Contribution {
  const seats = new Map(before.seats);
  const allocated = new Map(before.allocated);
  for (const [id, count] of given) {
    seats.set(id, (seats.get(id) ?? 0) - count);
    allocated.set(id, (allocated.get(id) ?? 0) + count);
  }
  return { ...before, seats, allocated };
}

function recordOf(
  { deps, ruleSet }: Batch,
  { judged, recorded, state, after }: DeliveryToRecord & { readonly after: Contribution | null },
): DecisionRecord {
  const { known, standing, agency, gathered, facts, judgement } = judged;
  const { order } = known;
  return {
    decision: deps.newId('dec'),
    order: order.id,
    agency: agency.code,
    stage: 'acceptance',
    revision: order.standingRevision ?? order.latestRevision,
    previousDecision: order.decisionId,
    isClassified: order.isClassified,
    outcome: judgement.outcome,
    submittedAt: standing.submittedAt,
    expiresAt: null,
    state,
    ruleSet: { number: ruleSet.number, digest: ruleSet.digest },
    evaluator: evaluatorOf(judgement, deps),
    detail: {
      orderDigest: digestOf(canonicalJson(standing.body)),
      gathered,
      facts: placeRecordedFacts(facts, ruleSet.catalogue),
      acquisition: standing.body.acquisition ?? 'purchase',
      results: compactResults(ruleSet.compiled, judgement.results),
      counts: summarize(judgement.results),
      findings: judgement.findings,
      indeterminate: judgement.indeterminate,
      moves: [],
      budget: [],
      holds: seatsTaken(after),
      undertakings: [],
      openOwners: judgement.openOwners,
      waivers: toUses(after),
      delivery: recorded,
    },
  };
}
