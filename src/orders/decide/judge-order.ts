import type { AgencyFacts } from '../../agencies/index.ts';
import { decide, type Judgement, NO_WAIVERS, type RecordedFacts, type WaiversAtHand } from '../../decisions/index.ts';
import {
  type AcceptedOrder,
  type DeriveInput,
  deriveFacts,
  type Gathered,
  instancesOfPayment,
  machinesJudged,
  type OrderSubmission,
  paymentFacts,
  placeOf,
  placesIn,
  withProductsRead,
} from '../../facts/index.ts';
import { categoryOf, software } from '../../goods/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import {
  type EvaluationInput,
  type Instance,
  policyFor,
  REFERENCE_EVALUATOR_VERSION,
  type RuleSet,
  type Screening,
  type Stage,
} from '../../rules/index.ts';
import type { DecideDeps } from '../batch/decide-deps.ts';
import { machinesOf } from './gather-order.ts';

/** Moves with every change of a derive function that changes a fact; named in each record. */
export const DERIVATION = 'gate-derivation/3';

/** What a record says it was decided by. */
export function evaluatorOf(
  { screenedBy: screen }: Pick<Judgement, 'screenedBy'>,
  { build }: Pick<DecideDeps, 'build'>,
) {
  return { screen, reference: REFERENCE_EVALUATOR_VERSION, derivation: DERIVATION, build };
}

export interface Question {
  readonly stage: Stage;
  readonly ruleSet: RuleSet;
  readonly body: OrderSubmission;
  /** Of the acceptance stage, where the body is that of a delivery. */
  readonly accepted?: AcceptedOrder | undefined;
  readonly agency: Pick<AgencyFacts, 'region' | 'level'>;
  readonly gathered: Gathered;
  readonly submittedOn: CivilDate;
  readonly decidedOn: CivilDate;
  /** The days whose law is read, where it is not that of the order's own days: back-tests try a law that is still to come. */
  readonly lawOn?: { readonly submittedOn: CivilDate; readonly decidedOn: CivilDate };
  readonly screening: Screening;
}

export interface Answer {
  readonly facts: RecordedFacts;
  readonly judgement: Judgement;
}

/** Pure: an order, what was gathered for it, and a rule set give facts, findings and an outcome; the same today and in ten years. */
export async function judgeOrder(question: Question): Promise<Answer> {
  const facts = factsFor(question);
  const { ruleSet, screening } = question;
  const input = evaluationInput(question, facts);
  const judgement = await decide(ruleSet.compiled, input, screening, waiversAtHand(question));
  return { facts, judgement };
}

/** The waivers that were gathered, and the machines they are counted by. */
export function waiversAtHand({ body, accepted, gathered }: Omit<JudgedOrder, 'ruleSet'>): WaiversAtHand {
  const { waivers = [] } = gathered;
  if (waivers.length === 0) return NO_WAIVERS;
  return { waivers, machines: accepted ? machinesJudged(accepted) : machinesOf(body) };
}

type JudgedOrder = Pick<Question, 'ruleSet' | 'body' | 'accepted' | 'gathered'>;

/** The second arrow of re-derivation: order + gathered → facts. */
export function factsFor(question: Omit<Question, 'screening' | 'stage'>): RecordedFacts {
  const { payment } = question.gathered;
  return payment ? paymentFacts(payment) : deriveFacts(deriveInputFor(question));
}

export function deriveInputFor(question: Omit<Question, 'screening' | 'stage'>): DeriveInput {
  const { ruleSet, body, accepted, gathered, submittedOn, decidedOn } = question;
  return withProductsRead({
    order: body,
    accepted,
    gathered,
    policy: policiesFor(question),
    decoding: ruleSet.decoding,
    needs: ruleSet.needs,
    submittedOn,
    decidedOn,
  });
}

type Days = Pick<Question, 'ruleSet' | 'agency' | 'submittedOn' | 'decidedOn' | 'lawOn'>;

function policiesFor(question: Days) {
  const { ruleSet, agency } = question;
  const { region, level } = agency;
  const days = question.lawOn ?? question;
  return {
    submitDate: policyFor(ruleSet, { region, level, on: days.submittedOn }),
    decisionDate: policyFor(ruleSet, { region, level, on: days.decidedOn }),
  };
}

/** What rules are evaluated over; needs of the body only how the order was acquired and what its lines and items are. */
export function evaluationInput(
  question: Days & Pick<Question, 'stage' | 'body' | 'accepted' | 'gathered'>,
  facts: RecordedFacts,
): EvaluationInput {
  const { stage, body, agency, submittedOn, decidedOn } = question;
  const policy = policiesFor(question);
  return {
    stage,
    submittedOn,
    decidedOn,
    region: agency.region,
    acquisition: body.acquisition ?? 'purchase',
    order: facts.order,
    instances: instancesIn(question, facts),
    policy: { submitDate: policy.submitDate.facts, decisionDate: policy.decisionDate.facts },
  };
}

function instancesIn(
  { body, accepted, gathered: { payment } }: Pick<Question, 'body' | 'accepted' | 'gathered'>,
  facts: RecordedFacts,
): readonly Instance[] {
  if (payment) return instancesOfPayment(payment, facts);
  return accepted ? instancesOfDelivery(accepted, facts) : instancesOf(body, facts);
}

/** Only what came is judged; what came before counts in the facts. Findings point into the statement. */
function instancesOfDelivery({ order, lines, items }: AcceptedOrder, facts: RecordedFacts): readonly Instance[] {
  const [wholeOrder, ...parts] = instancesOf(order, { ...facts, funding: [] });
  const judged = [
    ...lines.map((line) => line && { pointer: placeOf(line), places: placesIn(line) }),
    ...items.map((item) => item && { pointer: item.pointer }),
  ];
  const ofParts = parts.flatMap((part, index) => {
    const place = judged[index];
    return place ? [{ ...part, ...place }] : [];
  });
  return [...(wholeOrder ? [{ ...wholeOrder, places: { '/softwarePlan': '/items' } }] : []), ...ofParts];
}

function instancesOf(body: OrderSubmission, facts: RecordedFacts): readonly Instance[] {
  const lines = body.lines.map(
    (line, index): Instance => ({
      scope: 'line',
      pointer: `/lines/${index}`,
      facts: facts.lines[index] ?? {},
      goods: line.goods,
      category: categoryOf(line),
    }),
  );
  const items = (body.softwarePlan ?? []).map((item, index): Instance => {
    const pointer = `/softwarePlan/${index}`;
    return {
      scope: 'plan-item',
      pointer,
      facts: facts.planItems[index] ?? {},
      goods: software.name,
      category: item.category ?? null,
    };
  });
  const funding = facts.funding.map(
    (entry): Instance => ({
      scope: 'funding',
      pointer: entry.pointer,
      facts: entry.facts,
      goods: null,
      category: null,
    }),
  );
  return [{ scope: 'order', pointer: '', facts: {}, goods: null, category: null }, ...lines, ...items, ...funding];
}
