export const ROLES = [
  'procurement-officer',
  'agency-approver',
  'agency-liaison',
  'finance',
  'audit',
  'legalization-office',
  'system-administrator',
  'security-administrator',
  'machine',
  'platform',
  'installer',
] as const;

export type Role = (typeof ROLES)[number];

/** What a key or role reaches: named agencies, or every agency of a region and the regions below it. */
export type Grant = { readonly agencies: readonly string[] } | { readonly region: string };

/** Who is asking: a key, acting for the person who owns it. */
export interface Actor {
  readonly keyId: string;
  readonly personId: string | null;
  readonly role: Role;
  readonly grant: Grant;
  readonly scopes: readonly string[];
}

export const NATIONAL_REGION = '000000';

/** The regions whose parameters and grants hold for a region, nearest first: 421022, 421000, 420000, 000000 (GB/T 2260). */
export function regionsUpwards(region: string): readonly string[] {
  return [...new Set([region, `${region.slice(0, 4)}00`, `${region.slice(0, 2)}0000`, NATIONAL_REGION])];
}

/** How the codes of a region and of those below it begin: 4210 for 421000, 42 for 420000, with nothing for the nation. */
export function regionPrefix(region: string): string {
  return region.replace(/(?:00){1,3}$/, '');
}

/** Beyond the nation nothing lies. */
export function isNational(grant: Grant): boolean {
  return 'region' in grant && grant.region === NATIONAL_REGION;
}

/** Whether a grant reaches an agency of a region. */
export function reaches(grant: Grant, agency: { readonly code: string; readonly region: string }): boolean {
  if ('agencies' in grant) return grant.agencies.includes(agency.code);
  return regionsUpwards(agency.region).includes(grant.region);
}

/** Stands where a text of a classified order is not shown. */
export const MASK = '***';

/** Whether somebody sees the texts of classified orders: the agency's own people do, and its own machines. */
export function seesTexts({ role, grant }: Pick<Actor, 'role' | 'grant'>): boolean {
  if (role === 'procurement-officer' || role === 'agency-approver') return true;
  return role === 'machine' && 'agencies' in grant;
}
