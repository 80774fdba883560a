import type { Tx } from '../../../db/index.ts';
import type { Key, Reading } from '../../../documents/index.ts';
import { groupBy, sumBy } from '../../../kernel/index.ts';
import { placedCopy, sortCopies } from './equal-copies.ts';
import { listOwnLicences } from './licences-repository.ts';
import type { CountedCopies, LoadedPosition } from './load-position.ts';
import { listCopiesOnDevices } from './position-repository.ts';
import type { CopyOnDeviceRow } from './position-rows.ts';

/** A copy that no licence covers, on its device. */
export interface UncoveredCopy {
  readonly agencyName: string | null;
  readonly copy: CopyOnDeviceRow;
  readonly isUnverified: boolean;
}

/**
 * The devices of the shortfall, a page at a time, in two statements each. Which of equal copies is the uncovered one nothing
 * says: it is taken to be one that was given no seat, and of these one that came last.
 */
export function listShortfalls(tx: Tx, loaded: LoadedPosition, product: string | undefined): Reading<UncoveredCopy> {
  const { book, seenSince } = loaded;
  const uncovered = loaded.copies.filter(({ row, covered }) => {
    if (covered.shortfall === 0) return false;
    return product === undefined || book.keyOf(row.category, product) === covered.group.product;
  });
  const byAgency = groupBy(uncovered, ({ row }) => row.agency_code);
  const codes = [...byAgency.keys()].sort();
  return {
    keyOf,
    page: async (after, limit) => {
      const from = after === undefined ? '' : String(after[0]);
      const chosen = enough(
        codes.filter((code) => code >= from),
        { byAgency, limit, isContinued: after !== undefined },
      );
      if (chosen.length === 0) return [];
      const some = { ...loaded.reading, codes: chosen };
      const copies = await listCopiesOnDevices(tx, some);
      const sorting = sortCopies(copies.map(placedCopy), (await listOwnLicences(tx, some)).rights);
      const equal = groupBy(copies, (copy) => sorting.keyOf(copy, copy.device_id));
      const rows = chosen
        .flatMap((code) => uncoveredOf(byAgency.get(code) ?? [], equal))
        .map(
          (copy): UncoveredCopy => ({
            copy,
            agencyName: loaded.agencies.get(copy.agency_code)?.name ?? null,
            isUnverified: copy.seen_last < seenSince,
          }),
        )
        .sort((one, other) => compare(keyOf(one), keyOf(other)));
      return rows.filter((row) => after === undefined || compare(keyOf(row), after) > 0).slice(0, limit);
    },
  };
}

function keyOf({ copy }: Pick<UncoveredCopy, 'copy'>): Key {
  return [copy.agency_code, copy.device_id, copy.id];
}

function compare(one: Key, other: Key): number {
  const at = one.findIndex((part, place) => part !== other[place]);
  return at < 0 ? 0 : String(one[at]) < String(other[at]) ? -1 : 1;
}

interface ShortfallPage {
  readonly byAgency: ReadonlyMap<string, readonly CountedCopies[]>;
  readonly limit: number;
  /** Some of the first agency's copies were on the page before. */
  readonly isContinued: boolean;
}

/** The next agencies, as many as fill a page. */
function enough(codes: readonly string[], { byAgency, limit, isContinued }: ShortfallPage): readonly string[] {
  let found = 0;
  const end = codes.findIndex((code, at) => {
    if (at > 0 || !isContinued) found += sumBy(byAgency.get(code) ?? [], ({ covered }) => covered.shortfall);
    return found >= limit;
  });
  return end < 0 ? codes : codes.slice(0, end + 1);
}

/** Of each group as many copies as are not covered. */
function uncoveredOf(
  groups: readonly CountedCopies[],
  equal: ReadonlyMap<string, readonly CopyOnDeviceRow[]>,
): readonly CopyOnDeviceRow[] {
  return groups.flatMap(({ row, covered }) => uncoveredFirst(equal.get(row.key) ?? []).slice(0, covered.shortfall));
}

/** Equal copies, those that are taken to be uncovered first. */
export function uncoveredFirst(copies: readonly CopyOnDeviceRow[]): readonly CopyOnDeviceRow[] {
  return copies.toSorted(
    (one, other) =>
      Number(one.was_allocated) - Number(other.was_allocated) ||
      compare([other.seen_from, other.id], [one.seen_from, one.id]),
  );
}
