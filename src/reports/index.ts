export { findAgency } from './find-agency.ts';
export { type AgencyScope, listAgencyCodes } from './list-agency-codes.ts';
export { type CountedLicences, type LoadedPosition, loadPosition } from './load-position.ts';
export type { PositionScope } from './position-rows.ts';
export { agencyIn, regionIn } from './report-scope.ts';
