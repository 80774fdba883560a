import type { Tx } from '../../../db/index.ts';
import { groupBy } from '../../../kernel/index.ts';
import { placedCopy, sortCopies } from './equal-copies.ts';
import { listOwnLicences } from './licences-repository.ts';
import { uncoveredFirst } from './list-shortfalls.ts';
import type { CountedCopies, LoadedPosition } from './load-position.ts';
import { listCopiesOnDevices } from './position-repository.ts';
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

/** The position told apart by the machines that copies are on, for all agencies of it, in two statements. */
export async function listCopiesByKind(tx: Tx, loaded: LoadedPosition): Promise<readonly CopiesOfKind[]> {
  const some = { ...loaded.reading, codes: [...loaded.agencies.keys()] };
  const copies = await listCopiesOnDevices(tx, some);
  const sorting = sortCopies(copies.map(placedCopy), (await listOwnLicences(tx, some)).rights);
  const equal = groupBy(copies, (copy) => sorting.keyOf(copy, copy.device_id));
  const kinds = new Map<string, RunningCopies>();
  for (const group of loaded.copies) {
    const { product } = group.covered.group;
    const isDomestic = loaded.book.productOf(group.row.category, product)?.domestic === true;
    for (const { copy, as } of placed(group, equal.get(group.row.key) ?? [])) {
      const kind = kindOf(kinds, copy);
      kind.installed += 1;
      kind[as] += 1;
      if (isDomestic) kind.domestic += 1;
    }
  }
  return [...kinds.values()];
}

interface PlacedCopy {
  readonly copy: CopyOnDeviceRow;
  readonly as: 'uncovered' | 'free' | 'preinstalled' | 'licensed';
}

/** Which of equal copies is the uncovered one nothing says: those of the list of shortfalls. */
function placed({ covered }: CountedCopies, copies: readonly CopyOnDeviceRow[]): readonly PlacedCopy[] {
  const { shortfall, free, bound } = covered;
  return uncoveredFirst(copies).map((copy, at): PlacedCopy => {
    if (at < shortfall) return { copy, as: 'uncovered' };
    if (at < shortfall + free) return { copy, as: 'free' };
    return { copy, as: at < shortfall + free + bound ? 'preinstalled' : 'licensed' };
  });
}

function kindOf(kinds: Map<string, RunningCopies>, copy: CopyOnDeviceRow): RunningCopies {
  const { agency_code: agencyCode, category } = copy;
  const isOnServer = copy.device_category === 'server';
  const key = `${agencyCode}/${category}/${isOnServer}`;
  const known = kinds.get(key);
  if (known) return known;
  const none = { installed: 0, free: 0, preinstalled: 0, licensed: 0, uncovered: 0, domestic: 0 };
  const made: RunningCopies = { agencyCode, category, isOnServer, ...none };
  kinds.set(key, made);
  return made;
}
