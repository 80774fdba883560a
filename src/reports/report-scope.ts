import { type Grant, NATIONAL_REGION, type Text, text } from '../kernel/index.ts';

export interface ScopeQuery {
  readonly fiscalYear: number;
  readonly region?: string;
  readonly agencyCode?: string;
}

/** Which budget lines a report is about: those of a year that the caller reaches, and of these a region or one agency. */
export interface LinesScope {
  readonly fiscalYear: number;
  readonly grant: Grant;
  readonly region: string | undefined;
  /** False: of the region only agencies of its own, none of the regions below it. */
  readonly below?: boolean;
  readonly agencyCode: string | undefined;
}

export const YEAR = text('预算年度', 'Fiscal year');
const REGION = text('行政区划', 'Region');
const AGENCY = text('单位', 'Agency');
export const NATION = text('全国', 'the whole nation');

/** The one agency that a report is about, if it is about one. */
export function agencyIn(query: Pick<ScopeQuery, 'agencyCode'>, grant: Grant): string | undefined {
  if (query.agencyCode !== undefined) return query.agencyCode;
  return 'agencies' in grant && grant.agencies.length === 1 ? grant.agencies[0] : undefined;
}

/** The region that a report is about: the one that is asked for, else the caller's own. */
export function regionIn(query: Pick<ScopeQuery, 'region'>, grant: Grant): string {
  if (query.region !== undefined) return query.region;
  return 'region' in grant ? grant.region : NATIONAL_REGION;
}

export interface NamedAgency {
  readonly code: string;
  readonly name: string;
}

/** Whose figures they are, for the head of a paper. */
export function scopeLine(
  query: Pick<ScopeQuery, 'region'>,
  grant: Grant,
  agency: NamedAgency | undefined,
): readonly [Text, Text | string] {
  if (agency) return [AGENCY, `${agency.name}（${agency.code}）`];
  if ('agencies' in grant) return [AGENCY, grant.agencies.join('、')];
  const region = regionIn(query, grant);
  return [REGION, region === NATIONAL_REGION ? NATION : region];
}
