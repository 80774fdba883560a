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
  readonly countLooks: () => Looks;
}

/** Devices with a copy that goes on, by when somebody looked at any such copy on them last. */
export interface Looks {
  /** Not too long ago. */
  readonly seen: number;
  readonly stale: number;
}

/** Copies of one product, by the devices that they are on. */
interface PlacedCopies extends Pick<CopyRelease, 'category' | 'product'>, Partial<Pick<CopiesRow, Seen>> {
  readonly devices: readonly string[];
}

type Seen = 'is_unseen' | 'is_ended';

/** A copy that stands by itself. */
export function placedCopy({ category, product, device_id: device }: CopyRow): PlacedCopies {
  return { category, product, devices: [device] };
}

/** Looks at all copies and rights of some agencies, device by device. */
export function sortCopies(copies: readonly PlacedCopies[], rights: readonly BoundRights[]): CopySorting {
  const { all, deviceOf, bitOf } = openDevices();
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
    group: (meant) => groupCopies(meant, { devicesOf, bitOf }),
    countLooks: () => looksAt(all),
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
  /** Bits of the looks at copies on it that go on. */
  looks: number;
}

const STALE = 1;
const SEEN = 2;

function openDevices() {
  const devices = new Map<string, SortedDevice>();
  const bits = new Map<string, number>();
  return {
    all: devices,
    deviceOf: (id: string): SortedDevice => {
      const known = devices.get(id);
      if (known) return known;
      const made: SortedDevice = { id, system: null, copied: 0, bound: 0, several: 0, rights: null, looks: 0 };
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

function noteCopies(devices: readonly SortedDevice[], copies: PlacedCopies, bit: number): void {
  const { category, product, is_unseen: unseen, is_ended: ended } = copies;
  const isSystem = category === 'operating-system';
  const look = ended !== 0 ? 0 : unseen === 0 ? SEEN : STALE;
  for (const device of devices) {
    device.several |= device.copied & bit;
    device.copied |= bit;
    device.looks |= look;
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

function looksAt(devices: ReadonlyMap<string, SortedDevice>): Looks {
  let [seen, stale] = [0, 0];
  for (const { looks } of devices.values()) {
    if ((looks & SEEN) !== 0) seen += 1;
    else if (looks === STALE) stale += 1;
  }
  return { seen, stale };
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
    const release = releaseKey(row);
    const bit = bitOf(row.category);
    // Most devices are like the one before, or like another one before that, and a key is a long text.
    const alike = new Map<LicencesRow | null, Map<string | null, RunningCopies>>();
    let last: RunningCopies | undefined;
    let lastRight: LicencesRow | null = null;
    for (const device of devicesOf(row)) {
      const isAlone = (device.several & bit) !== 0;
      const right = isAlone ? null : rightOn(device, row.category);
      if (isAlone || last?.device !== null || right !== lastRight || device.system !== last.system) {
        const known = isAlone ? undefined : alike.get(right)?.get(device.system);
        last = known ?? groupOn(groups, row, { release, place: placeOn(device, row, bit) });
        lastRight = right;
        if (!isAlone && !known) noteAlike(alike, right, last);
      }
      last.copies += 1;
      last.unseen += row.is_unseen;
    }
  }
  return [...groups.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}

function noteAlike(
  alike: Map<LicencesRow | null, Map<string | null, RunningCopies>>,
  right: LicencesRow | null,
  group: RunningCopies,
): void {
  const bySystem = alike.get(right);
  if (bySystem) bySystem.set(group.system, group);
  else alike.set(right, new Map([[group.system, group]]));
}

interface KeyedPlace {
  readonly release: string;
  readonly place: CopyPlace;
}

/** Name by name: to spread objects into one takes several times as long. */
function groupOn(
  groups: Map<string, RunningCopies>,
  { agency_code, category, product, edition, version }: CopyRelease,
  { release, place }: KeyedPlace,
): RunningCopies {
  const key = `${release}${placeKey(place)}`;
  const known = groups.get(key);
  if (known) return known;
  const { system, right, device } = place;
  const made: RunningCopies = {
    agency_code,
    category,
    product,
    edition,
    version,
    system,
    right,
    device,
    key,
    copies: 0,
    unseen: 0,
  };
  groups.set(key, made);
  return made;
}
