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
  const { deviceOf, bitOf } = openDevices();
  // To look up a device is most of the work, so what was found for a list is kept beside it.
  const found = new Map<readonly string[], readonly SortedDevice[]>();
  const devicesOf = ({ devices }: Pick<PlacedCopies, 'devices'>): readonly SortedDevice[] => {
    const known = found.get(devices) ?? devices.map(deviceOf);
    found.set(devices, known);
    return known;
  };
  for (const placed of copies) noteCopies(devicesOf(placed), placed, bitOf(placed.category));
  for (const bound of rights) noteRight(devicesOf(bound), bound, bitOf(bound.right.category));
  return {
    keyOf: (copy, device) => `${releaseKey(copy)}${placeKey(placeOn(deviceOf(device), copy, bitOf(copy.category)))}`,
    choices: rights.flatMap((bound) => {
      const bit = bitOf(bound.right.category);
      return devicesOf(bound).flatMap(({ id, several }) =>
        (several & bit) === 0 ? [] : [{ ...bound.right, device: id }],
      );
    }),
    group: (all) => groupCopies(all, { devicesOf, bitOf }),
  };
}

/** What the device adds to the release. */
type CopyPlace = Pick<CopyKind, 'system' | 'right' | 'device'>;

/** What copies and rights say of one device. Categories are bits: there are a handful of them, and many devices. */
interface SortedDevice {
  readonly id: string;
  /** Of two systems on it the one whose name comes first. */
  system: string | null;
  /** Categories with a copy, those with a right, and those with more than one of either. */
  copied: number;
  bound: number;
  several: number;
  /** In the order of the list; null while there is none. */
  rights: LicencesRow[] | null;
}

function openDevices() {
  const devices = new Map<string, SortedDevice>();
  const bits = new Map<string, number>();
  return {
    deviceOf: (id: string): SortedDevice => {
      const known = devices.get(id);
      if (known) return known;
      const made: SortedDevice = { id, system: null, copied: 0, bound: 0, several: 0, rights: null };
      devices.set(id, made);
      return made;
    },
    bitOf: (category: string): number => {
      const bit = bits.get(category) ?? 1 << bits.size;
      if (bit <= 0) throw new RangeError('there are more categories of software than bits');
      bits.set(category, bit);
      return bit;
    },
  };
}

function noteCopies(devices: readonly SortedDevice[], { category, product }: PlacedCopies, bit: number): void {
  const isSystem = category === 'operating-system';
  for (const device of devices) {
    device.several |= device.copied & bit;
    device.copied |= bit;
    if (isSystem && (device.system === null || product < device.system)) device.system = product;
  }
}

function noteRight(devices: readonly SortedDevice[], { right }: BoundRights, bit: number): void {
  for (const device of devices) {
    device.several |= device.bound & bit;
    device.bound |= bit;
    if (device.rights) device.rights.push(right);
    else device.rights = [right];
  }
}

function placeOn(device: SortedDevice, { category }: Pick<CopyKind, 'category'>, bit: number): CopyPlace {
  const { id, system, several } = device;
  if ((several & bit) !== 0) return { system, right: null, device: id };
  return { system, right: rightOn(device, category), device: null };
}

function rightOn({ rights }: SortedDevice, category: string): LicencesRow | null {
  return rights?.find((right) => right.category === category) ?? null;
}

/** What no name holds stands between the parts. */
function releaseKey({ agency_code: agency, category, product, edition, version }: CopyRelease): string {
  return `${agency}\u001f${category}\u001f${product}\u001f${edition}\u001f${version}\u001f`;
}

function placeKey({ system, right, device }: CopyPlace): string {
  if (device !== null) return `${system}\u001f${device}`;
  if (right === null) return system ?? 'null';
  const { product: of, edition: to, version: release, standing, metric, proven } = right;
  return `${system}\u001f\u001f${of}\u001f${to}\u001f${release}\u001f${standing}\u001f${metric}\u001f${proven}`;
}

type RunningCopies = { -readonly [Name in keyof EqualCopies]: EqualCopies[Name] };

interface DevicesOfCopies {
  readonly devicesOf: (copies: CopiesRow) => readonly SortedDevice[];
  readonly bitOf: (category: string) => number;
}

function groupCopies(copies: readonly CopiesRow[], { devicesOf, bitOf }: DevicesOfCopies): readonly EqualCopies[] {
  const groups = new Map<string, RunningCopies>();
  for (const row of copies) {
    const { agency_code, category, product, edition, version, is_unseen: unseen } = row;
    const release = { agency_code, category, product, edition, version };
    const bit = bitOf(category);
    const groupOn = (device: SortedDevice): RunningCopies => {
      const place = placeOn(device, release, bit);
      const key = `${releaseKey(release)}${placeKey(place)}`;
      const group = groups.get(key) ?? { ...release, ...place, key, copies: 0, unseen: 0 };
      groups.set(key, group);
      return group;
    };
    // Most devices are like one before, and a key is a long text.
    const alike = new Map<LicencesRow | null, Map<string | null, RunningCopies>>();
    const groupLike = (device: SortedDevice): RunningCopies => {
      const right = rightOn(device, category);
      const bySystem = alike.get(right) ?? new Map<string | null, RunningCopies>();
      if (bySystem.size === 0) alike.set(right, bySystem);
      const group = bySystem.get(device.system) ?? groupOn(device);
      bySystem.set(device.system, group);
      return group;
    };
    for (const device of devicesOf(row)) {
      const group = (device.several & bit) === 0 ? groupLike(device) : groupOn(device);
      group.copies += 1;
      group.unseen += unseen;
    }
  }
  return [...groups.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}
