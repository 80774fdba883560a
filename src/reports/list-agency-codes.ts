import type { Tx } from '../db/index.ts';
import type { Grant } from '../kernel/index.ts';
import { reachOnly } from '../log/index.ts';

/** Which agencies a report is of: those that the caller reaches, and of these a region, one agency, or one with all below it. */
export interface AgencyScope {
  readonly grant: Grant;
  readonly region: string | undefined;
  readonly agencyCode: string | undefined;
  readonly isSubtree: boolean;
}

type Rows = ReturnType<Tx>;

/** All agencies below one, however deep; a circle of parents ends, because each is found once. */
const SUBTREE = `with recursive below (code) as (
    select code from agencies where code = ?
    union select a.code from agencies a join below on a.parent_code = below.code)
  select code from below`;

/** The codes of the agencies in scope, as a query to be used inside others. */
export function listAgencyCodes(tx: Tx, { grant, region, agencyCode, isSubtree }: AgencyScope): Rows {
  const codes: Rows = tx('agencies').select('code');
  const agencies = { column: 'code', table: 'agencies' };
  reachOnly(tx, codes, { ...agencies, grant });
  if (region !== undefined) reachOnly(tx, codes, { ...agencies, grant: { region } });
  if (agencyCode === undefined) return codes;
  if (isSubtree) void codes.whereRaw(`code in (${SUBTREE})`, [agencyCode]);
  else void codes.where('code', agencyCode);
  return codes;
}
