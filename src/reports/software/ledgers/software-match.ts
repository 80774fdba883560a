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

/** A copy that was there on the day. */
export interface Copy extends SoftwareName {
  readonly id: string;
  readonly category: SoftwareCategory;
  readonly seenFrom: string;
}

/** A right that the device had on the day: a seat of its own, or one that needs no seat. */
export interface Right extends SoftwareName {
  readonly entitlementId: string;
  readonly allocationId: string | null;
  readonly category: SoftwareCategory;
  readonly channel: Channel;
  /** Null: from the first. */
  readonly validFrom: CivilDate | null;
  /** Null: for good. */
  readonly validUntil: CivilDate | null;
}

export type Agreement = 'agrees' | 'differs' | 'not-installed' | 'not-yet-valid' | 'expired' | 'no-licence';

/** A copy and the right to it; one of the two may be missing. */
export interface Pairing {
  readonly category: SoftwareCategory;
  readonly right: Right | null;
  readonly copy: Copy | null;
  readonly agreement: Agreement;
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
export function pairSoftware(
  copies: readonly Copy[],
  {
    seats,
    common,
    on,
  }: { readonly seats: readonly Right[]; readonly common: readonly Right[]; readonly on: CivilDate },
): readonly Pairing[] {
  const free = new Set(seats);
  const rightOf = new Map<Copy, Right>();
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
  const unused = [...free].map((right) => pairingOf({ copy: null, right, on }));
  return [...paired, ...unused].toSorted((one, other) => ORDER.indexOf(one.category) - ORDER.indexOf(other.category));
}

type FitRule = (copy: Copy, right: Right) => boolean;

function commonFor(copy: Copy, common: readonly Right[], isFitting: FitRule): Right | undefined {
  return common.find((right) => isSameProduct(copy, right) && isFitting(copy, right));
}

function isSame(copy: Copy, right: Right): boolean {
  return isSameProduct(copy, right) && agrees(copy.edition, right.edition) && agrees(copy.version, right.version);
}

function isSameProduct(copy: Copy, right: Right): boolean {
  return copy.category === right.category && nameKey(copy.product) === nameKey(right.product);
}

/** Two different products of the kind `other` have nothing to do with each other. */
function isSameKind(copy: Copy, right: Right): boolean {
  return copy.category === right.category && copy.category !== 'other';
}

/** What a licence does not say, it does not restrict; what nobody looked at is not said to differ. */
function agrees(installed: string | null, licensed: string | null): boolean {
  return installed === null || licensed === null || nameKey(installed) === nameKey(licensed);
}

interface FoundPair {
  readonly copy: Copy | null;
  readonly right: Right | null;
  readonly on: CivilDate;
}

function pairingOf({ copy, right, on }: FoundPair): Pairing {
  const category = copy?.category ?? right?.category ?? 'other';
  if (!copy) return { category, right, copy, agreement: 'not-installed' };
  if (!right) return { category, right, copy, agreement: 'no-licence' };
  return { category, right, copy, agreement: lapseOf(right, on) ?? (isSame(copy, right) ? 'agrees' : 'differs') };
}

/** Why a right allows nothing on a day; null while it is in force. */
function lapseOf({ validFrom, validUntil }: Right, on: CivilDate): 'not-yet-valid' | 'expired' | null {
  if (validFrom !== null && validFrom > on) return 'not-yet-valid';
  return validUntil !== null && validUntil < on ? 'expired' : null;
}

export type Origin = 'commercial' | 'preinstalled' | 'free' | 'unlicensed';

/** What allows a copy that is installed, as the summary counts it. */
export function originOf({ right, agreement }: Pick<Pairing, 'right' | 'agreement'>): Origin {
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
