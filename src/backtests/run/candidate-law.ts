import type { Caps } from '../../facts/index.ts';
import { type CivilDate, canonicalJson } from '../../kernel/index.ts';
import type { EvaluationInput, Policy, RuleSet } from '../../rules/index.ts';
import type { Candidate } from '../backtest.ts';

/** Whose law, and of which days. */
export interface LawQuestion extends Days {
  readonly region: string;
  readonly level: string;
}

interface Days {
  readonly submittedOn: CivilDate;
  readonly decidedOn: CivilDate;
}

/** What a candidate has other than the set that judged an order, for an agency and its days. */
export interface CandidateLaw {
  readonly ownDays: Days;
  /** The days on which the candidate's law is read. */
  readonly days: Days;
  readonly recordedPolicy: EvaluationInput['policy'];
  readonly candidatePolicy: EvaluationInput['policy'];
  /** Whether facts derived under the recorded set are facts under the candidate. */
  readonly hasSameFacts: boolean;
  /** The candidate's caps where nothing else differs that facts are derived by; null otherwise. */
  readonly caps: Caps | null;
  /** Facts that hang on what was counted by another parameter when the order was judged: nobody can say them now. */
  readonly unknowable: ReadonlySet<string>;
}

const WINDOW_SUMS = [
  'history.sameItemWindowOrders',
  'history.sameItemWindowTotalFen',
  'history.siblingWindowOrders',
  'history.siblingWindowTotalFen',
];
const PURCHASE_SUMS = [
  ...WINDOW_SUMS,
  'history.sameItemOrders',
  'history.sameItemTotalFen',
  'history.splittingPercent',
];
const PRICE_SAMPLES = ['history.unitPriceP90Fen', 'history.unitPriceSample', 'line.priceAboveP90'];

/** What was gathered for an order, counted by a parameter over other orders: by the parameter, the facts that rest on it. */
export const COUNTED_BY: Readonly<Record<string, readonly string[]>> = {
  'policy.duplicate.windowDays': ['history.openTwinOrders', 'history.sameGoodsOrders', 'history.sameGoodsOrderCount'],
  'policy.replacement.once': ['line.replacedAlready', 'line.replacedPerhaps', 'line.replacedByOrders'],
  'policy.splitting.windowDays': WINDOW_SUMS,
  'policy.threshold.dispersed': WINDOW_SUMS,
  'policy.tender.equivalentMethods': PURCHASE_SUMS,
  'policy.priceSample.days': PRICE_SAMPLES,
  'policy.priceSample.percentile': PRICE_SAMPLES,
};

/** Agencies of a city ask the same question hundreds of times on a day; a fuller memory starts anew. */
const REMEMBERED_MAX = 4_096;

/** Compares the law of two sets once for each region, level and pair of days. */
export function openCandidateLaw({ ruleSet, asIfOn }: Candidate) {
  const remembered = new Map<string, CandidateLaw>();
  return (recorded: RuleSet, question: LawQuestion): CandidateLaw => {
    const { region, level, submittedOn, decidedOn } = question;
    const key = `${recorded.digest} ${region} ${level} ${submittedOn} ${decidedOn}`;
    const known = remembered.get(key);
    if (known) return known;
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    const law = lawOf(recorded, ruleSet, { question, asIfOn });
    remembered.set(key, law);
    return law;
  };
}

interface DatedQuestion extends Pick<Candidate, 'asIfOn'> {
  readonly question: LawQuestion;
}

function lawOf(recorded: RuleSet, candidate: RuleSet, { question, asIfOn }: DatedQuestion): CandidateLaw {
  const { region, level, submittedOn, decidedOn } = question;
  const ownDays = { submittedOn, decidedOn };
  const days = { submittedOn: laterDay(submittedOn, asIfOn), decidedOn: laterDay(decidedOn, asIfOn) };
  const policiesOf = ({ policyFor }: RuleSet, on: Days) => ({
    submitDate: policyFor({ region, level, on: on.submittedOn }),
    decisionDate: policyFor({ region, level, on: on.decidedOn }),
  });
  const [was, is] = [policiesOf(recorded, ownDays), policiesOf(candidate, days)];
  const changed = [
    ...changedParameters(was.submitDate, is.submitDate),
    ...changedParameters(was.decisionDate, is.decisionDate),
  ];
  const hasSameDecoding = isSame(recorded.decoding, candidate.decoding);
  const hasSameCatalogue = recorded.manifest.facts === candidate.manifest.facts;
  const hasSameNeeds = isSame(recorded.needs, candidate.needs);
  const hasSameGround = hasSameDecoding && hasSameCatalogue && hasSameNeeds;
  return {
    ...{ ownDays, days },
    recordedPolicy: { submitDate: was.submitDate.facts, decisionDate: was.decisionDate.facts },
    candidatePolicy: { submitDate: is.submitDate.facts, decisionDate: is.decisionDate.facts },
    hasSameFacts: changed.length === 0 && hasSameGround,
    caps: hasSameGround && changed.every(isCap) ? is.submitDate : null,
    // Purchases are summed under the names that the decoding gives to codes.
    unknowable: new Set([
      ...changed.flatMap((name) => COUNTED_BY[name] ?? []),
      ...(hasSameDecoding ? [] : PURCHASE_SUMS),
    ]),
  };
}

export function isCap(parameter: string): boolean {
  return parameter.startsWith('policy.cap.');
}

function changedParameters({ parameters: was }: Policy, { parameters: is }: Policy): readonly string[] {
  return [...new Set([...was.keys(), ...is.keys()])].filter((name) => !isSame(was.get(name), is.get(name)));
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  return canonicalJson(one) === canonicalJson(other);
}

function laterDay(one: CivilDate, other: CivilDate): CivilDate {
  return one < other ? other : one;
}
