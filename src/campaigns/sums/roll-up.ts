import { regionPrefix } from '../../kernel/index.ts';
import type { RevisionInSums } from '../filings/filings-repository.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import { type Counts, countsOf, type StandingUnit } from './counts.ts';
import { CLASSIFIED_WITH, type UnitsTogether } from './kept-together.ts';

export type Basis = 'accepted' | 'filed' | 'closed' | 'current';
export type Grouping = 'region' | 'kind' | 'parent' | 'agency';
export type RegionLevel = 'province' | 'city' | 'county';

/** What a cell comes to in a group. Null: nobody reported it, which is not nought. */
export interface CellSum {
  readonly value: number | null;
  readonly reported: number;
}

export interface GroupSum {
  /** Null: the whole. */
  readonly key: string | null;
  readonly counts: Counts;
  /** How many filings stand behind the cells. */
  readonly reporters: number;
  readonly cells: Readonly<Record<string, CellSum>>;
}

/** The revision of a unit that counts; what a unit filed that is not expected any more does not. */
export function countingRevision({ isExcused, revisions }: StandingUnit, basis: Basis, asOf: number) {
  if (isExcused) return undefined;
  const isBy = (index: number | null): boolean => index !== null && index <= asOf;
  switch (basis) {
    case 'accepted':
      return revisions.findLast(({ acceptedIndex, returnedIndex }) => isBy(acceptedIndex) && !isBy(returnedIndex));
    case 'filed':
      return revisions.at(-1);
    case 'closed':
    case 'current':
      return revisions.findLast(({ returnedIndex }) => !isBy(returnedIndex));
  }
}

/** A correction after the close is read by whoever asks for what is current, and by nobody else. */
export function readBy(basis: Basis, revisions: readonly RevisionInSums[]): readonly RevisionInSums[] {
  return basis === 'current' ? revisions : revisions.filter(({ kind }) => kind !== 'correction');
}

const KEPT_DIGITS: Readonly<Record<RegionLevel, number>> = { province: 2, city: 4, county: 6 };

function levelOf(prefix: string): RegionLevel | undefined {
  return (Object.keys(KEPT_DIGITS) as RegionLevel[]).find((level) => KEPT_DIGITS[level] === prefix.length);
}

/** What puts units into one group. A unit without a parent is a group of its own. */
export function groupKeyOf({ participant }: StandingUnit, by: Grouping, level?: RegionLevel): string {
  const { region, kind, parentCode, agencyCode } = participant;
  switch (by) {
    case 'region':
      return level === undefined ? region : region.slice(0, KEPT_DIGITS[level]).padEnd(6, '0');
    case 'kind':
      return kind;
    case 'parent':
      return parentCode ?? agencyCode;
    case 'agency':
      return agencyCode;
  }
}

export interface SumQuestion {
  readonly form: CompiledForm;
  readonly basis: Basis;
  readonly asOf: number;
}

/** Sums of a group: every cell that adds is the sum of its parts, and every rate one of two sums. */
export function sumOf(
  key: string | null,
  units: readonly StandingUnit[],
  { form, basis, asOf }: SumQuestion,
): GroupSum {
  const counting = units.flatMap((unit) => countingRevision(unit, basis, asOf) ?? []);
  const added = form.form.cells.filter(({ sum }) => sum === 'add');
  const sums = new Map(added.map(({ id }) => [id, sumCell(counting, id)]));
  const known = [...sums].flatMap(([id, { value }]) => (value === null ? [] : [[id, value] as const]));
  const recomputed = form.recompute(Object.fromEntries(known));
  const rates = form.form.cells.filter(({ type }) => type === 'rate');
  for (const { id } of rates) {
    const reported = counting.filter(({ numbers }) => numbers[id] !== undefined).length;
    sums.set(id, { value: recomputed[id] ?? null, reported });
  }
  return { key, counts: countsOf(units, asOf), reporters: counting.length, cells: Object.fromEntries(sums) };
}

function sumCell(revisions: readonly RevisionInSums[], id: string): CellSum {
  let value = 0;
  let reported = 0;
  for (const { numbers } of revisions) {
    const number = numbers[id];
    if (number === undefined) continue;
    value += number;
    reported += 1;
  }
  if (!Number.isSafeInteger(value)) throw new RangeError(`the sum of ${id} is beyond what is counted`);
  return { value: reported === 0 ? null : value, reported };
}

export const OTHER = 'other';

export interface GroupQuestion {
  readonly by: Grouping;
  readonly level?: RegionLevel | undefined;
  /** Who is told together in every grouping alike: without that, rows of one are subtracted from those of another. */
  readonly together: readonly UnitsTogether[];
}

/** Groups by key; those that would part units who are told together are one group at the end. */
export function groupsOf(
  units: readonly StandingUnit[],
  { by, level, together }: GroupQuestion,
): readonly (readonly [key: string, units: readonly StandingUnit[]])[] {
  const groups = new Map<string, StandingUnit[]>();
  for (const unit of units) {
    const key = groupKeyOf(unit, by, level);
    const group = groups.get(key);
    if (group) group.push(unit);
    else groups.set(key, [unit]);
  }
  const asked = new Set(units);
  const own = together.filter((company) => company.every((unit) => asked.has(unit)));
  const parting = partingKeys(own, (unit) => groupKeyOf(unit, by, level));
  const isTold = ([key, group]: readonly [string, readonly StandingUnit[]]): boolean =>
    !parting.has(key) &&
    (group.length >= CLASSIFIED_WITH || group.every(({ participant }) => !participant.isClassified));
  const all = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const other = all.filter((group) => !isTold(group)).flatMap(([, group]) => group);
  const told = all.filter(isTold);
  return other.length === 0 ? told : [...told, [OTHER, other]];
}

/** The keys of groups that hold a part only of units who are told together. */
function partingKeys(together: readonly UnitsTogether[], keyOf: (unit: StandingUnit) => string): ReadonlySet<string> {
  const keys = together.map((company) => new Set(company.map(keyOf)));
  return new Set(keys.filter(({ size }) => size > 1).flatMap((parted) => [...parted]));
}

export interface RegionQuestion {
  readonly region: string | undefined;
  /** Whether units of the regions below it count as well; they do where it is not said. */
  readonly below?: boolean | undefined;
}

/**
 * The units that a question about a region is answered of. Where the sums of all regions tell it with others only, the answer is
 * of the same units: its own whole would tell a classified unit, by itself or by what is left of the others.
 */
export function unitsOfRegion(
  all: readonly StandingUnit[],
  { region, below = true, together }: RegionQuestion & Pick<GroupQuestion, 'together'>,
): { readonly units: readonly StandingUnit[]; readonly isJoined: boolean } {
  if (region === undefined) return { units: all, isJoined: false };
  const prefix = below ? regionPrefix(region) : region;
  const own = all.filter(({ participant }) => participant.region.startsWith(prefix));
  // All of the country is no group among others.
  if (prefix === '') return { units: own, isJoined: false };
  const groups = groupsOf(all, { by: 'region', level: below ? levelOf(prefix) : undefined, together });
  const [, joined = []] = groups.find(([key]) => key === OTHER) ?? [];
  const isJoined = own.length < all.length && own.some((unit) => joined.includes(unit));
  return isJoined ? { units: joined, isJoined } : { units: own, isJoined };
}
