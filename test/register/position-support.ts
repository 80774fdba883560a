import { civilDate } from '../../src/kernel/index.ts';
import {
  type BoundRight,
  type CopyGroup,
  type CoveredCopies,
  type LicenceGroup,
  type LicencePosition,
  licencePosition,
} from '../../src/register/positions/licence-position.ts';
import type { LicensedProduct } from '../../src/register/products/licence-right.ts';

export const ON = civilDate('2026-06-01');

/** Versions rise; 2023 may be used as 2019, 2019 may be raised to 2023, and the suite of 2023 has the writer of 2022 in it. */
export const SUITE: LicensedProduct = {
  name: 'WPS Office',
  aliases: [],
  versions: [],
  osFamily: null,
  volumeIsUpgradeOnly: false,
  editions: [
    { name: 'Standard', unitEligible: true, rank: 1 },
    { name: 'Professional', unitEligible: true, rank: 2 },
  ],
  rights: [
    { kind: 'downgrade', fromVersion: '2023', toVersion: '2019' },
    { kind: 'upgrade', fromVersion: '2019', toVersion: '2023' },
    { kind: 'suite', fromVersion: '2023', toVersion: '2022' },
  ],
};

export const SYSTEM: LicensedProduct = {
  name: 'Windows',
  aliases: [],
  versions: ['10', '11', '11 24H2', '11 25H2'].map((version) => ({ version, releasedOn: null, supportEndsOn: null })),
  osFamily: 'windows',
  volumeIsUpgradeOnly: true,
  editions: [],
  rights: [],
};

export function copies(number: number, of: Partial<CopyGroup> = {}): CopyGroup {
  return {
    agencyCode: 'A',
    category: 'office',
    product: 'wps',
    edition: 'Professional',
    version: '2023',
    family: null,
    oem: null,
    device: null,
    copies: number,
    unverified: 0,
    isFree: false,
    ...of,
  };
}

export function licence(seats: number | null, of: Partial<LicenceGroup> = {}): LicenceGroup {
  return {
    agencyCode: 'A',
    category: 'office',
    product: 'wps',
    edition: 'Professional',
    version: '2023',
    channel: 'volume',
    platforms: [],
    device: null,
    site: [],
    seats,
    shared: 0,
    isProven: true,
    uncounted: null,
    ...of,
  };
}

export function oem(of: Partial<BoundRight> = {}): BoundRight {
  return { product: 'wps', edition: 'Professional', version: '2023', isProven: true, uncounted: null, ...of };
}

export function position(installed: readonly CopyGroup[], licences: readonly LicenceGroup[]): LicencePosition {
  const known: Readonly<Record<string, LicensedProduct>> = { wps: SUITE, windows: SYSTEM };
  return licencePosition({ on: ON, copies: installed, licences, productOf: (_, product) => known[product] });
}

/** How many copies of each group are free, bound, own, from above, short. */
export function figures({ covered }: LicencePosition): readonly (readonly number[])[] {
  return covered.map(({ free, bound, own, above, shortfall }: CoveredCopies) => [free, bound, own, above, shortfall]);
}
