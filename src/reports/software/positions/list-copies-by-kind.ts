import type { Tx } from '../../../db/index.ts';
import { groupBy } from '../../../kernel/index.ts';
import { placedCopy, sortCopies } from './equal-copies.ts';
import { listOwnLicences } from './licences-repository.ts';
import { uncoveredFirst } from './list-shortfalls.ts';
import type { CountedCopies, LoadedPosition } from './load-position.ts';
import { listCopies, listCopiesOnDevices } from './position-repository.ts';
import type { CopyOnDeviceRow } from './position-rows.ts';

/** Copies of one category in an agency, on servers or on other computers, by what covers them. */
export interface CopiesOfKind {
  readonly agencyCode: string;
  readonly category: string;
  readonly isOnServer: boolean;
  readonly installed: number;
  readonly free: number;
  readonly preinstalled: number;
  /** Covered by a licence of the agency or one from above. */
  readonly licensed: number;
  readonly uncovered: number;
  /** Of a product that is known to be domestic. */
  readonly domestic: number;
}

type RunningCopies = { -readonly [Name in keyof CopiesOfKind]: CopiesOfKind[Name] };

const SERVER = 'server';

/**
 * The position told apart by the machines that copies are on, for all agencies of it, in two statements: what is on servers is
 * counted, and all else is on other computers. Only where equal copies are on both and some of them are covered otherwise, two
 * more look at each copy by itself.
 */
export async function listCopiesByKind(tx: Tx, loaded: LoadedPosition): Promise<readonly CopiesOfKind[]> {
  const onServers = await countOnServers(tx, loaded);
  const placedOf = await placeEach(
    tx,
    loaded,
    loaded.copies.filter((group) => {
      const count = onServers(group);
      return count > 0 && count < group.row.copies && !isAlike(group);
    }),
  );
  const kinds = new Map<string, RunningCopies>();
  for (const group of loaded.copies) {
    const { row, covered } = group;
    const isDomestic = loaded.book.productOf(row.category, covered.group.product)?.domestic === true;
    for (const copies of placedOf(group) ?? placeTogether(group, onServers(group))) {
      const kind = kindOf(kinds, row, copies.isOnServer);
      kind.installed += copies.count;
      kind[copies.as] += copies.count;
      if (isDomestic) kind.domestic += copies.count;
    }
  }
  return [...kinds.values()];
}

/** Of equal copies how many are on servers. What tells copies apart is all on their devices, so no other device is looked at. */
async function countOnServers(tx: Tx, { agencies, reading, seenSince }: LoadedPosition) {
  const some = { ...reading, codes: [...agencies.keys()], deviceCategory: SERVER };
  const copies = await listCopies(tx, some, seenSince);
  const { rights } = copies.length === 0 ? { rights: [] } : await listOwnLicences(tx, some);
  const groups = sortCopies(copies, rights).group(copies);
  const counts = new Map(groups.map(({ key, copies: count }) => [key, count]));
  return ({ row }: CountedCopies): number => counts.get(row.key) ?? 0;
}

interface PlacedCopies {
  readonly count: number;
  readonly isOnServer: boolean;
  readonly as: 'uncovered' | 'free' | 'preinstalled' | 'licensed';
}

type Parts = readonly (readonly [PlacedCopies['as'], number])[];

/** In the order in which equal copies are taken to be so. */
function partsOf({ row, covered: { shortfall, free, bound } }: CountedCopies): Parts {
  const parts: Parts = [
    ['uncovered', shortfall],
    ['free', free],
    ['preinstalled', bound],
    ['licensed', row.copies - shortfall - free - bound],
  ];
  return parts.filter(([, count]) => count > 0);
}

function isAlike(group: CountedCopies): boolean {
  return partsOf(group).length === 1;
}

/** Copies that are all on servers, or none of them, or that are all covered alike. */
function placeTogether(group: CountedCopies, onServers: number): readonly PlacedCopies[] {
  const { copies } = group.row;
  const placed = partsOf(group).flatMap(([as, all]): readonly PlacedCopies[] => {
    const count = onServers === copies ? all : onServers;
    return [
      { as, isOnServer: true, count },
      { as, isOnServer: false, count: all - count },
    ];
  });
  return placed.filter(({ count }) => count > 0);
}

/** Which of equal copies is the uncovered one nothing says: those of the list of shortfalls. */
async function placeEach(tx: Tx, { reading }: LoadedPosition, groups: readonly CountedCopies[]) {
  const some = { ...reading, codes: [...new Set(groups.map(({ row }) => row.agency_code))] };
  const copies = some.codes.length === 0 ? [] : await listCopiesOnDevices(tx, some);
  const { rights } = copies.length === 0 ? { rights: [] } : await listOwnLicences(tx, some);
  const sorting = sortCopies(copies.map(placedCopy), rights);
  const equal = groupBy(copies, (copy) => sorting.keyOf(copy, copy.device_id));
  const placed = new Map(groups.map((group) => [group, inOrder(group, equal.get(group.row.key) ?? [])]));
  return (group: CountedCopies): readonly PlacedCopies[] | undefined => placed.get(group);
}

function inOrder(group: CountedCopies, copies: readonly CopyOnDeviceRow[]): readonly PlacedCopies[] {
  const each = partsOf(group).flatMap(([as, count]) => new Array<PlacedCopies['as']>(count).fill(as));
  return uncoveredFirst(copies).map((copy, at): PlacedCopies => {
    return { count: 1, isOnServer: copy.device_category === SERVER, as: each[at] ?? 'licensed' };
  });
}

function kindOf(
  kinds: Map<string, RunningCopies>,
  { agency_code: agencyCode, category }: CountedCopies['row'],
  isOnServer: boolean,
): RunningCopies {
  const key = `${agencyCode}/${category}/${isOnServer}`;
  const known = kinds.get(key);
  if (known) return known;
  const none = { installed: 0, free: 0, preinstalled: 0, licensed: 0, uncovered: 0, domestic: 0 };
  const made: RunningCopies = { agencyCode, category, isOnServer, ...none };
  kinds.set(key, made);
  return made;
}
