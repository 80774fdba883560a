import type { Actor } from '../../kernel/index.ts';
import { type Governed, selectIn } from '../../log/index.ts';
import {
  type Draft,
  type RecordedState,
  type ReferenceKind,
  type ReferenceRecord,
  readKindRow,
  recordChanged,
} from '../../reference/index.ts';
import { ALLOCATION } from '../devices/allocation.ts';
import type { Device } from '../devices/device.ts';
import { endAllocations } from '../devices/end-allocations.ts';
import { INSTALLATION } from '../devices/installation.ts';
import { listOpenAllocations, listOpenInstallations } from '../register-repository.ts';
import { ENTITLEMENT, endsWithDevice } from './entitlement.ts';

/**
 * What devices take along to another agency: the rights that are bound to them, and what is installed. Other seats stay
 * with the agency that has them, and are free there; a seat that could only end with its machine ends.
 */
export async function transferHoldings(
  entry: Governed,
  moved: readonly RecordedState<Device>[],
  actor: Actor,
): Promise<void> {
  if (moved.length === 0) return;
  const { tx } = entry;
  const agencies = new Map(moved.map(({ key, after }) => [key, after.agencyCode]));
  const deviceIds = [...agencies.keys()];
  const bound = (await selectIn(tx, 'entitlements', 'bound_device', deviceIds)).map((row) =>
    readKindRow(ENTITLEMENT, row),
  );
  const open = await listOpenAllocations(tx, { deviceIds });
  const along = new Set(bound.map(({ key }) => key));
  const staying = open.filter(({ state }) => !along.has(state.entitlementId));
  await endStaying(entry, staying, actor);
  const moveTo = mover(entry, actor, (deviceId) => agencies.get(String(deviceId)));
  await moveTo(ENTITLEMENT, bound, ({ boundDevice }) => boundDevice);
  const allocations = open.filter(({ state }) => along.has(state.entitlementId));
  await moveTo(ALLOCATION, allocations, ({ deviceId }) => deviceId);
  await moveTo(INSTALLATION, await listOpenInstallations(tx, { deviceIds }), ({ deviceId }) => deviceId);
}

type AgencyProperty = { readonly agencyCode: string };

function mover(entry: Governed, actor: Actor, agencyOf: (deviceId: string | null) => string | undefined) {
  return async <S extends AgencyProperty>(
    kind: ReferenceKind<S>,
    subjects: readonly ReferenceRecord<S>[],
    deviceOf: (state: S) => string | null,
  ): Promise<void> => {
    if (subjects.length === 0) return;
    const drafts = subjects.map((before): Draft<S> => {
      const agencyCode = agencyOf(deviceOf(before.state)) ?? before.state.agencyCode;
      return { key: before.key, before, changes: null, after: { ...before.state, agencyCode } };
    });
    await recordChanged(entry, kind, { drafts, act: 'changed', actor, why: { effectiveOn: entry.on } });
  };
}

async function endStaying(
  entry: Governed,
  staying: readonly ReferenceRecord<{ readonly entitlementId: string }>[],
  actor: Actor,
): Promise<void> {
  const ids = staying.map(({ state }) => state.entitlementId);
  const rows = await selectIn(entry.tx, 'entitlements', 'id', ids);
  const entitlements = rows.map((row) => readKindRow(ENTITLEMENT, row));
  const ending = new Set(entitlements.filter(({ state }) => endsWithDevice(state)).map(({ key }) => key));
  for (const because of ['retirement', 'reallocation'] as const) {
    const these = staying.filter(({ state }) => ending.has(state.entitlementId) === (because === 'retirement'));
    if (these.length > 0) await endAllocations(entry, { which: { ids: these.map(({ key }) => key) }, because, actor });
  }
}
