import type { Tx } from '../db/index.ts';
import { readKindRow, type StoredRow } from '../reference/index.ts';
import { AGENCY, type Agency } from './agency.ts';
import type { ResponsiblePerson } from './responsible-person.ts';

/** An agency as facts see it. `version` is the log index of its last change. */
export interface AgencyFacts extends Omit<Agency, 'classified' | 'isolatedNetwork'> {
  readonly isClassified: boolean;
  readonly isIsolatedNetwork: boolean;
  readonly version: number;
}

/** The agencies of a batch by code; an unknown one is absent. */
export async function factsOfAgencies(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, AgencyFacts>> {
  if (codes.length === 0) return new Map();
  const rows: StoredRow[] = await tx('agencies').whereIn('code', [...codes]);
  return new Map(rows.map((row) => [String(row.code), toFacts(row)]));
}

function toFacts(row: StoredRow): AgencyFacts {
  const { state, logIndex } = readKindRow(AGENCY, row);
  const { classified: isClassified, isolatedNetwork: isIsolatedNetwork, ...agency } = state;
  return { ...agency, isClassified, isIsolatedNetwork, version: logIndex };
}

/** Who holds which duty, without names: facts need only from when to when. */
export type DutyFacts = Pick<ResponsiblePerson, 'duty' | 'from' | 'until'>;

export async function factsOfResponsiblePersons(
  tx: Tx,
  agencyCodes: readonly string[],
): Promise<ReadonlyMap<string, readonly DutyFacts[]>> {
  if (agencyCodes.length === 0) return new Map();
  const rows: (DutyFacts & { readonly agencyCode: string })[] = await tx('responsible_persons')
    .select({ agencyCode: 'agency_code', duty: 'duty', from: 'from_on', until: 'until_on' })
    .whereIn('agency_code', [...agencyCodes])
    .orderBy(['agency_code', 'duty', 'from_on']);
  const byAgency = new Map<string, DutyFacts[]>();
  for (const { agencyCode, duty, from, until } of rows) {
    const duties = byAgency.get(agencyCode) ?? [];
    duties.push({ duty, from, until });
    byAgency.set(agencyCode, duties);
  }
  return byAgency;
}
