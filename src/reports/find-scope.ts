import type { Tx } from '../db/index.ts';
import type { Grant, Text } from '../kernel/index.ts';
import { findAgency } from './find-agency.ts';
import { agencyIn, type NamedAgency, regionIn, type ScopeQuery, scopeLine } from './report-scope.ts';

export interface FoundScope {
  /** The one agency that the report is about, if it is about one that the caller reaches. */
  readonly agency: NamedAgency | undefined;
  /** Whose figures they are, for the head of a paper. */
  readonly line: readonly [Text, Text | string];
  /** Whose policy parameters count. */
  readonly region: string;
}

/** Whose figures a report shows, of those that the caller reaches. */
export async function findScope(
  tx: Tx,
  { query, grant }: { readonly query: Pick<ScopeQuery, 'region' | 'agencyCode'>; readonly grant: Grant },
): Promise<FoundScope> {
  const agency = await findAgency(tx, agencyIn(query, grant), grant);
  return { agency, line: scopeLine(query, grant, agency), region: agency?.region ?? regionIn(query, grant) };
}
