import type { OrderAct } from '../act.ts';

/**
 * How much there is to judge in an act: each plan item is looked at beside each line. What names no body counts as an
 * ordinary order.
 */
export function weightOf(act: OrderAct): number {
  if (!('body' in act)) return ORDINARY;
  const { lines, softwarePlan } = act.body;
  return lines.length * (1 + (softwarePlan?.length ?? 0));
}

/** One line with two plan items. */
const ORDINARY = 3;
