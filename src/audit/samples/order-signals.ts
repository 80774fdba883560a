import type { ReadRecord, RecordedFacts } from '../../decisions/index.ts';
import { civilDate, dayOf, daysBetween, type Fen } from '../../kernel/index.ts';
import { type Facts, type FactValue, type Policy, pickFacts, policyFor, type RuleSet } from '../../rules/index.ts';

/**
 * What about an order may be worth a look. `gate verify` sees it again by what stands here: whoever changes anything of it
 * empties `order_signals`, `rule_statistics`, `audited_orders` and their cursor by a migration, and the job fills them anew.
 */
export const SIGNAL_KINDS = [
  ...(['near-cap', 'near-open-tender', 'near-stop', 'split', 'exemption'] as const),
  ...(['rejected', 'amended', 'referred', 'waived', 'indeterminate', 'late-acceptance'] as const),
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

export interface Signal {
  readonly kind: SignalKind;
  /** Lines, findings, percent or days, as the kind has it. */
  readonly quantity: number;
}

/** How close below a limit is near. */
const NEAR_PERCENT = 5;

/** A decision with what its record is read by. */
export interface DecisionToCount {
  readonly record: RecordToCount;
  readonly ruleSet: RuleSet;
  /** When the order that was delivered expected it. */
  readonly expectedOn: string | null;
}

export type RecordToCount = Omit<ReadRecord, 'leafHash'>;

/** What a decision's record shows of it, by the rules and the policy of its own day. */
export function signalsOf({ record, ruleSet, expectedOn }: DecisionToCount): readonly Signal[] {
  const isOfRevision = record.stage === 'submission' || record.stage === 'contract';
  const signals: readonly Signal[] = [
    ...(isOfRevision ? signalsOfRevision(record, ruleSet) : []),
    { kind: 'rejected', quantity: record.outcome === 'rejected' ? 1 : 0 },
    { kind: 'referred', quantity: record.outcome === 'referred' ? 1 : 0 },
    { kind: 'waived', quantity: record.detail.findings.filter(({ waiver }) => waiver !== null).length },
    { kind: 'indeterminate', quantity: record.detail.indeterminate.length },
    { kind: 'late-acceptance', quantity: daysLate(record, expectedOn) },
  ];
  return signals.filter(({ quantity }) => quantity > 0);
}

function signalsOfRevision(record: RecordToCount, ruleSet: RuleSet): readonly Signal[] {
  const facts = seenFacts(record, ruleSet);
  const policy = policyOf(record, facts, ruleSet);
  return [
    { kind: 'near-cap', quantity: countNearCap(facts, policy) },
    { kind: 'near-open-tender', quantity: isNearOpenTender(facts.order, policy) ? 1 : 0 },
    { kind: 'near-stop', quantity: record.detail.budget.filter(isNearStop).length },
    { kind: 'split', quantity: splitPercent(facts.lines, policy) },
    { kind: 'exemption', quantity: isExempted(facts.order) ? 1 : 0 },
    { kind: 'amended', quantity: record.stage === 'submission' ? record.revision - 1 : 0 },
  ];
}

/** Of some two hundred facts, those that signals are read off. */
const SEEN = {
  order: [
    ...(['agency.region', 'agency.level', 'order.isTenderEquivalent'] as const),
    ...(['order.computedTotalFen', 'exemption.state'] as const),
  ],
  line: [
    ...(['line.unitPriceFen', 'line.capFen', 'history.splittingPercent', 'history.sameItemOrders'] as const),
    ...(['history.sameItemWindowOrders', 'history.sameItemWindowTotalFen'] as const),
    ...(['history.siblingWindowOrders', 'history.siblingWindowTotalFen'] as const),
  ],
  'plan-item': ['item.category', 'item.firstYearPriceFen'],
} as const;

type SeenFacts = Pick<RecordedFacts, 'order' | 'lines' | 'planItems'>;

function seenFacts({ detail: { facts } }: RecordToCount, { catalogue }: RuleSet): SeenFacts {
  return {
    order: pickFacts(facts.order, catalogue, 'order', SEEN.order),
    lines: facts.lines.map((line) => pickFacts(line, catalogue, 'line', SEEN.line)),
    planItems: facts.planItems.map((item) => pickFacts(item, catalogue, 'plan-item', SEEN['plan-item'])),
  };
}

function policyOf(record: RecordToCount, { order }: SeenFacts, ruleSet: RuleSet): Policy {
  const [region, level] = [order['agency.region'], order['agency.level']].map((value) => String(value ?? ''));
  return policyFor(ruleSet, { region: region ?? '', level: level ?? '', on: dayOf(record.submittedAt) });
}

function countNearCap({ lines, planItems }: SeenFacts, policy: Policy): number {
  const priced = [
    ...lines.map((line) => [line['line.unitPriceFen'], line['line.capFen']] as const),
    ...planItems.map((item) => [item['item.firstYearPriceFen'], capOfItem(item, policy)] as const),
  ];
  return priced.filter(([price, cap]) => isNear(price, cap)).length;
}

function capOfItem(item: Facts, policy: Policy): Fen | null | undefined {
  switch (item['item.category']) {
    case 'office':
      return policy.fen('policy.cap.office');
    case 'antivirus-client':
      return policy.fen('policy.cap.antivirusClient');
    case 'antivirus-server':
      return policy.fen('policy.cap.antivirusServer');
    default:
      return null;
  }
}

/** At the limit or below it by no more than five per cent; beyond it, a rule has fired. */
function isNear(value: FactValue | undefined, limit: FactValue | undefined): boolean {
  if (typeof value !== 'number' || typeof limit !== 'number' || limit <= 0) return false;
  return value <= limit && value * 100 >= limit * (100 - NEAR_PERCENT);
}

function isNearOpenTender(order: Facts, policy: Policy): boolean {
  const threshold = policy.fen('policy.threshold.openTender') ?? null;
  return order['order.isTenderEquivalent'] === false && isNear(order['order.computedTotalFen'], threshold);
}

/** A line that had money is left with next to none, which is where it stops. */
function isNearStop({ amountFen, availableAfterFen }: ReadRecord['detail']['budget'][number]): boolean {
  const before = availableAfterFen + amountFen;
  return amountFen > 0 && availableAfterFen >= 0 && availableAfterFen * 100 <= before * NEAR_PERCENT;
}

/** How far the purchases of an item have come to the open-tender threshold, where they look like parts of one. */
function splitPercent(lines: readonly Facts[], policy: Policy): number {
  const refer = policy.integer('policy.splitting.referPercent') ?? Number.POSITIVE_INFINITY;
  const dispersed = policy.fen('policy.threshold.dispersed') ?? Number.POSITIVE_INFINITY;
  const percents = lines.flatMap((line) => {
    const number = (name: string): number => Number(line[name] ?? 0);
    const percent = number('history.splittingPercent');
    const isMany = (kind: string): boolean =>
      number(`history.${kind}Orders`) >= 2 && number(`history.${kind}TotalFen`) > dispersed;
    const isSplit = number('history.sameItemOrders') >= 2 && percent >= refer;
    return isSplit || isMany('sameItemWindow') || isMany('siblingWindow') ? [Math.max(1, percent)] : [];
  });
  return Math.max(0, ...percents);
}

function isExempted(order: Facts): boolean {
  const state = order['exemption.state'] ?? 'none';
  return state !== 'none';
}

/** A delivery is judged by the day on which it came, so its facts do not say when it was expected: the order does. */
function daysLate({ detail: { delivery } }: RecordToCount, expectedOn: string | null): number {
  if (!delivery || expectedOn === null) return 0;
  return Math.max(0, daysBetween(civilDate(expectedOn), delivery.acceptedOn));
}
