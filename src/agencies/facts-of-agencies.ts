import type { Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';

/** An agency as facts see it. `version` is the log index of its last change. */
export interface AgencyFacts {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly level: 'central' | 'province' | 'city' | 'county' | 'township';
  readonly region: string;
  readonly parentCode: string | null;
  readonly staff: number | null;
  readonly isClassified: boolean;
  readonly isIsolatedNetwork: boolean;
  readonly openedOn: CivilDate | null;
  readonly version: number;
}

interface AgencyColumns {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly level: 'central' | 'province' | 'city' | 'county' | 'township';
  readonly region: string;
  readonly parent_code: string | null;
  readonly staff: number | null;
  readonly is_classified: number;
  readonly is_isolated_network: number;
  readonly opened_on: CivilDate | null;
  readonly log_index: number;
}

/** The agencies of a batch by code; an unknown one is absent. */
export async function factsOfAgencies(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, AgencyFacts>> {
  if (codes.length === 0) return new Map();
  const rows: AgencyColumns[] = await tx('agencies').whereIn('code', [...codes]);
  return new Map(
    rows.map((row) => [
      row.code,
      {
        code: row.code,
        name: row.name,
        kind: row.kind,
        level: row.level,
        region: row.region,
        parentCode: row.parent_code,
        staff: row.staff === null ? null : Number(row.staff),
        isClassified: row.is_classified === 1,
        isIsolatedNetwork: row.is_isolated_network === 1,
        openedOn: row.opened_on,
        version: Number(row.log_index),
      },
    ]),
  );
}

/** Who holds which duty, without names: facts need only from when to when. */
export interface DutyFacts {
  readonly duty: 'head' | 'leader-in-charge' | 'responsible' | 'liaison';
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

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
