import type { BoundRights, CopiesRow, CopyRow, LicencesRow } from './position-rows.ts';

/** What tells copies apart: the release, the agency, the system of the device, and what hangs on it. */
export interface CopyKind {
  readonly agency_code: string;
  readonly category: string;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  /** The system of the device; null while nobody has seen one. */
  readonly system: string | null;
  /** The one right that hangs on the device, where it has one copy and one right of the category. */
  readonly right: LicencesRow | null;
  /** The device, where it has several of either: only there is something to choose. */
  readonly device: string | null;
}

export interface EqualCopies extends CopyKind {
  /** Two copies with one key are equal. */
  readonly key: string;
  readonly copies: number;
  /** Of these, seen too long ago. */
  readonly unseen: number;
}

/** A copy by itself, or any number of them that are of one release. */
export type CopyRelease = Pick<CopyKind, 'agency_code' | 'category' | 'product' | 'edition' | 'version'>;

/** What tells copies apart, and the rights between which there is something to choose. */
export interface CopySorting {
  readonly keyOf: (copy: CopyRelease, device: string) => string;
  readonly choices: readonly LicencesRow[];
  /** Equal copies together, in the order of their keys. */
  readonly group: (copies: readonly CopiesRow[]) => readonly EqualCopies[];
}

/** Copies of one product, by the devices that they are on. */
interface PlacedCopies extends Pick<CopyRelease, 'category' | 'product'> {
  readonly devices: readonly string[];
}

/** A copy that stands by itself. */
export function placedCopy({ category, product, device_id: device }: CopyRow): PlacedCopies {
  return { category, product, devices: [device] };
}

/** Looks at all copies and rights of some agencies, device by device. */
export function sortCopies(copies: readonly PlacedCopies[], rights: readonly BoundRights[]): CopySorting {
  const systems = systemsOf(copies);
  const severalOf = devicesWithSeveral(copies, rights);
  const rightsOf = rightsByDevice(rights);
  const placeIn = (category: string) => {
    const [several, bound] = [severalOf.get(category), rightsOf.get(category)];
    return (device: string): CopyPlace => {
      const system = systems.get(device) ?? null;
      if (several?.has(device)) return { system, right: null, device };
      return { system, right: bound?.get(device) ?? null, device: null };
    };
  };
  return {
    keyOf: (copy, device) => `${releaseKey(copy)}${placeKey(placeIn(copy.category)(device))}`,
    choices: rights.flatMap(({ right, devices }) => {
      const several = severalOf.get(right.category);
      return several ? devices.filter((device) => several.has(device)).map((device) => ({ ...right, device })) : [];
    }),
    group: (all) => groupCopies(all, placeIn),
  };
}

/** What the device adds to the release. */
type CopyPlace = Pick<CopyKind, 'system' | 'right' | 'device'>;

/** Of two systems on a device the one whose name comes first. */
function systemsOf(copies: readonly PlacedCopies[]): ReadonlyMap<string, string> {
  const systems = new Map<string, string>();
  for (const { category, product, devices } of copies) {
    if (category !== 'operating-system') continue;
    for (const device of devices) {
      const known = systems.get(device);
      if (known === undefined || product < known) systems.set(device, product);
    }
  }
  return systems;
}

/** By category, the devices with more than one copy, or more than one right. */
function devicesWithSeveral(
  copies: readonly PlacedCopies[],
  rights: readonly BoundRights[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const several = new Map<string, Set<string>>();
  const noteTwice = (all: readonly Pick<PlacedCopies, 'category' | 'devices'>[]): void => {
    const once = new Map<string, Set<string>>();
    for (const { category, devices } of all) {
      const [seen, twice] = [setIn(once, category), setIn(several, category)];
      for (const device of devices) {
        if (seen.has(device)) twice.add(device);
        else seen.add(device);
      }
    }
  };
  noteTwice(copies);
  noteTwice(rights.map(({ right, devices }) => ({ category: right.category, devices })));
  return several;
}

function setIn(sets: Map<string, Set<string>>, name: string): Set<string> {
  const known = sets.get(name);
  if (known) return known;
  const made = new Set<string>();
  sets.set(name, made);
  return made;
}

/** By category and device; where a device has several, nobody asks for one. */
function rightsByDevice(rights: readonly BoundRights[]): ReadonlyMap<string, ReadonlyMap<string, LicencesRow>> {
  const byCategory = new Map<string, Map<string, LicencesRow>>();
  for (const { right, devices } of rights) {
    const bound = byCategory.get(right.category) ?? new Map<string, LicencesRow>();
    byCategory.set(right.category, bound);
    for (const device of devices) bound.set(device, right);
  }
  return byCategory;
}

/** What no name holds stands between the parts. */
function releaseKey({ agency_code: agency, category, product, edition, version }: CopyRelease): string {
  return `${agency}\u001f${category}\u001f${product}\u001f${edition}\u001f${version}\u001f`;
}

/** Built for every copy, so where there is only a system nothing is made. */
function placeKey({ system, right, device }: CopyPlace): string {
  if (device !== null) return `${system}\u001f${device}`;
  if (right === null) return system ?? 'null';
  const { product: of, edition: to, version: release, standing, metric, proven } = right;
  return `${system}\u001f\u001f${of}\u001f${to}\u001f${release}\u001f${standing}\u001f${metric}\u001f${proven}`;
}

type RunningCopies = { -readonly [Name in keyof EqualCopies]: EqualCopies[Name] };

function groupCopies(
  copies: readonly CopiesRow[],
  placeIn: (category: string) => (device: string) => CopyPlace,
): readonly EqualCopies[] {
  const groups = new Map<string, RunningCopies>();
  for (const { agency_code, category, product, edition, version, is_unseen: unseen, devices } of copies) {
    const release = { agency_code, category, product, edition, version };
    const placeOf = placeIn(category);
    const byPlace = new Map<string, RunningCopies>();
    for (const device of devices) {
      const place = placeOf(device);
      const ofPlace = placeKey(place);
      let group = byPlace.get(ofPlace);
      if (!group) {
        const key = `${releaseKey(release)}${ofPlace}`;
        group = groups.get(key) ?? { ...release, ...place, key, copies: 0, unseen: 0 };
        groups.set(key, group);
        byPlace.set(ofPlace, group);
      }
      group.copies += 1;
      group.unseen += unseen;
    }
  }
  return [...groups.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}
