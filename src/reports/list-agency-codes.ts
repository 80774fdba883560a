import type { Tx } from '../db/index.ts';
import type { Grant } from '../kernel/index.ts';
import { reachOnly, subtreeOnly } from '../log/index.ts';

/** Which agencies a report is of: those that the caller reaches, and of these a region, one agency, or one with all below it. */
export interface AgencyScope {
  readonly grant: Grant;
  readonly region: string | undefined;
  readonly agencyCode: string | undefined;
  readonly isSubtree: boolean;
}

type Rows = ReturnType<Tx>;

/** The codes of the agencies in scope, as a query to be used inside others. */
export function listAgencyCodes(tx: Tx, { grant, region, agencyCode, isSubtree }: AgencyScope): Rows {
  const codes: Rows = tx('agencies').select('code');
  const agencies = { column: 'code', table: 'agencies' };
  reachOnly(tx, codes, { ...agencies, grant });
  if (region !== undefined) reachOnly(tx, codes, { ...agencies, grant: { region } });
  if (agencyCode === undefined) return codes;
  if (isSubtree) subtreeOnly(codes, 'code', agencyCode);
  else void codes.where('code', agencyCode);
  return codes;
}
