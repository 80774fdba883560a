import type { DeriveInput } from '../derive-input.ts';
import { isClient } from '../goods/needs.ts';
import { type PlanItemView, planItemViews } from '../plan/plan-item-view.ts';
import { findProduct } from '../product-match.ts';
import { candidateProducts } from '../products.ts';
import type { OrderLine } from '../submission.ts';

/** What is known of an upgrade: nothing while no product is named, missing for a system that nobody has registered. */
export function isUpgradeOnly({ item, productName, product }: PlanItemView): boolean | null | undefined {
  if (!productName) return null;
  return product?.volumeIsUpgradeOnly ?? (item.category === 'operating-system' ? undefined : false);
}

/**
 * Machines that an upgrade may stand on: those that the agency has already, and those of the order that come with a full
 * system of the same family and that no earlier item of the plan upgrades. Undefined when the family of the item or of such
 * a machine is unknown.
 */
export function baseLicences(input: DeriveInput, view: PlanItemView): number | undefined {
  const existing = view.item.forExistingDevices ?? 0;
  if (view.item.category !== 'operating-system') return existing;
  if (!view.productName) return existing;
  const family = view.product?.osFamily ?? undefined;
  const families = input.order.lines
    .filter((line) => hasBaseSystem(input, line))
    .map((line) => ({ line, family: familyOf(input, line) }));
  if (family === undefined || families.some((machine) => machine.family === undefined)) return undefined;
  const machines = families
    .filter((machine) => machine.family === family)
    .reduce((sum, { line }) => sum + line.quantity, 0);
  return existing + Math.max(0, machines - upgradedBefore(input, view));
}

/** One machine is no base for two upgrades, or an item with too many seats could be divided into several. */
function upgradedBefore(input: DeriveInput, view: PlanItemView): number {
  const views = planItemViews(input);
  return views
    .slice(
      0,
      views.findIndex(({ item }) => item === view.item),
    )
    .filter((before) => before.item.licenceType === 'volume' && isUpgradeOnly(before) === true)
    .filter(({ item, product }) => item.category === 'operating-system' && product?.osFamily === view.product?.osFamily)
    .reduce((sum, { item }) => sum + Math.max(0, (item.seats ?? 0) - (item.forExistingDevices ?? 0)), 0);
}

/** A machine delivered under a volume licence has no base of its own; a system without a name is no evidence of one. */
function hasBaseSystem({ needs }: DeriveInput, line: OrderLine): boolean {
  const system = line.computer?.operatingSystem;
  const isFull = system?.licenceType === 'oem' || system?.licenceType === 'retail';
  return isClient(line, needs) && system?.state === 'preinstalled' && isFull && Boolean(system.product);
}

function familyOf(input: DeriveInput, line: OrderLine): string | undefined {
  const name = line.computer?.operatingSystem?.product;
  return findProduct(candidateProducts(input), { category: 'operating-system', name })?.osFamily ?? undefined;
}
