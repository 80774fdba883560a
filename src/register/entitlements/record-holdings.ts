import type { Tx } from '../../db/index.ts';
import type { Actor } from '../../kernel/index.ts';
import { type Governed, selectIn } from '../../log/index.ts';
import {
  type Draft,
  type RecordedKind,
  type RecordedState,
  type ReferenceRecord,
  readKindRow,
  recordChanged,
  recordCreated,
} from '../../reference/index.ts';
import type { Allocation } from '../devices/allocation.ts';
import { DEVICE, type Device } from '../devices/device.ts';
import { INSTALLATION, type Installation } from '../devices/installation.ts';
import { ALLOCATIONS } from '../devices/record-allocations.ts';
import { DEVICES } from '../devices/record-devices.ts';
import type { Entitlement } from './entitlement.ts';
import { ENTITLEMENTS } from './record-entitlements.ts';

/**
 * What the gate itself brings into the register, an acceptance above all: whole states with ids and origin, each a leaf,
 * in a fixed number of statements per hundred. The caller has judged them with the head held; a seat that is not there
 * is a bug and stops it.
 */
interface Holdings<S extends object> {
  readonly states: readonly S[];
  readonly actor: Actor;
}

type RecordedHoldings<S extends object> = Promise<readonly RecordedState<S>[]>;

export function recordDevices(entry: Governed, holdings: Holdings<Device>): RecordedHoldings<Device> {
  return recordNew(entry, DEVICES, holdings);
}

/** Devices that went back and come again, as they are from now on. */
export async function recordDevicesAgain(
  entry: Governed,
  {
    drafts,
    actor,
    reason,
  }: { readonly drafts: readonly Draft<Device>[]; readonly actor: Actor; readonly reason: string },
): Promise<void> {
  if (drafts.length === 0) return;
  await recordChanged(entry, DEVICES, { drafts, act: 'changed', actor, why: { effectiveOn: entry.on, reason } });
}

/** Devices that were retired when they went back, of one agency. */
export async function listRetiredDevices(
  tx: Tx,
  { ids, agencyCode }: { readonly ids: readonly string[]; readonly agencyCode: string },
): Promise<readonly ReferenceRecord<Device>[]> {
  const devices = (await selectIn(tx, 'devices', 'id', ids)).map((row) => readKindRow(DEVICE, row));
  return devices.filter(({ state }) => state.state === 'retired' && state.agencyCode === agencyCode);
}

/** Their seats come in with them; `standing` and origin are taken as they are stated. */
export function recordEntitlements(entry: Governed, holdings: Holdings<Entitlement>): RecordedHoldings<Entitlement> {
  return recordNew(entry, ENTITLEMENTS, holdings);
}

export function recordAllocations(entry: Governed, holdings: Holdings<Allocation>): RecordedHoldings<Allocation> {
  return recordNew(entry, ALLOCATIONS, holdings);
}

export function recordInstallations(entry: Governed, holdings: Holdings<Installation>): RecordedHoldings<Installation> {
  return recordNew(entry, INSTALLATION, holdings);
}

function recordNew<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { states, actor }: Holdings<S>,
): RecordedHoldings<S> {
  const drafts = states.map(
    (after): Draft<S> => ({ key: String(after[kind.key]), before: null, changes: null, after }),
  );
  return recordCreated(entry, kind, { drafts, actor });
}
