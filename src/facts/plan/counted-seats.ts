import { kindOf } from '../../goods/index.ts';
import { isSameLine, nameKey } from '../../register/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { GatheredEntitlement } from '../gathered.ts';
import { lineNeeds } from '../goods/needs.ts';
import { oncePerInput } from '../once-per-input.ts';
import { findEdition, isRightInForce } from '../product-match.ts';
import type { PlanItem } from '../submission.ts';
import { licenceTerm } from './licence-term.ts';
import { attaching, isNamed, licenseeState, siteScope } from './licensee.ts';
import { isOnFreeList, planEditionClass } from './plan-editions.ts';
import { type PlanItemView, planItemViews, planReferenceOn } from './plan-item-view.ts';

export type NotCountedReason =
  | 'none'
  | 'no-evidence'
  | 'not-verified'
  | 'not-licensee'
  | 'not-started'
  | 'expired'
  | 'trial'
  | 'personal'
  | 'not-on-list'
  | 'device-bound'
  | 'version';

export interface CountedSeats {
  /** Both undefined while the policy or the end that decides is missing; the seats also while their entitlement is frozen. */
  readonly seats: number | undefined;
  readonly reason: NotCountedReason | undefined;
}

/**
 * How many seats of each plan item count, and why none do (LIC-01). Items that draw on the same entitlement share its free
 * seats: the later one gets what the earlier ones left. An item that gets less than it asks for that reason has the reason
 * `none`, because asking for too much is found elsewhere (LIC-02).
 */
export const countedSeats = oncePerInput((input): readonly CountedSeats[] => {
  const left = new Map<string, number>();
  return planItemViews(input).map((view) => {
    const reason = notCountedReason(input, view);
    if (reason !== 'none') return { seats: reason === undefined ? undefined : 0, reason };
    // How many of a frozen entitlement are free nobody can tell.
    if (view.drawn?.isFrozen) return { seats: undefined, reason };
    const id = view.drawn && view.item.entitlementId;
    const limit = id ? (left.get(id) ?? seatsFree(view.drawn)) : Number.POSITIVE_INFINITY;
    const seats = Math.min(seatsAsked(input, view), limit);
    if (id) left.set(id, limit - seats);
    return { seats, reason };
  });
});

/** The first reason against the item; undefined when only a missing policy or end could still speak against it. */
function notCountedReason(input: DeriveInput, view: PlanItemView): NotCountedReason | undefined {
  if (view.item.licenceType === 'trial') return 'trial';
  const edition = planEditionClass(input, view);
  if (edition === 'personal') return 'personal';
  const other = provisionReason(input, view);
  if (other !== 'none') return other;
  return edition === undefined ? undefined : 'none';
}

function provisionReason(input: DeriveInput, view: PlanItemView): NotCountedReason | undefined {
  const { item, drawn } = view;
  switch (item.provision) {
    case 'new-purchase':
      return item.licenceType === 'free' ? freeReason(input, view) : sharedReason(input, view);
    case 'bundled':
      return bundledSeats(input, item) > 0 ? sharedReason(input, view) : 'no-evidence';
    case 'free':
      return freeReason(input, view);
    case 'spare-entitlement':
    case 'site-licence':
      return drawn ? drawnReason(input, view, drawn) : 'no-evidence';
    default:
      return 'no-evidence';
  }
}

/** Free software is free software also where it stands among the purchases. */
function freeReason(input: DeriveInput, view: PlanItemView): NotCountedReason | undefined {
  const isListed = isOnFreeList(input, view);
  const reason = isListed === false || isListed === null ? 'not-on-list' : sharedReason(input, view);
  return isListed === undefined && reason === 'none' ? undefined : reason;
}

/**
 * Where the seats come from does not matter for these: whom the licence names, and whether it is in force. A subscription
 * that nobody says the end of is not shown to be; undefined when it is the register that does not say.
 */
function sharedReason({ order, decidedOn, gathered }: DeriveInput, view: PlanItemView): NotCountedReason | undefined {
  if (licenseeState(view, gathered.agency, order.softwarePlan ?? []) === 'other') return 'not-licensee';
  const referenceOn = planReferenceOn({ order, decidedOn });
  const term = licenceTerm(view, { referenceOn, minTermMonths: 0 });
  if (term === undefined) return undefined;
  if (term === null) return 'no-evidence';
  return term === 'expired' || term === 'not-started' ? term : 'none';
}

/** A seat that hangs on one device, or that nobody but its owner attests, is no spare seat. */
function drawnReason(input: DeriveInput, view: PlanItemView, drawn: GatheredEntitlement): NotCountedReason | undefined {
  if (drawn.isDeviceBound || drawn.channel === 'oem') return 'device-bound';
  if (view.item.provision === 'spare-entitlement' && !drawn.isTransferable) return 'device-bound';
  if (drawn.standing !== 'verified') return 'not-verified';
  if (siteScope(view, input.gathered.agency) === 'outside-scope') return 'not-licensee';
  if (!isLicensedVersion(input, view, drawn)) return 'version';
  return sharedReason(input, view);
}

/**
 * Whether the entitlement is one to what the item will install: the same product, edition and version, or a higher one with
 * a recorded right to go down. What either side leaves open is not compared.
 */
function isLicensedVersion(input: DeriveInput, view: PlanItemView, drawn: GatheredEntitlement): boolean {
  const { item, product, drawnProduct } = view;
  if (drawn.category !== item.category) return false;
  const isSameProduct =
    !item.product ||
    nameKey(item.product) === nameKey(drawn.product) ||
    (product !== undefined && product === drawnProduct);
  if (!isSameProduct) return false;
  const isSameVersion =
    !item.version || !drawn.softwareVersion || isSameLine(drawnProduct, item.version, drawn.softwareVersion);
  const edition = editionsApart(view, drawn);
  if (isSameVersion && edition === 0) return true;
  return edition !== undefined && edition >= 0 && hasDowngradeRight(input, view, drawn);
}

/** How many ranks the licensed edition stands above the wanted one; undefined when the register cannot tell. */
function editionsApart({ item, drawnProduct }: PlanItemView, drawn: GatheredEntitlement): number | undefined {
  if (!item.edition || !drawn.edition || nameKey(item.edition) === nameKey(drawn.edition)) return 0;
  const licensed = drawnProduct && findEdition(drawnProduct, drawn.edition)?.rank;
  const wanted = drawnProduct && findEdition(drawnProduct, item.edition)?.rank;
  return typeof licensed === 'number' && typeof wanted === 'number' ? licensed - wanted : undefined;
}

function hasDowngradeRight(
  input: DeriveInput,
  { item, drawnProduct }: PlanItemView,
  drawn: GatheredEntitlement,
): boolean {
  const wanted = item.version ?? drawn.softwareVersion;
  return (drawnProduct?.rights ?? [])
    .filter((right) => right.kind === 'downgrade' && isRightInForce(right, planReferenceOn(input)))
    .some(({ fromVersion, toVersion }) => fromVersion === drawn.softwareVersion && toVersion === wanted);
}

/** Bundled software counts as far as letters of its publisher go; what earlier items take of a letter is not left for later ones. */
function bundledSeats({ order }: DeriveInput, item: PlanItem): number {
  const bundled = (order.softwarePlan ?? []).filter(({ provision }) => provision === 'bundled');
  const before = bundled.slice(0, bundled.indexOf(item));
  const attested = (item.evidence ?? [])
    .filter((paper) => paper.kind === 'vendor-authorization-letter' && isNamed(paper))
    .reduce((sum, letter) => {
      const taken = attaching(before, item, letter).reduce((seats, one) => seats + (one.seats ?? 0), 0);
      return sum + Math.max(0, (letter.seats ?? Number.POSITIVE_INFINITY) - taken);
    }, 0);
  return Math.min(attested, item.seats ?? 0);
}

/** An entitlement without a number of seats is good for the headcount of its site; without that it has no limit inside. */
function seatsFree(drawn: GatheredEntitlement | null): number {
  return Math.max(0, drawn?.freeSeats ?? drawn?.site?.headcount ?? Number.POSITIVE_INFINITY);
}

/** Who relies on a site licence without a number of seats needs not say how many: it covers every machine inside. */
function seatsAsked(input: DeriveInput, { item, drawn }: PlanItemView): number {
  if (item.provision === 'bundled') return bundledSeats(input, item);
  if (item.provision === 'site-licence' && drawn?.seats === null)
    return drawn.site?.headcount ?? everyMachine(input, item);
  return item.seats ?? 0;
}

function everyMachine(input: DeriveInput, item: PlanItem): number {
  const machines = input.order.lines.reduce((sum, line) => sum + (kindOf(line).runsSoftware ? line.quantity : 0), 0);
  const desktops = lineNeeds(input).reduce((sum, need) => sum + need.virtualDesktops, 0);
  return machines + desktops + (item.forExistingDevices ?? 0);
}
