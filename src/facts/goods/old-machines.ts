import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { oncePer } from '../once-per.ts';
import { policyBoolean } from '../policy-values.ts';
import type { OrderLine, OrderSubmission } from '../submission.ts';

/** The machines that a line replaces, each once. */
export function oldMachinesOf({ replaces }: Pick<OrderLine, 'replaces'>): readonly string[] {
  return [...new Set(replaces ?? [])];
}

/**
 * Which of the machines that a line replaces were replaced before, or by another line. An older policy does not ask: then
 * these are no facts.
 */
export function oldMachineFacts({ order, gathered, policy }: DeriveInput, line: OrderLine): Facts {
  const isOnce = policyBoolean(policy.decisionDate, 'policy.replacement.once');
  if (isOnce === undefined) return {};
  const ids = isOnce ? oldMachinesOf(line) : [];
  const uses = gathered.history.oldMachines ?? {};
  const found = ids.flatMap((id) => uses[id] ?? []);
  const already = found.filter(({ orders }) => orders.length > 0);
  const perhaps = found.filter(({ orders }) => orders.length === 0);
  const named = already.length > 0 ? already.map(({ orders }) => orders) : perhaps.map((use) => use.perhaps);
  return {
    'line.replacedAlready': already.length,
    'line.replacedPerhaps': perhaps.length,
    'line.replacedByOrders': [...new Set(named.flat())].sort(),
    'line.replacedTwice': ids.filter((id) => (linesByOldMachine(order).get(id) ?? 0) > 1).length,
  };
}

/** How many lines of an order replace each machine. */
const linesByOldMachine = oncePer(({ lines }: OrderSubmission): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const id of lines.flatMap(oldMachinesOf)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
});
