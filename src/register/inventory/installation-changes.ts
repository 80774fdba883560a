import { type CivilDate, canonicalJson } from '../../kernel/index.ts';
import type { ReferenceRecord } from '../../reference/index.ts';
import type { Installation } from '../devices/installation.ts';
import type { SoftwareCategory } from '../products/product.ts';
import type { KnownSoftware } from './known-software.ts';

export interface InstallationsSeen {
  /** What is open on the device. */
  readonly open: readonly ReferenceRecord<Installation>[];
  /** What was removed on that very day: seen in a list of the day, it does not start anew. */
  readonly endedToday: readonly ReferenceRecord<Installation>[];
  readonly seen: readonly KnownSoftware[];
  readonly seenOn: CivilDate;
  /** Whether a file or scan says that day: one that does not is no new sight of anything when it comes again. */
  readonly isDated: boolean;
  /** Kinds of which the file tells all that is there. */
  readonly covers: readonly SoftwareCategory[];
  /** Products that a name nobody knows may mean: what may still be there does not end. */
  readonly doubtful: ReadonlySet<string>;
}

export interface InstallationChanges {
  readonly started: readonly KnownSoftware[];
  /** Seen again, later than before. */
  readonly moved: readonly ReferenceRecord<Installation>[];
  /** Gone; the last day on which anybody saw it is its last day. */
  readonly ended: readonly ReferenceRecord<Installation>[];
  /** Would have ended, if a name were not unknown. */
  readonly kept: readonly ReferenceRecord<Installation>[];
  /** The scan is older than what is known: it changes nothing. */
  readonly isOutdated: boolean;
}

const NOTHING = { started: [], moved: [], ended: [], kept: [] };

/** What a look at one device changes about its installations; an upgrade ends one and starts another. */
export function installationChanges(looked: InstallationsSeen): InstallationChanges {
  const { open, endedToday, seen, seenOn, isDated, covers, doubtful } = looked;
  if (open.some(({ state }) => state.seenLast > seenOn)) return { ...NOTHING, isOutdated: true };
  const there = new Map(seen.map((software) => [keyOf(software), software]));
  const known = new Set([...open, ...endedToday].map(({ state }) => keyOf(state)));
  const covered = new Set<SoftwareCategory>([...covers, ...seen.map(({ category }) => category)]);
  const gone = open.filter(({ state }) => !there.has(keyOf(state)) && covered.has(state.category));
  const isDoubtful = ({ state }: ReferenceRecord<Installation>): boolean => doubtful.has(productKey(state));
  return {
    started: [...there].filter(([key]) => !known.has(key)).map(([, software]) => software),
    moved: open.filter(({ state }) => isDated && there.has(keyOf(state)) && state.seenLast < seenOn),
    ended: gone.filter((each) => !isDoubtful(each)),
    kept: gone.filter(isDoubtful),
    isOutdated: false,
  };
}

function keyOf({ category, product, edition, version }: KnownSoftware): string {
  return canonicalJson([category, product, edition, version]);
}

export function productKey({ category, product }: Pick<KnownSoftware, 'category' | 'product'>): string {
  return `${category}/${product}`;
}
