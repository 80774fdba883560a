import type { Actor } from '../kernel/index.ts';
import { type Draft, type Governed, type Recorded, type RecordedKind, recordCreated } from '../log/index.ts';
import type { Allocation } from './allocation.ts';
import type { Device } from './device.ts';
import type { Entitlement } from './entitlement.ts';
import { INSTALLATION, type Installation } from './installation.ts';
import { ALLOCATIONS } from './record-allocations.ts';
import { DEVICES } from './record-devices.ts';
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

type Recording<S extends object> = Promise<readonly Recorded<S>[]>;

export function recordDevices(entry: Governed, holdings: Holdings<Device>): Recording<Device> {
  return recordNew(entry, DEVICES, holdings);
}

/** Their seats come in with them; `standing` and origin are taken as they are stated. */
export function recordEntitlements(entry: Governed, holdings: Holdings<Entitlement>): Recording<Entitlement> {
  return recordNew(entry, ENTITLEMENTS, holdings);
}

export function recordAllocations(entry: Governed, holdings: Holdings<Allocation>): Recording<Allocation> {
  return recordNew(entry, ALLOCATIONS, holdings);
}

export function recordInstallations(entry: Governed, holdings: Holdings<Installation>): Recording<Installation> {
  return recordNew(entry, INSTALLATION, holdings);
}

function recordNew<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { states, actor }: Holdings<S>,
): Recording<S> {
  const drafts = states.map(
    (after): Draft<S> => ({ key: String(after[kind.key]), before: null, changes: null, after }),
  );
  return recordCreated(entry, kind, { drafts, actor });
}
