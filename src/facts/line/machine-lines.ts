import { kindOf, lineCategory } from '../../goods/index.ts';
import { canonicalJson, sha256 } from '../../kernel/index.ts';
import { nameKey } from '../../register/index.ts';
import type { OrderLine, OrderSubmission } from '../submission.ts';

/** Lines of an order that buy the same machine in the same quantity. */
export interface MachineLine {
  /** Of the agency, the supplier, the category, the model or else the description, and the quantity. */
  readonly key: string;
  readonly copies: number;
}

/**
 * What an order is recognised by as a repetition of another that was cut into pieces or has something added: its lines of
 * computers alone.
 */
export function machineLinesOf(order: OrderSubmission): readonly MachineLine[] {
  const copies = new Map<string, number>();
  for (const line of order.lines) {
    if (!kindOf(line).runsSoftware) continue;
    const key = machineKey(order, line);
    copies.set(key, (copies.get(key) ?? 0) + 1);
  }
  return [...copies].map(([key, count]) => ({ key, copies: count }));
}

function machineKey({ agencyCode, supplier }: OrderSubmission, line: OrderLine): string {
  const goods = [lineCategory(line), nameKey(line.model ?? line.description), line.quantity];
  return sha256(canonicalJson([agencyCode, supplier?.creditCode ?? null, ...goods])).toString('hex');
}

/** How many lines of computers an order has. */
export function countMachineLines(lines: readonly MachineLine[]): number {
  return lines.reduce((sum, { copies }) => sum + copies, 0);
}
