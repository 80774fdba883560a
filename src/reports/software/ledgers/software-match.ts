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
}

export type Agreement = 'agrees' | 'differs' | 'not-installed' | 'no-licence';

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
 * without seats (`common`: a site licence, free software) serve what is left, of the same product only.
 */
export function pairSoftware(
  copies: readonly Copy[],
  { seats, common }: { readonly seats: readonly Right[]; readonly common: readonly Right[] },
): readonly Pairing[] {
  const free = new Set(seats);
  const rightOf = new Map<Copy, Right>();
  for (const isFitting of [isSame, isSameProduct, isSameKind]) {
    for (const copy of copies) {
      if (rightOf.has(copy)) continue;
      const right = [...free].find((seat) => isFitting(copy, seat)) ?? commonFor(copy, common, isFitting);
      if (!right) continue;
      rightOf.set(copy, right);
      free.delete(right);
    }
  }
  const paired = copies.map((copy) => pairingOf(copy, rightOf.get(copy) ?? null));
  const unused = [...free].map((right) => pairingOf(null, right));
  return [...paired, ...unused].toSorted((one, other) => ORDER.indexOf(one.category) - ORDER.indexOf(other.category));
}

type FitRule = (copy: Copy, right: Right) => boolean;

function commonFor(copy: Copy, common: readonly Right[], isFitting: FitRule): Right | undefined {
  return isFitting === isSameKind ? undefined : common.find((right) => isFitting(copy, right));
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

function pairingOf(copy: Copy | null, right: Right | null): Pairing {
  const category = copy?.category ?? right?.category ?? 'other';
  if (!copy) return { category, right, copy, agreement: 'not-installed' };
  if (!right) return { category, right, copy, agreement: 'no-licence' };
  return { category, right, copy, agreement: isSame(copy, right) ? 'agrees' : 'differs' };
}

export type Origin = 'commercial' | 'preinstalled' | 'free' | 'unlicensed';

/** What allows a copy that is installed, as the summary counts it. */
export function originOf({ right }: Pick<Pairing, 'right'>): Origin {
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
