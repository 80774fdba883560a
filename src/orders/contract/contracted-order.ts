import {
  type FundingEntry,
  hasBookableAmounts,
  isOwnPurchase,
  lineAmount,
  numberIn,
  type OrderLine,
  type OrderSubmission,
  type PlanItem,
  planItemCost,
} from '../../facts/index.ts';
import { type Fen, formatYuan } from '../../kernel/index.ts';
import type { ContractItem, ContractLine, ContractStatement } from './contract-body.ts';

/**
 * The approved order with what a contract states in place of what was approved or left open. Total: a statement that will
 * be refused gives an order too, because the books are opened before anything is looked at.
 */
export function contractedOrder(approved: OrderSubmission, statement: ContractStatement): OrderSubmission {
  const { supplier, total, expectedDeliveryOn } = statement;
  const stated: ContractParts = {
    lines: new Map((statement.lines ?? []).map((line) => [line.line, line])),
    items: new Map((statement.softwarePlan ?? []).map((item) => [item.item, item])),
  };
  const order: OrderSubmission = {
    ...approved,
    ...{ supplier, total },
    ...(expectedDeliveryOn && { expectedDeliveryOn }),
    lines: approved.lines.map((line) => contractedLine(line, stated.lines.get(line.line))),
    ...(approved.softwarePlan && {
      softwarePlan: approved.softwarePlan.map((item) => ({ ...item, ...stated.items.get(numberIn(approved, item)) })),
    }),
  };
  return hasBookableAmounts(order) ? withFunding(order, stated) : order;
}

interface ContractParts {
  readonly lines: ReadonlyMap<number, ContractLine>;
  readonly items: ReadonlyMap<number, ContractItem>;
}

function contractedLine(approved: OrderLine, stated: ContractLine | undefined): OrderLine {
  if (!stated) return approved;
  const { line: _line, cpu, operatingSystem, ...said } = stated;
  if (!approved.computer) return { ...approved, ...said };
  const computer = { ...approved.computer, ...(cpu && { cpu }), ...(operatingSystem && { operatingSystem }) };
  return { ...approved, ...said, computer };
}

/** A single budget line pays whatever a price has become; how several share it must be said. */
function withFunding(order: OrderSubmission, { lines, items }: ContractParts): OrderSubmission {
  const paidLine = (line: OrderLine): OrderLine => {
    const stated = lines.get(line.line);
    return stated && !stated.funding ? { ...line, ...fundingOf(line.funding, lineAmount(line)) } : line;
  };
  const paidItem = (item: PlanItem): PlanItem => {
    const stated = items.get(numberIn(order, item));
    // What an order line buys is paid by that line.
    if (!stated || stated.funding || !isOwnPurchase(order, item)) return item;
    return { ...item, ...fundingOf(item.funding, planItemCost(order, item)) };
  };
  return {
    ...order,
    lines: order.lines.map(paidLine),
    ...(order.softwarePlan && { softwarePlan: order.softwarePlan.map(paidItem) }),
  };
}

function fundingOf(
  approved: readonly FundingEntry[] | null | undefined,
  amount: Fen | null,
): { readonly funding?: FundingEntry[] } {
  const [entry, ...others] = approved ?? [];
  if (!entry || others.length > 0 || amount === null) return {};
  return { funding: [{ ...entry, amount: formatYuan(amount) }] };
}
