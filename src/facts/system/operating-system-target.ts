import { type DatedVersion, lineMeant, lineOf, nameKey } from '../../register/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { GatheredProduct } from '../gathered.ts';
import { deliveryReferenceOn } from '../order-facts.ts';
import { suppliesFor } from '../plan/coverage.ts';
import { findEdition, findProduct, isRightInForce } from '../product-match.ts';
import { candidateProducts } from '../products.ts';
import type { PlanItem } from '../submission.ts';
import { evidenceKinds } from './operating-system-evidence.ts';
import { seatsForOthers } from './server-os.ts';
import { type OperatingSystem, type StatedSystem, statedSystem } from './stated-system.ts';

type TargetRelation =
  | 'same'
  | 'downgrade-with-right'
  | 'downgrade-without-right'
  | 'above-version'
  | 'above-edition'
  | 'other-product'
  | 'not-stated';

type Target = NonNullable<OperatingSystem['target']>;
/** Undefined when the register cannot order the two. */
type Order = 'above' | 'same' | 'below' | undefined;

/** How the system that will really be installed stands to the one that is licensed; undefined when that cannot be told. */
export function targetRelation(input: DeriveInput, stated: StatedSystem): TargetRelation | undefined {
  const target = stated.system?.target;
  if (!target || !(target.product || target.edition || target.version)) return 'same';
  if (!stated.system?.product || stated.state === 'none' || stated.state === 'dos') return 'not-stated';
  if (target.product && isOtherName(stated.system.product, target.product)) {
    const other = systemNamed(input, target.product);
    if (!stated.product || other !== stated.product)
      return otherProduct(input, target.product, stated.product && other);
  }
  return withinProduct(input, stated, target);
}

/** Seats of the plan for the other product cure it. Two names of which one is unknown may mean the same product. */
function otherProduct(
  input: DeriveInput,
  name: string,
  bothKnown: GatheredProduct | undefined,
): TargetRelation | undefined {
  if (planCovers(input, name)) return 'same';
  return bothKnown ? 'other-product' : undefined;
}

function withinProduct(input: DeriveInput, stated: StatedSystem, target: Target): TargetRelation | undefined {
  const { system } = stated;
  if ((target.version && !system?.version) || (target.edition && !system?.edition)) return 'not-stated';
  const version = versionOrder(input, stated, target.version);
  const edition = editionOrder(stated, target.edition);
  if (version === 'above' || edition === 'above') {
    if (planUpgrades(input, stated)) return 'same';
    return version === 'above' ? 'above-version' : 'above-edition';
  }
  if (version === undefined || edition === undefined) return undefined;
  if (version === 'same' && edition === 'same') return 'same';
  return hasDowngradeRight(input, stated, target) ? 'downgrade-with-right' : 'downgrade-without-right';
}

/** A licence is good for every release of its version, and with the right to upgrade for the higher version too. */
function versionOrder(
  input: DeriveInput,
  { system, product }: Pick<StatedSystem, 'system' | 'product'>,
  wanted: string | null | undefined,
): Order {
  const licensed = system?.version;
  if (!wanted || wanted === licensed) return 'same';
  if (hasRight(input, product, 'upgrade', { from: licensed, to: wanted })) return 'same';
  const [from, to] = [licensed, wanted].map((version) => oneLine(product, { name: system?.product, version }));
  if (from === undefined || to === undefined) return undefined;
  return from === to ? 'same' : compare(firstDay(product, to), firstDay(product, from));
}

type Written = { readonly name: string | null | undefined; readonly version: string | null | undefined };

/** The version by itself first: the name "Windows 11" of what is licensed says nothing of a target "10". */
function oneLine(product: GatheredProduct | undefined, { name, version }: Written): string | undefined {
  if (!product || !version) return undefined;
  return (
    lineMeant(product, { name: null, edition: null, version }) ?? lineMeant(product, { name, edition: null, version })
  );
}

/** The day from which a line has been on sale. */
function firstDay(product: GatheredProduct | undefined, line: string): string | undefined {
  const days = product?.versions.flatMap((version: DatedVersion) =>
    lineOf(version) === line ? (version.releasedOn ?? []) : [],
  );
  return days?.toSorted().at(0);
}

function editionOrder(
  { system, product }: Pick<StatedSystem, 'system' | 'product'>,
  wanted: string | null | undefined,
): Order {
  const licensed = system?.edition;
  if (!wanted || !licensed || nameKey(wanted) === nameKey(licensed)) return 'same';
  if (!product) return undefined;
  return compare(findEdition(product, wanted)?.rank, findEdition(product, licensed)?.rank);
}

function compare<T extends string | number>(wanted: T | null | undefined, licensed: T | null | undefined): Order {
  if (wanted === null || wanted === undefined || licensed === null || licensed === undefined) return undefined;
  if (wanted === licensed) return 'same';
  return wanted > licensed ? 'above' : 'below';
}

/** Recorded with the product for the two versions, or shown by the publisher's terms. */
function hasDowngradeRight(input: DeriveInput, { system, product }: StatedSystem, target: Target): boolean {
  if (evidenceKinds(system).includes('downgrade-terms')) return true;
  return hasRight(input, product, 'downgrade', { from: system?.version, to: target.version });
}

/** Rights may have days; what counts is the day on which the system is installed. */
function hasRight(
  input: DeriveInput,
  product: GatheredProduct | undefined,
  kind: 'downgrade' | 'upgrade',
  { from, to }: { readonly from: string | null | undefined; readonly to: string | null | undefined },
): boolean {
  const rights = product?.rights ?? [];
  const isOf = (version: string | null | undefined, of: string): boolean =>
    version === of || (product !== undefined && oneLine(product, { name: null, version }) === of);
  return rights
    .filter((right) => isRightInForce(right, deliveryReferenceOn(input)))
    .some((right) => right.kind === kind && isOf(from, right.fromVersion) && isOf(to, right.toVersion));
}

/** Upgrades that the plan licenses cure it, when their seats reach for every line that is to be upgraded. */
function planUpgrades(input: DeriveInput, { product }: StatedSystem): boolean {
  if (!product) return false;
  const upgraded = input.order.lines
    .map((line) => statedSystem(input, line))
    .filter((stated) => stated.product === product && isUpgraded(input, stated));
  const seats = seatsForNewMachines(
    input,
    (item) =>
      systemNamed(input, item.product ?? '') === product && upgraded.every((stated) => reaches(input, item, stated)),
  );
  return upgraded.reduce((sum, { line }) => sum + line.quantity, 0) <= seats;
}

function isUpgraded(input: DeriveInput, stated: StatedSystem): boolean {
  const { product, version, edition } = stated.system?.target ?? {};
  if (product && !isSameSystem(input, product, stated.system?.product ?? '')) return false;
  return versionOrder(input, stated, version) === 'above' || editionOrder(stated, edition) === 'above';
}

/** Whether a licence of the plan is for the version and the edition that will be installed, or for higher ones. */
function reaches(input: DeriveInput, { version, edition }: PlanItem, { system, product }: StatedSystem): boolean {
  const licensed = system && { ...system, version: version ?? null, edition: edition ?? null };
  const wanted = {
    version: system?.target?.version ?? system?.version,
    edition: system?.target?.edition ?? system?.edition,
  };
  if (!licensed?.version || !licensed.edition) return false;
  const orders = [
    versionOrder(input, { system: licensed, product }, wanted.version),
    editionOrder({ system: licensed, product }, wanted.edition),
  ];
  return orders.every((order) => order === 'same' || order === 'below');
}

/** The seats must reach for every line that is to be installed with that product. */
function planCovers(input: DeriveInput, name: string): boolean {
  const seats = seatsForNewMachines(input, ({ product }) => Boolean(product && isSameSystem(input, product, name)));
  const machines = input.order.lines.reduce((sum, { computer, quantity }) => {
    const other = computer?.operatingSystem?.target?.product;
    const own = computer?.operatingSystem?.product;
    const isIt = other && isSameSystem(input, other, name) && !(own && isSameSystem(input, own, name));
    return isIt ? sum + quantity : sum;
  }, 0);
  return machines <= seats;
}

/**
 * Seats of the systems that are meant. What is for machines that the agency has already, and what virtual desktops and
 * servers cannot do without, upgrades no machine of the order; what counts processor cores is for servers.
 */
function seatsForNewMachines(input: DeriveInput, isMeant: (item: PlanItem) => boolean): number {
  const supplies = suppliesFor(input, 'operating-system').filter(
    ({ view }) => view.item.metric !== 'core' && isMeant(view.item),
  );
  const seats = supplies.reduce((sum, supply) => sum + supply.seats, 0);
  return (
    seats -
    seatsForOthers(
      input,
      supplies.map(({ view }) => view.item),
    )
  );
}

function isSameSystem(input: DeriveInput, a: string, b: string): boolean {
  if (!isOtherName(a, b)) return true;
  const product = systemNamed(input, a);
  return product !== undefined && product === systemNamed(input, b);
}

function systemNamed(input: DeriveInput, name: string): GatheredProduct | undefined {
  return findProduct(candidateProducts(input), { category: 'operating-system', name });
}

function isOtherName(a: string, b: string): boolean {
  return nameKey(a) !== nameKey(b);
}
