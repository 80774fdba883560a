import type { AgencyFacts } from '../../agencies/index.ts';
import { countMachineLines, isExceptedFromSplitting, type OrderSubmission, purchaseTotals } from '../../facts/index.ts';
import { type CivilDate, parseYuan } from '../../kernel/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import { citationsOf } from '../decide/order-citations.ts';
import type { LinePrice, Purchase, StoredMachineLine } from '../order.ts';
import { siblingKey } from './gather-history.ts';

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

type CountedPrice = Omit<LinePrice, 'orderId' | 'revision'>;

/** What each line cost, of those that name a category and a price. */
export function countedPrices({ body, agency, submittedOn }: CountedOrder): readonly CountedPrice[] {
  return body.lines.flatMap(({ line, unitPrice, computer }) => {
    const category = computer?.category;
    if (!unitPrice || !category) return [];
    return [{ line, category, region: agency.region, unitPriceFen: parseYuan(unitPrice), submittedOn }];
  });
}
