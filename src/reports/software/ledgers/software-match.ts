import type { CivilDate } from '../../../kernel/index.ts';
import { nameKey } from '../../../register/index.ts';

export type SoftwareCategory = 'operating-system' | 'office' | 'antivirus-client' | 'antivirus-server' | 'other';

export type Channel =
  | 'oem'
  | 'volume'
  | 'retail'
  | 'subscription'
  | 'site'
  | 'free'
  | 'open-source'
  | 'granted-from-above';

export interface SoftwareName {
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
}

/** What a copy is of. */
export interface Release extends SoftwareName {
  readonly category: SoftwareCategory;
}

/** A copy that was there on the day. */
export interface Copy extends Release {
  readonly id: string;
  readonly seenFrom: string;
}

/** What a right allows, and for how long. */
export interface RightTerms extends Release {
  readonly channel: Channel;
  /** Null: from the first. */
  readonly validFrom: CivilDate | null;
  /** Null: for good. */
  readonly validUntil: CivilDate | null;
}

/** A right that the device had on the day: a seat of its own, or one that needs no seat. */
export interface Right extends RightTerms {
  readonly entitlementId: string;
  readonly allocationId: string | null;
}

export type Agreement = 'agrees' | 'differs' | 'not-installed' | 'not-yet-valid' | 'expired' | 'no-licence';

/** A copy and the right to it; one of the two may be missing. */
export interface Pairing<One extends Release = Copy, Allowing extends RightTerms = Right> {
  readonly category: SoftwareCategory;
  readonly right: Allowing | null;
  readonly copy: One | null;
  readonly agreement: Agreement;
}

/** What may allow the copies on one device. */
export interface RightsOnDevice<Allowing extends RightTerms> {
  readonly seats: readonly Allowing[];
  readonly common: readonly Allowing[];
  readonly on: CivilDate;
}

const ORDER: readonly SoftwareCategory[] = [
  ...(['operating-system', 'office', 'antivirus-client', 'antivirus-server', 'other'] as const),
];

/**
 * Which right allows which copy on one device, for a ledger that people read: the same product to edition and version
 * first, then the same product, then the same kind, so that what differs stands side by side. A seat is used once; rights
 * without seats (`common`: a site licence, free software) serve what is left, of the same product only. A seat that is not
 * in force on the day allows nothing, and stands beside a copy only where nothing else does.
 */
export function pairSoftware<One extends Release, Allowing extends RightTerms>(
  copies: readonly One[],
  { seats, common, on }: RightsOnDevice<Allowing>,
): readonly Pairing<One, Allowing>[] {
  const free = new Set(seats);
  const rightOf = new Map<One, Allowing>();
  const pair = (isFitting: FitRule): void => {
    for (const copy of copies) {
      if (rightOf.has(copy)) continue;
      const right = [...free].find((seat) => isFitting(copy, seat)) ?? commonFor(copy, common, isFitting);
      if (!right) continue;
      rightOf.set(copy, right);
      free.delete(right);
    }
  };
  for (const isInForce of [true, false]) {
    for (const isFitting of [isSame, isSameProduct, isSameKind]) {
      pair((copy, right) => (lapseOf(right, on) === null) === isInForce && isFitting(copy, right));
    }
  }
  const paired = copies.map((copy) => pairingOf({ copy, right: rightOf.get(copy) ?? null, on }));
  const unused = [...free].map((right) => pairingOf<One, Allowing>({ copy: null, right, on }));
  return [...paired, ...unused].toSorted((one, other) => ORDER.indexOf(one.category) - ORDER.indexOf(other.category));
}

type FitRule = (copy: Release, right: RightTerms) => boolean;

function commonFor<Allowing extends RightTerms>(
  copy: Release,
  common: readonly Allowing[],
  isFitting: FitRule,
): Allowing | undefined {
  return common.find((right) => isSameProduct(copy, right) && isFitting(copy, right));
}

function isSame(copy: Release, right: RightTerms): boolean {
  return isSameProduct(copy, right) && agrees(copy.edition, right.edition) && agrees(copy.version, right.version);
}

function isSameProduct(copy: Release, right: RightTerms): boolean {
  return copy.category === right.category && nameKey(copy.product) === nameKey(right.product);
}

/** Two different products of the kind `other` have nothing to do with each other. */
function isSameKind(copy: Release, right: RightTerms): boolean {
  return copy.category === right.category && copy.category !== 'other';
}

/** What a licence does not say, it does not restrict; what nobody looked at is not said to differ. */
function agrees(installed: string | null, licensed: string | null): boolean {
  return installed === null || licensed === null || nameKey(installed) === nameKey(licensed);
}

interface FoundPair<One, Allowing> {
  readonly copy: One | null;
  readonly right: Allowing | null;
  readonly on: CivilDate;
}

function pairingOf<One extends Release, Allowing extends RightTerms>({
  copy,
  right,
  on,
}: FoundPair<One, Allowing>): Pairing<One, Allowing> {
  const category = copy?.category ?? right?.category ?? 'other';
  if (!copy) return { category, right, copy, agreement: 'not-installed' };
  if (!right) return { category, right, copy, agreement: 'no-licence' };
  return { category, right, copy, agreement: lapseOf(right, on) ?? (isSame(copy, right) ? 'agrees' : 'differs') };
}

/** Why a right allows nothing on a day; null while it is in force. */
function lapseOf({ validFrom, validUntil }: RightTerms, on: CivilDate): 'not-yet-valid' | 'expired' | null {
  if (validFrom !== null && validFrom > on) return 'not-yet-valid';
  return validUntil !== null && validUntil < on ? 'expired' : null;
}

export type Origin = 'commercial' | 'preinstalled' | 'free' | 'unlicensed';

/** What allows a copy that is installed, as the summary counts it. */
export function originOf({ right, agreement }: Pick<Pairing<Release, RightTerms>, 'right' | 'agreement'>): Origin {
  if (agreement === 'not-yet-valid' || agreement === 'expired') return 'unlicensed';
  switch (right?.channel) {
    case undefined:
      return 'unlicensed';
    case 'oem':
      return 'preinstalled';
    case 'free':
    case 'open-source':
      return 'free';
    default:
      return 'commercial';
  }
}
