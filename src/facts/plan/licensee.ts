import { nameKey } from '../../register/index.ts';
import type { GatheredAgency } from '../gathered.ts';
import type { PlanItem } from '../submission.ts';
import type { PlanItemView } from './plan-item-view.ts';

export type LicenseeState = 'agency' | 'allocated' | 'other' | 'not-stated';

export type SiteScope =
  | 'ok'
  | 'outside-scope'
  | 'headcount-exceeded'
  | 'rights-after-end-unstated'
  | 'not-stated'
  | 'not-applicable';

/** Whom the licence names: this agency, or another body that has allocated the seats to it in writing. */
export function licenseeState(view: PlanItemView, agency: GatheredAgency, plan: readonly PlanItem[]): LicenseeState {
  const licensee = view.drawn ? view.drawn.licensee : view.item.licensee;
  if (!licensee) return 'not-stated';
  if (isAgency(licensee, agency)) return 'agency';
  const isNamedInSite = view.drawn?.site?.agencies.includes(agency.code) ?? false;
  return isNamedInSite || hasAllocationLetter(view.item, plan) ? 'allocated' : 'other';
}

/**
 * Whether a site licence is for this agency, for all its people, and says what holds after its end. It is one by what the
 * register says of it, under whatever name its seats are drawn. Undefined while nobody knows how many people there are.
 */
export function siteScope({ item, drawn }: PlanItemView, agency: GatheredAgency): SiteScope | undefined {
  const site = drawn?.site;
  if (item.provision !== 'site-licence' && !site) return 'not-applicable';
  if (!site) return 'not-stated';
  const isInside = site.agencies.length === 0 ? isAgency(drawn.licensee, agency) : site.agencies.includes(agency.code);
  if (!isInside) return 'outside-scope';
  if (site.headcount !== null) {
    if (agency.staff === null) return undefined;
    if (agency.staff > site.headcount) return 'headcount-exceeded';
  }
  return drawn.validUntil !== null && !site.afterEnd ? 'rights-after-end-unstated' : 'ok';
}

/** Whether a licence names this agency, by its code or its name. */
export function isAgency(licensee: string, agency: Pick<GatheredAgency, 'code' | 'name'>): boolean {
  const key = nameKey(licensee);
  return key === nameKey(agency.code) || key === nameKey(agency.name);
}

/**
 * One letter must cover the item, together with the others that attach the same one; a letter that does not say how many
 * seats covers them all.
 */
function hasAllocationLetter(item: PlanItem, plan: readonly PlanItem[]): boolean {
  return (item.evidence ?? []).some((paper) => {
    const seats = attaching(plan, item, paper).reduce((sum, one) => sum + (one.seats ?? 0), 0);
    return isNamed(paper) && paper.kind === 'allocation-letter' && (paper.seats ?? Number.POSITIVE_INFINITY) >= seats;
  });
}

type Paper = NonNullable<PlanItem['evidence']>[number];

/** Which paper it is must be said, or the paper must be there: nobody can look up a kind. */
export function isNamed({ reference, file }: Paper): boolean {
  return Boolean(reference || file);
}

/** Items for the same kind of software that attach this paper. Papers of one kind that nobody names cannot be told apart. */
export function attaching(
  plan: readonly PlanItem[],
  { category }: PlanItem,
  { kind, reference }: Paper,
): readonly PlanItem[] {
  const key = nameKey(reference ?? '');
  return plan.filter(
    (item) =>
      item.category === category &&
      (item.evidence ?? []).some((paper) => paper.kind === kind && nameKey(paper.reference ?? '') === key),
  );
}
