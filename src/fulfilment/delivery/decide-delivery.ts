import type { AgencyFacts } from '../../agencies/index.ts';
import type { DecisionRecord, Judgement, RecordedDelivery, RecordedFacts } from '../../decisions/index.ts';
import {
  type AcceptedOrder,
  acceptedOrder,
  type DeliveredProofUses,
  type DeliveryStatement,
  type Gathered,
  type MachineNeeds,
  machineNeeds,
  statedMachines,
} from '../../facts/index.ts';
import { type Actor, type CivilDate, civilDate, dayOf } from '../../kernel/index.ts';
import {
  type AcceptedSums,
  addToBooks,
  type Batch,
  type Books,
  type Contribution,
  type DecidedOrder,
  deriveInputFor,
  gatherOrder,
  judgeOrder,
  type KnownOrder,
  recordFulfilment,
  removeFromBooks,
  type StandingRevision,
} from '../../orders/index.ts';
import type { RuleSet, Screening } from '../../rules/index.ts';
import { deliveredIn } from './delivery-progress.ts';

export interface DeliveryToJudge {
  readonly known: KnownOrder;
  readonly statement: DeliveryStatement;
  readonly sums: AcceptedSums;
  /** Serials that devices of the register have, those of the statement at least. */
  readonly registeredSerials: readonly string[];
  /** Absent where the law counts no papers. */
  readonly proofs?: DeliveredProofUses | undefined;
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
  const { known, statement, sums, registeredSerials, proofs } = delivery;
  const { order, standing, contribution, firstApprovedAt } = known;
  const agency = books.agencies.get(order.agencyCode);
  if (!standing || !agency || firstApprovedAt === null) {
    throw new Error(`nothing of the order ${order.id} is under contract, yet a delivery is judged`);
  }
  const acceptedOn = civilDate(statement.acceptedOn);
  const serials = new Set(statedMachines(statement).map(({ serial }) => serial));
  const knownSerials = registeredSerials.filter((serial) => serials.has(serial));
  const before = {
    acceptedOn,
    approvedOn: dayOf(firstApprovedAt),
    before: deliveredIn(sums),
    knownSerials,
    ...(proofs && { proofs }),
  };
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

/** Records the decision on a delivery. It moves no money, and its record tells of none. */
export function recordDelivery(
  batch: Batch,
  { judged, actor, recorded, given, state }: DeliveryToRecord,
): DecidedOrder {
  const { known, gathered, facts, judgement } = judged;
  const after = known.contribution && withGiven(known.contribution, given);
  return recordFulfilment(batch, {
    ...{ known, actor, stage: 'acceptance', state, gathered, facts, judgement, after },
    moves: [],
    told: after && { seats: after.seats, allocated: after.allocated, waivers: after.waivers },
    about: { delivery: recorded },
  });
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
