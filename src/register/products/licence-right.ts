import type { CivilDate } from '../../kernel/index.ts';
import { nameKey } from './name-key.ts';
import { isSameLine, type VersionedProduct } from './versions-meant.ts';

/** By which right a licence covers a copy, the narrowest first. */
export const LICENCE_RIGHTS = ['exact', 'suite', 'downgrade', 'upgrade'] as const;
export type LicenceRight = (typeof LICENCE_RIGHTS)[number];

/** A product as the register or the rule pack knows it, as far as licences are matched with copies. */
export interface LicensedProduct extends VersionedProduct {
  readonly osFamily: string | null;
  /** Null or absent where nobody has said. */
  readonly domestic?: boolean | null;
  readonly volumeIsUpgradeOnly: boolean | null;
  readonly editions: readonly { readonly name: string; readonly unitEligible: boolean; readonly rank: number | null }[];
  readonly rights: readonly DatedRight[];
}

interface DatedRight {
  readonly kind: 'downgrade' | 'upgrade' | 'suite' | 'bundle';
  readonly fromVersion: string;
  readonly toVersion: string;
  /** Absent for products of the rule pack, whose rights have no days. */
  readonly from?: CivilDate | null;
  readonly until?: CivilDate | null;
}

/** A release of a product: what a licence is for, or what is installed. */
export interface Release {
  readonly edition: string | null;
  readonly version: string | null;
}

/**
 * By which right a licence covers a copy of the same product on a day; null: by none. What either side leaves open is not
 * compared. A higher edition may stand in for a lower one only where a downgrade is recorded.
 */
export function rightOf(
  product: LicensedProduct | undefined,
  { licence, copy, on }: { readonly licence: Release; readonly copy: Release; readonly on: CivilDate },
): LicenceRight | null {
  const editions = editionsApart(product, licence.edition, copy.edition);
  if (editions === undefined || editions < 0) return null;
  const isSameVersion = !licence.version || !copy.version || isSameLine(product, licence.version, copy.version);
  if (isSameVersion && editions === 0) return 'exact';
  const toVersion = copy.version ?? licence.version;
  const rights = rightsFrom(product, licence, on).filter((right) => right.toVersion === toVersion);
  return (
    LICENCE_RIGHTS.find(
      (right) => (editions === 0 || right === 'downgrade') && rights.some((one) => one.right === right),
    ) ?? null
  );
}

/** How many releases a licence may be used for: of two that fit, the one that could serve fewer others is used first. */
export function breadthOf(product: LicensedProduct | undefined, licence: Release, on: CivilDate): number {
  if (!licence.version) return BREADTH_MAX;
  if (!product || product.rights.length === 0) return 1;
  return Math.min(1 + rightsFrom(product, licence, on).length, BREADTH_MAX);
}

/** Also of a licence that leaves its version open. */
export const BREADTH_MAX = 99;

/** An edition that is not for units covers nothing that a unit uses; undefined when the register does not know it. */
export function isForUnits(product: LicensedProduct | undefined, edition: string | null): boolean | undefined {
  return edition === null ? undefined : editionCalled(product, edition)?.unitEligible;
}

interface RightFrom {
  readonly right: LicenceRight;
  readonly toVersion: string;
}

function rightsFrom(product: LicensedProduct | undefined, { version }: Release, on: CivilDate): readonly RightFrom[] {
  return (product?.rights ?? [])
    .filter(({ fromVersion, from, until }) => fromVersion === version && (from ?? on) <= on && on <= (until ?? on))
    .map(({ kind, toVersion }) => ({ right: kind === 'bundle' ? 'suite' : kind, toVersion }));
}

/** How many ranks the licensed edition stands above the installed one; undefined when the register cannot tell. */
function editionsApart(
  product: LicensedProduct | undefined,
  licensed: string | null,
  installed: string | null,
): number | undefined {
  if (!licensed || !installed || licensed === installed || nameKey(licensed) === nameKey(installed)) return 0;
  const [above, below] = [editionCalled(product, licensed)?.rank, editionCalled(product, installed)?.rank];
  return typeof above === 'number' && typeof below === 'number' ? above - below : undefined;
}

function editionCalled(
  product: LicensedProduct | undefined,
  name: string,
): LicensedProduct['editions'][number] | undefined {
  const key = nameKey(name);
  return product?.editions.find((edition) => nameKey(edition.name) === key);
}
