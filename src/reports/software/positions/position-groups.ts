import { type CopyGroup, type LicenceGroup, nameKey, type UncountedReason } from '../../../register/index.ts';
import type { Policy } from '../../../rules/index.ts';
import type { SoftwareBook } from '../ledgers/software-book.ts';
import type { EqualCopies } from './equal-copies.ts';
import type { AgencyRow, LicencesRow } from './position-rows.ts';

/** What rows of the register are read by. */
export interface Terms {
  readonly book: SoftwareBook;
  readonly agencies: ReadonlyMap<string, AgencyRow>;
  readonly policyOf: (agency: Pick<AgencyRow, 'region' | 'level'>) => Policy;
}

export function copyGroup(row: EqualCopies, terms: Terms): CopyGroup {
  const { agency_code: agencyCode, category, product, edition, version } = row;
  const { book, agencies, policyOf } = terms;
  const agency = agencies.get(agencyCode);
  return {
    agencyCode,
    category,
    edition,
    version,
    isFree: agency !== undefined && book.isFree({ category, product, edition }, policyOf(agency)),
    product: book.keyOf(category, product),
    family: book.familyOf(row.system),
    oem: row.right && licenceGroup(row.right, terms),
    device: row.device,
    copies: row.copies,
    unverified: row.unseen,
  };
}

export function licenceGroup(row: LicencesRow, terms: Terms): LicenceGroup {
  const { agency_code: agencyCode, category, product, edition, version, channel, device } = row;
  return {
    agencyCode,
    category,
    edition,
    version,
    channel,
    device,
    product: terms.book.keyOf(category, product),
    platforms: row.platforms === '[]' ? [] : (JSON.parse(row.platforms) as readonly string[]),
    site: agenciesOfSite(row),
    seats: Number(row.is_unlimited) === 1 ? headcountOf(row) : Number(row.seats ?? 0),
    shared: Number(row.shared),
    isProven: Number(row.proven) === 1,
    uncounted: whyUncounted(row, terms),
  };
}

interface StoredSite {
  readonly agencies: readonly string[];
  readonly headcount: number | null;
}

function siteOf({ site }: Pick<LicencesRow, 'site'>): StoredSite | null {
  return site === null ? null : (JSON.parse(site) as StoredSite);
}

export function agenciesOfSite(row: Pick<LicencesRow, 'site'>): readonly string[] {
  return siteOf(row)?.agencies ?? [];
}

/** A site licence without a number of seats is good for the headcount of its site; without that it has no limit. */
function headcountOf(row: Pick<LicencesRow, 'site'>): number | null {
  return siteOf(row)?.headcount ?? null;
}

/** Declared only comes last: what would not count anyway needs no verification. */
function whyUncounted(row: LicencesRow, { book, agencies, policyOf }: Terms): UncountedReason | null {
  const agency = agencies.get(row.agency_code);
  if (agency && book.isPersonal(row, policyOf(agency))) return 'personal-edition';
  // The register does not know how many cores a machine has.
  if (row.metric === 'core') return 'cores';
  const isBound = Number(row.is_bound) === 1;
  if (row.channel === 'oem' && !isBound) return 'no-device';
  if (!isBound && agency && !isLicensedTo(row, agency)) return 'other-licensee';
  return row.standing === 'verified' ? null : 'declared';
}

/** The agency itself, or another body that has allocated its seats in writing; what was granted, or is a site's, is so. */
function isLicensedTo(
  { licensee, channel, site, has_letter: letter }: LicencesRow,
  { code, name }: AgencyRow,
): boolean {
  if (channel === 'granted-from-above' || site !== null || Number(letter) === 1) return true;
  return nameKey(licensee) === nameKey(code) || nameKey(licensee) === nameKey(name);
}

/**
 * Agencies that share counted seats with these, directly or by others: their copies and licences decide what is left. A
 * licence without limit is shared with nobody's loss.
 */
export function sharingWith(codes: readonly string[], sites: readonly LicencesRow[]): readonly string[] {
  const known = new Set(codes);
  const shared = sites
    .filter((site) => Number(site.is_unlimited) === 0 || headcountOf(site) !== null)
    .map((site) => [...new Set([site.agency_code, ...agenciesOfSite(site)])])
    .filter((members) => members.length > 1);
  for (let before = -1; before < known.size; ) {
    before = known.size;
    for (const members of shared) {
      if (members.some((code) => known.has(code))) for (const code of members) known.add(code);
    }
  }
  for (const code of codes) known.delete(code);
  return [...known].sort();
}

/** Whether a site licence belongs to one of these agencies or names one. */
export function concerns(site: LicencesRow, agencies: ReadonlyMap<string, unknown>): boolean {
  return agencies.has(site.agency_code) || agenciesOfSite(site).some((code) => agencies.has(code));
}
