import type { CivilDate } from '../../kernel/index.ts';
import { nameKey } from '../../register/index.ts';
import type { Policy } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { policyStrings } from '../policy-values.ts';
import { findEdition, hasEditions } from '../product-match.ts';
import { containsAny, isEducationForOthers, isKnownForUnits } from '../system/editions.ts';
import type { PlanItemView } from './plan-item-view.ts';

export type PlanEditionClass = 'unit' | 'personal' | 'not-stated';

/**
 * A registered edition speaks for itself; the name lists of the policy decide about others, and what no list names is for
 * units, unless the product's editions are registered: then the words for products must know it. Home editions are
 * personal ones. Undefined while a list is missing, and for an edition that nothing knows.
 */
export function planEditionClass(input: DeriveInput, view: PlanItemView): PlanEditionClass | undefined {
  if (!view.productName || !view.edition) return 'not-stated';
  const registered = view.product && findEdition(view.product, view.edition);
  const unit = isEducationForOthers(input, view.edition) ? undefined : 'unit';
  if (registered) return registered.unitEligible ? unit : 'personal';
  const personal = policyStrings(input.policy.decisionDate, 'policy.edition.personal');
  const home = policyStrings(input.policy.decisionDate, 'policy.edition.home');
  if (!personal || !home) return undefined;
  if (containsAny(view.edition, [...personal, ...home])) return 'personal';
  return !hasEditions(view.product) || isKnownForUnits(input, view.edition) ? unit : undefined;
}

/** Whether the list of free software names the product on the day of the decision, for all editions or for this one. */
export function isOnFreeList({ policy, decidedOn }: DeriveInput, view: PlanItemView): boolean | null | undefined {
  if (!view.productName) return null;
  const names = [view.productName, ...(view.product ? [view.product.name, ...view.product.aliases] : [])].map(nameKey);
  return isListedAsFree(policy.decisionDate.freeList, { names, edition: view.edition, on: decidedOn });
}

/** Undefined while there is no list. Names are compared as `nameKey` writes them. */
export function isListedAsFree(
  list: Policy['freeList'],
  {
    names,
    edition,
    on,
  }: { readonly names: readonly string[]; readonly edition: string | null; readonly on: CivilDate },
): boolean | undefined {
  return list?.some(
    (free) =>
      names.includes(nameKey(free.product)) &&
      (free.edition === null || nameKey(free.edition) === nameKey(edition ?? '')) &&
      (free.from === null || free.from <= on) &&
      (free.until === null || on <= free.until),
  );
}
