import type { CivilDate } from '../../../kernel/index.ts';
import type { CopyRow, LicencesRow } from './position-rows.ts';

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

/** What tells copies apart, and the rights between which there is something to choose. */
export interface CopySorting {
  readonly keyOf: (copy: CopyRow) => string;
  readonly kindOf: (copy: CopyRow) => CopyKind;
  readonly choices: readonly LicencesRow[];
}

interface OnDevice {
  system: string | null;
  /** The category of each copy. */
  readonly copies: string[];
  readonly rights: LicencesRow[];
}

const NOTHING: OnDevice = { system: null, copies: [], rights: [] };

/** Looks at all copies and rights of some agencies, device by device. */
export function sortCopies(copies: readonly CopyRow[], rights: readonly LicencesRow[]): CopySorting {
  const devices = new Map<string, OnDevice>();
  const at = (device: string): OnDevice => {
    const known = devices.get(device);
    if (known) return known;
    const found: OnDevice = { system: null, copies: [], rights: [] };
    devices.set(device, found);
    return found;
  };
  for (const { device_id: device, category, product } of copies) {
    const there = at(device);
    there.copies.push(category);
    if (category !== 'operating-system') continue;
    if (there.system === null || product < there.system) there.system = product;
  }
  for (const right of rights) at(right.device ?? '').rights.push(right);
  const on = (device: string): OnDevice => devices.get(device) ?? NOTHING;
  return {
    keyOf: (copy) => keyOf(copy, on(copy.device_id)),
    kindOf: (copy) => kindOf(copy, on(copy.device_id)),
    choices: rights.filter(({ device, category }) => hasSeveral(on(device ?? ''), category)),
  };
}

function kindOf(copy: CopyRow, there: OnDevice): CopyKind {
  const { agency_code, category, product, edition, version } = copy;
  const isSeveral = hasSeveral(there, category);
  return {
    ...{ agency_code, category, product, edition, version },
    system: there.system,
    right: isSeveral ? null : rightOn(there, category),
    device: isSeveral ? copy.device_id : null,
  };
}

/** What no name holds stands between the parts. Built for every copy, so nothing else is made on the way. */
function keyOf(copy: CopyRow, there: OnDevice): string {
  const { agency_code: agency, category, product, edition, version } = copy;
  const kind = `${agency}\u001f${category}\u001f${product}\u001f${edition}\u001f${version}\u001f${there.system}`;
  if (hasSeveral(there, category)) return `${kind}\u001f${copy.device_id}`;
  const right = rightOn(there, category);
  if (right === null) return kind;
  const { product: of, edition: to, version: release, standing, proven } = right;
  return `${kind}\u001f\u001f${of}\u001f${to}\u001f${release}\u001f${standing}\u001f${proven}`;
}

function hasSeveral({ copies, rights }: OnDevice, category: string): boolean {
  let count = 0;
  for (const other of copies) if (other === category) count += 1;
  if (count > 1) return true;
  count = 0;
  for (const right of rights) if (right.category === category) count += 1;
  return count > 1;
}

function rightOn({ rights }: OnDevice, category: string): LicencesRow | null {
  for (const right of rights) if (right.category === category) return right;
  return null;
}

/** Equal copies together. */
export function groupCopies(
  copies: readonly CopyRow[],
  { keyOf: keyFor, kindOf: kindFor }: CopySorting,
  seenSince: CivilDate,
): readonly EqualCopies[] {
  const groups = new Map<string, { readonly kind: CopyKind; copies: number; unseen: number }>();
  for (const copy of copies) {
    const key = keyFor(copy);
    let group = groups.get(key);
    if (!group) {
      group = { kind: kindFor(copy), copies: 0, unseen: 0 };
      groups.set(key, group);
    }
    group.copies += 1;
    if (copy.seen_last < seenSince) group.unseen += 1;
  }
  return [...groups].map(([key, { kind, ...counts }]) => ({ ...kind, ...counts, key }));
}
