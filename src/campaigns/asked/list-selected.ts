import type { Tx } from '../../db/index.ts';
import { regionPrefix } from '../../kernel/index.ts';
import { regionRange, selectIn } from '../../log/index.ts';
import type { StoredRow } from '../../reference/index.ts';
import type { AskedUnit } from './participant.ts';

export interface SelectionQuestion {
  readonly regions: readonly string[];
  readonly kinds: readonly string[] | null;
  readonly levels: readonly string[] | null;
  readonly agencies: readonly string[];
}

/** The units that a selection asks, by code. */
export async function listSelected(
  tx: Tx,
  { regions, kinds, levels, agencies }: SelectionQuestion,
): Promise<readonly AskedUnit[]> {
  const named = await selectIn(tx, 'agencies', 'code', agencies);
  const found = new Map(named.map((row) => [String(row.code), row]));
  for (const region of regions) {
    const rows: ReturnType<Tx> = tx('agencies').whereBetween('region', regionRange(region));
    if (kinds !== null) void rows.whereIn('kind', [...kinds]);
    if (levels !== null) void rows.whereIn('level', [...levels]);
    for (const row of (await rows) as StoredRow[]) found.set(String(row.code), row);
  }
  const byCode = [...found.values()].toSorted((a, b) => (String(a.code) < String(b.code) ? -1 : 1));
  return byCode.map(toUnit);
}

/** Those among some agencies that a selection asks, by code. */
export async function listSelectedAmong(
  tx: Tx,
  { regions, kinds, levels, agencies }: SelectionQuestion,
  codes: readonly string[],
): Promise<readonly AskedUnit[]> {
  const units = (await selectIn(tx, 'agencies', 'code', codes)).map(toUnit);
  const isWithin = ({ region, kind, level }: AskedUnit): boolean =>
    regions.some((each) => region.startsWith(regionPrefix(each))) &&
    (kinds === null || kinds.includes(kind)) &&
    (levels === null || levels.includes(level));
  return units
    .filter((unit) => agencies.includes(unit.agencyCode) || isWithin(unit))
    .toSorted((a, b) => (a.agencyCode < b.agencyCode ? -1 : 1));
}

function toUnit(row: StoredRow): AskedUnit {
  return {
    ...{ agencyCode: String(row.code), name: String(row.name), kind: String(row.kind), level: String(row.level) },
    region: String(row.region),
    parentCode: row.parent_code === null ? null : String(row.parent_code),
    isClassified: Number(row.is_classified) === 1,
  };
}
