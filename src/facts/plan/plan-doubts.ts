import { agencyQuotas } from '../agency-facts.ts';
import type { DeriveInput } from '../derive-input.ts';
import { PLAN_KINDS } from '../goods/needs.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { type PlanItemView, planItemViews } from './plan-item-view.ts';

/** What lets the plan as a whole count for more machines than its seats are for, or for machines that nobody knows of. */
export function planDoubts(input: DeriveInput): PartialFacts {
  const views = planItemViews(input).filter(({ item }) => PLAN_KINDS.some((kind) => kind === item.category));
  return {
    'order.plan.metricNotByMachine': views.some(isNotByMachine),
    'order.plan.existingBeyondKnown': isBeyondKnown(input, views),
  };
}

/** A seat that counts cores is a part of a machine, one that counts sites is none; site licences that exist have a rule. */
function isNotByMachine({ item, drawn }: PlanItemView): boolean {
  const metric = drawn ? drawn.metric : item.metric;
  return metric === 'core' || (metric === 'site' && !drawn);
}

/**
 * Whether seats are bought for more machines that are there already than the register has and than the people of the agency
 * may have. Where nobody knows how many people there are, the rule on quotas is open already.
 */
function isBeyondKnown(input: DeriveInput, views: readonly PlanItemView[]): boolean {
  const claimed = PLAN_KINDS.map((kind) =>
    views
      .filter(({ item }) => item.category === kind && item.provision === 'new-purchase')
      .reduce((sum, { item }) => sum + (item.forExistingDevices ?? 0), 0),
  );
  const registered = Object.values(input.gathered.deviceCounts).reduce((sum, devices) => sum + devices, 0);
  const { desktops, laptops } = agencyQuotas(input);
  const allowed = desktops === undefined || laptops === undefined ? Number.POSITIVE_INFINITY : desktops + laptops;
  return Math.max(0, ...claimed) > Math.max(registered, allowed);
}
