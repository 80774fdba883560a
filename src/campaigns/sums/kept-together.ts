import type { Participant } from '../asked/participant.ts';
import type { StandingUnit } from './counts.ts';

/** So many units stand behind a number in which a classified one is told, or it is told of a wider group only. */
export const CLASSIFIED_WITH = 3;

/** Units that are told together or not at all. */
export type UnitsTogether = readonly StandingUnit[];

/**
 * For each classified unit a company that no row of any grouping parts from it. Every published row is a sum of whole companies,
 * and so is whatever is added and subtracted of rows: no such sum is of fewer than three units with a classified one among them,
 * unless all there are come to fewer. `counts` says whose numbers stand behind sums: who has not filed hides nobody.
 */
export function keptTogether(
  units: readonly StandingUnit[],
  counts: (unit: StandingUnit) => boolean,
): readonly UnitsTogether[] {
  const companyOf = new Map<StandingUnit, StandingUnit[]>();
  const sizes = regionSizes(units);
  const tells = (unit: StandingUnit): boolean => unit.participant.isClassified && counts(unit);
  const isSafe = (company: readonly StandingUnit[]): boolean =>
    company.length >= CLASSIFIED_WITH && (company.filter(counts).length >= CLASSIFIED_WITH || !company.some(tells));
  for (const unit of units.filter(({ participant }) => participant.isClassified)) {
    let company = companyOf.get(unit) ?? [unit];
    while (!isSafe(company)) {
      const next = nearestTo(unit, { among: units, besides: company, counts, sizes });
      if (next === undefined) break;
      company = [...company, ...(companyOf.get(next) ?? [next])];
    }
    for (const each of company) companyOf.set(each, company);
  }
  return [...new Set(companyOf.values())];
}

interface Neighbours {
  readonly among: readonly StandingUnit[];
  readonly besides: readonly StandingUnit[];
  readonly counts: (unit: StandingUnit) => boolean;
  readonly sizes: ReadonlyMap<string, number>;
}

/** Whoever is alike parts few rows: one whose numbers count, of the same region, kind and parent; of a small region rather than a large one. */
function nearestTo(unit: StandingUnit, { among, besides, counts, sizes }: Neighbours): StandingUnit | undefined {
  const own = unit.participant;
  const company = new Set(besides);
  let nearest: StandingUnit | undefined;
  let best: readonly number[] = [];
  for (const other of among) {
    if (company.has(other)) continue;
    const { participant } = other;
    const likeness = [
      ...[
        Number(counts(other) || !counts(unit)),
        sharedLevels(own, participant),
        Number(own.kind === participant.kind),
      ],
      ...[Number(parentOf(own) === parentOf(participant)), Number(participant.isClassified)],
      -(sizes.get(participant.region) ?? 0),
    ];
    if (nearest !== undefined && !isGreater(likeness, best)) continue;
    nearest = other;
    best = likeness;
  }
  return nearest;
}

/** The first number that differs decides. */
function isGreater(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((number, place) => number !== other[place]);
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
}

const LEVEL_DIGITS = [2, 4, 6];

/** How many levels of regions two units have in common: none, the province, the city, the county. */
function sharedLevels({ region: one }: Participant, { region: other }: Participant): number {
  return LEVEL_DIGITS.filter((digits) => one.slice(0, digits) === other.slice(0, digits)).length;
}

function parentOf({ parentCode, agencyCode }: Participant): string {
  return parentCode ?? agencyCode;
}

function regionSizes(units: readonly StandingUnit[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { participant } of units) sizes.set(participant.region, (sizes.get(participant.region) ?? 0) + 1);
  return sizes;
}
