import type { AgencyFacts } from '../../agencies/index.ts';
import {
  comparablePrice,
  countMachineLines,
  isExceptedFromSplitting,
  isGift,
  type OrderSubmission,
  oldMachinesOf,
  proofsOfOrder,
  purchaseTotals,
} from '../../facts/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import { citationsOf } from '../decide/order-citations.ts';
import type { LinePrice, Purchase, StoredMachineLine, StoredOldMachine, StoredProof } from '../order.ts';
import { siblingKey } from './gather-history.ts';
import { countedKinds } from './proofs-of-others.ts';

/** What the rows that history is added up from are told by: the body, and what held when it was decided. */
interface CountedOrder {
  readonly body: OrderSubmission;
  readonly agency: AgencyFacts;
  readonly submittedOn: CivilDate;
}

interface CountingPurchases extends CountedOrder {
  readonly ruleSet: Pick<RuleSet, 'policyFor' | 'decoding'>;
  readonly decidedOn: CivilDate;
  /** The project of a line of the agency; undefined for what is no line of its own. */
  readonly projectOf: (budgetLine: string) => string | undefined;
}

/** Tender-equivalent methods and approved exceptions do not count towards splitting, so they leave no purchase. */
export function countedPurchases(counting: CountingPurchases): readonly Purchase[] {
  const { body, agency, submittedOn, decidedOn, ruleSet, projectOf } = counting;
  const policy = ruleSet.policyFor({ region: agency.region, level: agency.level, on: submittedOn });
  const isTender = policy.tenderEquivalentMethods?.includes(body.method ?? '') ?? false;
  if (isTender || isExceptedFromSplitting({ order: body, decidedOn })) return [];
  const itemsSeen = new Set<string>();
  return purchaseTotals(body, ruleSet.decoding, projectOf).map(({ project, item, totalFen }) => {
    // An item paid from two projects counts on each, but among siblings only once.
    const isFirst = !itemsSeen.has(item);
    itemsSeen.add(item);
    return {
      purchaseKey: `${body.agencyCode}/${body.fiscalYear}/${item}/${project}`,
      siblingKey: isFirst ? siblingKey(body, agency, item) : null,
      amountFen: totalFen,
      submittedOn,
    };
  });
}

type CountedMachineLine = Omit<StoredMachineLine, 'orderId' | 'revision'>;

/** Its lines of computers, by which later orders are found to repeat it. */
export function countedMachineLines({
  body,
  submittedOn,
}: Pick<CountedOrder, 'body' | 'submittedOn'>): readonly CountedMachineLine[] {
  const { machineLines } = citationsOf(body);
  const orderLines = countMachineLines(machineLines);
  return machineLines.map(({ key, copies }) => ({ lineKey: key, copies, orderLines, submittedOn }));
}

type CountedOldMachine = Omit<StoredOldMachine, 'orderId' | 'revision'>;

/** The machines that it replaces, each with the first line that names it. */
export function countedOldMachines({ lines }: OrderSubmission): readonly CountedOldMachine[] {
  const firstLines = new Map<string, number>();
  for (const each of lines) {
    for (const id of oldMachinesOf(each)) if (!firstLines.has(id)) firstLines.set(id, each.line);
  }
  return [...firstLines].map(([deviceId, line]) => ({ line, deviceId }));
}

type CountedProof = Omit<StoredProof, 'orderId' | 'revision'>;

/** What it shows of papers that the law of the day of its decision counts in machines. */
export function countedProofs({
  body,
  agency,
  decidedOn,
  ruleSet,
}: Pick<CountingPurchases, 'body' | 'agency' | 'decidedOn' | 'ruleSet'>): readonly CountedProof[] {
  const kinds = countedKinds(ruleSet, agency, decidedOn);
  if (kinds === null) return [];
  return [...proofsOfOrder(body, kinds)].map(([proofKey, use]) => ({ proofKey, ...use }));
}

type CountedPrice = Omit<LinePrice, 'orderId' | 'revision'>;

/** What each line cost, of those that name a category and a price. A gift cost nothing, and the rent of a month is no price. */
export function countedPrices({ body, agency, submittedOn }: CountedOrder): readonly CountedPrice[] {
  if (isGift(body)) return [];
  return body.lines.flatMap((each) => {
    const [category, unitPriceFen] = [each.computer?.category, comparablePrice(each)];
    if (unitPriceFen === null || !category) return [];
    return [{ line: each.line, category, region: agency.region, unitPriceFen, submittedOn }];
  });
}
