import { kindOf } from '../../goods/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { buyingLine } from '../plan/plan-prices.ts';
import { policyStrings } from '../policy-values.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../submission.ts';

/** Costs that one list of economic classes pays for. */
type CostGroup = 'hardware' | 'software' | 'expense' | 'antivirusFirstYear';

/** What the money is for: a line, or a plan item that no line buys. */
export type Cost = { readonly line: OrderLine } | { readonly item: PlanItem };

/**
 * The economic classes that may pay a cost. Null when no class is asked for, undefined while a list is missing. Classes 309
 * stand beside 310 under the same names, but only for capital construction.
 */
export function expectedClasses(
  { order, policy }: DeriveInput,
  cost: Cost,
  projectKind: 'ordinary' | 'capital-construction',
): readonly string[] | null | undefined {
  const groups = groupsOf(order, cost);
  if (groups.length === 0) return null;
  const lists = groups.map((group) => policyStrings(policy.submitDate, `policy.class.${group}`));
  if (lists.includes(undefined)) return undefined;
  const classes = [...new Set(lists.flatMap((list) => list ?? []))];
  return projectKind === 'capital-construction' ? classes : classes.filter((code) => !code.startsWith('309'));
}

function groupsOf(order: OrderSubmission, cost: Cost): readonly CostGroup[] {
  const isLease = order.acquisition === 'lease';
  if ('item' in cost) return isLease ? ['expense'] : softwareGroups(order, cost.item);
  const { isHardware, isLicence } = kindOf(cost.line);
  if (!isHardware && !isLicence) return [];
  if (isLease) return ['expense'];
  return isHardware ? ['hardware'] : lineGroups(order, cost.line);
}

/** A software line pays for the items that name it; without one, its category is all there is. */
function lineGroups(order: OrderSubmission, line: OrderLine): readonly CostGroup[] {
  const items = (order.softwarePlan ?? []).filter((item) => buyingLine(order, item)?.line === line.line);
  const described = items.length > 0 ? items : [{ category: line.software?.category }];
  return [...new Set(described.flatMap((item) => softwareGroups(order, item)))];
}

type Software = Pick<PlanItem, 'category' | 'licenceType'> & Partial<Pick<PlanItem, 'seats' | 'forExistingDevices'>>;

/** Between a licence that is kept and a year of use lies what is not clearly either: both lists may pay for it. */
function softwareGroups(order: OrderSubmission, item: Software): readonly CostGroup[] {
  const existing = item.forExistingDevices ?? 0;
  const isRenewal = existing > 0 && existing >= (item.seats ?? 0);
  const isWithMachines = !isRenewal && order.lines.some((line) => kindOf(line).runsSoftware);
  const isAntivirus = item.category === 'antivirus-client' || item.category === 'antivirus-server';
  if (isAntivirus && isWithMachines) return existing > 0 ? ['antivirusFirstYear', 'expense'] : ['antivirusFirstYear'];
  switch (item.licenceType) {
    case 'perpetual':
    case 'retail':
    case 'volume':
    case 'oem':
      return ['software'];
    case 'subscription':
      return isWithMachines ? ['software', 'expense'] : ['expense'];
    default:
      return ['software', 'expense'];
  }
}
