import { type CivilDate, sumBy } from '../../kernel/index.ts';
import {
  breadthOf,
  LICENCE_RIGHTS,
  type LicenceRight,
  type LicensedProduct,
  type Release,
  rightOf,
} from '../products/licence-right.ts';
import { platformFit } from '../products/platform.ts';
import { type PricedArc, priorityFlow } from './priority-flow.ts';

/**
 * Which installed copies a licence covers, on one day. Copies and licences that are equal are one group each, so that the
 * size of the question is the number of groups and not of machines. The rules:
 *
 * 1. Copies of free-listed products need no licence; what a free or open-source licence covers counts as free, too.
 * 2. A right that hangs on a device (OEM) is used first, and there only.
 * 3. Then an agency's own licences: exactly the product, edition and version, then a suite, then a recorded downgrade,
 *    then an upgrade; of two alike the one that could serve fewer other releases, then the one with a proof on file.
 * 4. Then what was granted from above: rows of the channel `granted-from-above`, and another agency's site licence that
 *    names the agency.
 * 5. What is left is the shortfall; seats that are left are the surplus.
 *
 * Taking the first licence that fits does not do: spent on a copy that another licence covers too, it leaves one uncovered
 * that nothing else covers. So this is a maximum flow at the least price, and the order above is the price: first of all
 * as many copies as possible are covered, then as many as possible by what comes first. A licence that was only declared
 * covers nothing; what it would cover of the shortfall is told apart. A volume licence that is only an upgrade needs a
 * device with a system of its own. Software built for other systems than the device has covers nothing there.
 */
export function licencePosition(question: PositionQuestion): LicencePosition {
  const { copies } = question;
  const bound = copies.map((group) => coveredByBound(question, group));
  const rest = copies.map((group, at) => (group.isFree ? 0 : group.copies - (bound[at]?.verified ?? 0)));
  const placed = place(question, rest, ({ uncounted }) => uncounted === null);
  const short = rest.map((wanted, at) => wanted - unitsOf(placed.shares[at]));
  const declared = short.map((wanted, at) => Math.min(wanted, bound[at]?.declared ?? 0));
  const unmet = short.map((wanted, at) => wanted - (declared[at] ?? 0));
  const promised = place(question, unmet, ({ uncounted }) => uncounted === 'declared');
  return {
    used: placed.used,
    covered: copies.map((group, at) =>
      coveredCopies(group, {
        bound: bound[at]?.verified ?? 0,
        shares: placed.shares[at] ?? [],
        shortfall: short[at] ?? 0,
        coveredIfVerified: (declared[at] ?? 0) + unitsOf(promised.shares[at]),
      }),
    ),
  };
}

export interface PositionQuestion {
  readonly on: CivilDate;
  readonly copies: readonly CopyGroup[];
  readonly licences: readonly LicenceGroup[];
  /** What is known of the product of a key; undefined: nothing. */
  readonly productOf: (category: string, product: string) => LicensedProduct | undefined;
}

/** Installed copies that nothing here tells apart. */
export interface CopyGroup extends Release {
  readonly agencyCode: string;
  readonly category: string;
  /** One key for all names of a product. */
  readonly product: string;
  /** Of the system of their devices; null while nobody has seen one. */
  readonly family: string | null;
  /** The right that hangs on each of their devices, where a device has just one copy and one right of the category. */
  readonly oem: BoundRight | null;
  /** The device, where it has several: only then is there something to choose. */
  readonly device: string | null;
  readonly copies: number;
  /** Of these, seen too long ago. */
  readonly unverified: number;
  readonly isFree: boolean;
}

export interface BoundRight extends Release {
  readonly product: string;
  readonly isProven: boolean;
  readonly uncounted: UncountedReason | null;
}

/** Why the seats of a licence cover nothing. */
export type UncountedReason = 'declared' | 'personal-edition' | 'no-device' | 'other-licensee' | 'cores';

export interface LicenceGroup extends Release {
  readonly agencyCode: string;
  readonly category: string;
  readonly product: string;
  readonly channel: string;
  readonly platforms: readonly string[];
  /** The only device it is for. */
  readonly device: string | null;
  /** Agencies that a site licence names. */
  readonly site: readonly string[];
  /** Null: without limit. `shared` copies beside them are on other machines of users who have a seat, which is used once. */
  readonly seats: number | null;
  readonly shared: number;
  readonly isProven: boolean;
  readonly uncounted: UncountedReason | null;
}

export interface LicencePosition {
  readonly covered: readonly CoveredCopies[];
  /** Seats that cover something, in the order of the licences. */
  readonly used: readonly number[];
}

/** copies = free + bound + own + above + shortfall. */
export interface CoveredCopies {
  readonly group: CopyGroup;
  readonly free: number;
  readonly bound: number;
  readonly own: number;
  readonly above: number;
  /** Covered, by a licence without a proof on file. */
  readonly unproven: number;
  readonly shortfall: number;
  /** Of the shortfall, what declared licences would cover once they are verified. */
  readonly coveredIfVerified: number;
}

type Cover = Pick<CoveredCopies, 'bound' | 'shortfall' | 'coveredIfVerified'> & { readonly shares: readonly Share[] };

function coveredCopies(group: CopyGroup, { bound, shares, shortfall, coveredIfVerified }: Cover): CoveredCopies {
  const units = { free: group.isFree ? group.copies : 0, bound, own: 0, above: 0 };
  let unproven = group.oem?.isProven === false ? bound : 0;
  for (const share of shares) {
    units[share.source] += share.units;
    if (!share.isProven) unproven += share.units;
  }
  return { group, ...units, unproven, shortfall, coveredIfVerified };
}

function unitsOf(shares: readonly Share[] | undefined): number {
  return sumBy(shares ?? [], ({ units }) => units);
}

/** Copies of a group that the right on their devices covers, or would. */
function coveredByBound(
  { productOf, on }: PositionQuestion,
  copy: CopyGroup,
): { readonly verified: number; readonly declared: number } {
  const { category, oem, isFree } = copy;
  const isCovered =
    !isFree &&
    oem !== null &&
    oem.product === copy.product &&
    rightOf(productOf(category, copy.product), { licence: oem, copy, on }) !== null;
  return {
    verified: isCovered && oem.uncounted === null ? copy.copies : 0,
    declared: isCovered && oem.uncounted === 'declared' ? copy.copies : 0,
  };
}

function isFreeOfCharge(channel: string): boolean {
  return channel === 'free' || channel === 'open-source';
}

type Source = 'bound' | 'own' | 'above';

interface Share {
  readonly units: number;
  readonly source: Source | 'free';
  readonly isProven: boolean;
}

interface SharePlacement {
  /** By group of copies; nothing is an empty list or none. */
  readonly shares: readonly (readonly Share[])[];
  /** By group of licences. */
  readonly used: readonly number[];
}

interface Arc extends PricedArc {
  readonly source: Share['source'];
  readonly isProven: boolean;
}

function place(
  question: PositionQuestion,
  demands: readonly number[],
  mayCover: (licence: LicenceGroup) => boolean,
): SharePlacement {
  const { copies, licences } = question;
  // Most positions have no licence that was only declared.
  if (!licences.some(mayCover)) return { shares: [], used: licences.map(() => 0) };
  const wanting = copiesByPlace(copies, demands);
  const bases = devicesWithBase(question);
  const arcs: Arc[] = [];
  for (const [supply, licence] of licences.entries()) {
    if (!mayCover(licence)) continue;
    const { isProven, channel } = licence;
    const isFree = isFreeOfCharge(channel);
    for (const { agencyCode, source } of placesServed(licence)) {
      for (const demand of wanting.get(placeOf(agencyCode, licence)) ?? []) {
        const price = priceOf(question, { licence, copy: copies[demand], source, bases });
        if (price !== null) arcs.push({ supply, demand, price, source: isFree ? 'free' : source, isProven });
      }
    }
  }
  const { units } = priorityFlow({
    supplies: licences.map(({ seats, shared }) => (seats === null ? Number.POSITIVE_INFINITY : seats + shared)),
    demands,
    arcs,
  });
  const [shares, used]: [Share[][], number[]] = [copies.map(() => []), licences.map(() => 0)];
  for (const [at, { supply, demand, source, isProven }] of arcs.entries()) {
    const placed = units[at] ?? 0;
    if (placed === 0) continue;
    shares[demand]?.push({ units: placed, source, isProven });
    used[supply] = (used[supply] ?? 0) + placed;
  }
  return { shares, used: used.map((sum, at) => Math.max(sum - (licences[at]?.shared ?? 0), Math.min(sum, 1))) };
}

function placeOf(agencyCode: string, { category, product }: Pick<CopyGroup, 'category' | 'product'>): string {
  return `${agencyCode}/${category}/${product}`;
}

function copiesByPlace(
  copies: readonly CopyGroup[],
  demands: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const byPlace = new Map<string, number[]>();
  for (const [demand, group] of copies.entries()) {
    if ((demands[demand] ?? 0) === 0) continue;
    const place = placeOf(group.agencyCode, group);
    if (!byPlace.get(place)?.push(demand)) byPlace.set(place, [demand]);
  }
  return byPlace;
}

/** Where a licence may be used: by its own agency, and by those that a site licence names. */
function placesServed({ agencyCode, channel, device, site }: LicenceGroup): readonly {
  readonly agencyCode: string;
  readonly source: Source;
}[] {
  if (device !== null) return [{ agencyCode, source: 'bound' }];
  const own: Source = channel === 'granted-from-above' ? 'above' : 'own';
  if (site.length === 0) return [{ agencyCode, source: own }];
  const others = [...new Set(site)].filter((code) => code !== agencyCode);
  return [
    ...(site.includes(agencyCode) ? [{ agencyCode, source: own }] : []),
    ...others.map((code) => ({ agencyCode: code, source: 'above' as const })),
  ];
}

/** Devices, of those with several copies or rights, that have a system of their own right. */
function devicesWithBase({ licences }: PositionQuestion): ReadonlySet<string> {
  return new Set(licences.flatMap(({ device, category }) => (category === 'operating-system' ? (device ?? []) : [])));
}

const SOURCES: readonly Source[] = ['bound', 'own', 'above'];

/** A step of one kind weighs more than any number of the next that one chain of moves could save. */
const PRICE_OF_SOURCE = 100_000_000;
const PRICE_OF_RIGHT = 10_000;
const PRICE_OF_BREADTH = 10;
const PRICE_OF_NO_PROOF = 1;

interface Match {
  readonly licence: LicenceGroup;
  readonly copy: CopyGroup | undefined;
  readonly source: Source;
  readonly bases: ReadonlySet<string>;
}

/** What it costs to cover a copy by a licence; null where the licence does not cover it. */
function priceOf({ productOf, on }: PositionQuestion, { licence, copy, source, bases }: Match): number | null {
  if (!copy || (licence.device !== null && licence.device !== copy.device)) return null;
  const product = productOf(copy.category, copy.product);
  const right = rightOf(product, { licence, copy, on });
  if (right === null || !runsOn(licence, copy) || !hasBase(product, { licence, copy, bases })) return null;
  return (
    SOURCES.indexOf(source) * PRICE_OF_SOURCE +
    priceOfRight(right) +
    breadthOf(product, licence, on) * PRICE_OF_BREADTH +
    (licence.isProven ? 0 : PRICE_OF_NO_PROOF)
  );
}

function priceOfRight(right: LicenceRight): number {
  return LICENCE_RIGHTS.indexOf(right) * PRICE_OF_RIGHT;
}

function runsOn({ platforms }: LicenceGroup, { family }: CopyGroup): boolean {
  return platformFit(platforms, { family, architecture: null }) === 'fits';
}

function hasBase(
  product: LicensedProduct | undefined,
  { licence, copy, bases }: Pick<Match, 'licence' | 'bases'> & { readonly copy: CopyGroup },
): boolean {
  const isUpgrade =
    copy.category === 'operating-system' && product?.volumeIsUpgradeOnly === true && licence.channel === 'volume';
  return !isUpgrade || copy.oem !== null || (copy.device !== null && bases.has(copy.device));
}
