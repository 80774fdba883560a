import type { Draft, ReferenceRecord } from '../../../reference/index.ts';
import type { Device } from '../../devices/device.ts';
import type { Installation } from '../../devices/installation.ts';
import type { Entitlement } from '../../entitlements/entitlement.ts';
import type { DeviceChange } from '../device-changes.ts';
import type { MatchedBy } from '../device-match.ts';
import type { InstallationChanges } from '../installation-changes.ts';
import type { KnownSoftware } from '../known-software.ts';
import type { ProductSuggestion } from '../product-suggestions.ts';
import type { NameRead } from '../read-name.ts';
import type { SeenComputer, SeenFault, SeenSoftware } from '../seen.ts';

/** A name that means nothing that the register knows, and what it may mean. */
export interface UnknownName {
  readonly software: SeenSoftware;
  readonly suggestions: readonly ProductSuggestion[];
  readonly readAs: NameRead | null;
}

/** What would become of one computer of a file. */
export type PlannedComputer =
  | { readonly status: 'refused'; readonly computer: SeenComputer; readonly faults: readonly SeenFault[] }
  | TakenComputer;

export interface TakenComputer {
  readonly status: 'created' | 'updated' | 'unchanged';
  readonly computer: SeenComputer;
  /** As the register has it afterwards. */
  readonly device: Device;
  /** Null: it is new. */
  readonly before: ReferenceRecord<Device> | null;
  readonly matchedBy: MatchedBy | null;
  readonly changes: readonly DeviceChange[];
  readonly installations: InstallationChanges;
  readonly rights: readonly KnownSoftware[];
  readonly unknown: readonly UnknownName[];
  readonly remarks: readonly SeenFault[];
}

/** What is written of a piece of a file: whole states, each a leaf. */
export interface ComputerDrafts {
  readonly created: readonly Device[];
  readonly described: readonly Draft<Device>[];
  readonly started: readonly Installation[];
  readonly seen: readonly Draft<Installation>[];
  readonly rights: readonly Entitlement[];
}

/** What is told of one computer; of 100,000 of them only this is kept. */
export interface ComputerOutcome {
  readonly row: number;
  /** Of a workbook of which all sheets are read. */
  readonly sheet?: string | undefined;
  readonly status: PlannedComputer['status'];
  readonly deviceId: string | null;
  readonly key: string | null;
  readonly matchedBy: MatchedBy | null;
  readonly changes: readonly DeviceChange[];
  readonly started: number;
  readonly seenAgain: number;
  readonly ended: number;
  readonly rights: number;
  readonly unknown: readonly UnknownName[];
  readonly faults: readonly SeenFault[];
  readonly remarks: readonly SeenFault[];
}

export function outcomeOf(planned: PlannedComputer): ComputerOutcome {
  const { computer, status } = planned;
  const { serial, assetNumber, mainboardSerial } = computer.device;
  const told = { row: computer.row, status, key: serial ?? assetNumber ?? mainboardSerial ?? null };
  if (planned.status === 'refused') {
    const nothing = { deviceId: null, matchedBy: null, changes: [], started: 0, seenAgain: 0, ended: 0, rights: 0 };
    return { ...told, ...nothing, unknown: [], faults: planned.faults, remarks: [] };
  }
  const { device, before, matchedBy, changes, installations, rights, unknown, remarks } = planned;
  return {
    ...told,
    deviceId: before === null ? null : device.id,
    ...{ matchedBy, changes, unknown, remarks, faults: [] },
    started: installations.started.length,
    seenAgain: installations.moved.length,
    ended: installations.ended.length,
    rights: rights.length,
  };
}
