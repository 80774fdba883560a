import type { Tx } from '../../../db/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import type { Governed } from '../../../log/index.ts';
import { type Draft, newDraft, type RecordingContext, recordChanged } from '../../../reference/index.ts';
import type { Device } from '../../devices/device.ts';
import { INSTALLATION, type Installation } from '../../devices/installation.ts';
import { DEVICES } from '../../devices/record-devices.ts';
import type { Entitlement } from '../../entitlements/entitlement.ts';
import { ENTITLEMENTS } from '../../entitlements/record-entitlements.ts';
import {
  recordAllocations,
  recordDevices,
  recordEntitlements,
  recordInstallations,
} from '../../entitlements/record-holdings.ts';
import { recordUnreadNames } from '../../statements/record-unread-names.ts';
import { type ComputerDrafts, type ComputerOutcome, outcomeOf, type TakenComputer } from './computer-outcome.ts';
import type { ComputersPiece } from './computers-piece.ts';
import { findPlannedComputers } from './find-planned-computers.ts';

/** What would become of the computers of a piece: the preview, in a fixed number of statements. */
export async function planComputers(tx: Tx, piece: ComputersPiece): Promise<readonly ComputerOutcome[]> {
  return (await findPlannedComputers(tx, piece)).map(outcomeOf);
}

/** Brings the register to what a piece says; a refused computer does no harm to the others. */
export async function importComputers(entry: Governed, piece: ComputersPiece): Promise<readonly ComputerOutcome[]> {
  const planned = await findPlannedComputers(entry.tx, piece);
  const taken = planned.flatMap((each) => (each.status === 'refused' ? [] : [each]));
  const { created, described, started, seen, rights } = draftsOf(taken, piece);
  const { actor } = piece;
  await recordDevices(entry, { states: created, actor });
  await recordChanged(entry, DEVICES, { drafts: described, act: 'described', actor, why: {} });
  await recordInstallations(entry, { states: started, actor });
  await recordChanged(entry, INSTALLATION, { drafts: seen, act: 'changed', actor, why: {} });
  await recordEntitlements(entry, { states: rights, actor });
  await recordAllocations(entry, { states: rights.map((right) => allocationOf(right, entry.on, piece)), actor });
  await recordUnreadNames(entry, taken, piece);
  return planned.map(outcomeOf);
}

function draftsOf(taken: readonly TakenComputer[], piece: ComputersPiece): ComputerDrafts {
  return {
    created: taken.filter(({ status }) => status === 'created').map(({ device }) => device),
    described: taken.flatMap(({ device, before, changes }): Draft<Device>[] =>
      before === null || changes.length === 0 ? [] : [{ key: device.id, before, changes: null, after: device }],
    ),
    started: taken.flatMap((each) => startedOn(each, piece)),
    seen: taken.flatMap(({ installations: { moved, ended }, computer }): Draft<Installation>[] => [
      ...moved.map((before) => ({
        ...{ key: before.key, before, changes: null },
        after: { ...before.state, seenLast: computer.seenOn ?? piece.on },
      })),
      ...ended.map((before) => ({
        ...{ key: before.key, before, changes: null },
        after: { ...before.state, seenTo: before.state.seenLast },
      })),
    ]),
    rights: taken.flatMap((each) => rightsOf(each, piece)),
  };
}

function startedOn({ device, computer, installations }: TakenComputer, piece: ComputersPiece): readonly Installation[] {
  const on = computer.seenOn ?? piece.on;
  return installations.started.map((software) => ({
    ...{ id: piece.newId('ins'), agencyCode: device.agencyCode, deviceId: device.id, ...software },
    ...{ source: piece.source, seenFrom: on, seenLast: on, seenTo: null },
  }));
}

/** The right that came with a computer: one seat, bound to it, and declared whoever imports it, for nobody saw a proof. */
function rightsOf({ device, rights }: TakenComputer, piece: ComputersPiece): readonly Entitlement[] {
  const { agencyCode, id, acquiredOn } = device;
  return rights.map((software) => {
    const stated = { agencyCode, licensee: agencyCode, ...software, metric: 'device', seats: 1, channel: 'oem' };
    const body = { ...stated, boundDevice: id, acquiredOn };
    return { ...newDraft(ENTITLEMENTS, body, piece).after, standing: 'declared' };
  });
}

function allocationOf(right: Entitlement, on: CivilDate, { newId }: RecordingContext) {
  const { agencyCode, id: entitlementId, boundDevice } = right;
  if (boundDevice === null) throw new Error('a right that came with a computer names it');
  return {
    ...{ id: newId('alo'), agencyCode, entitlementId, deviceId: boundDevice, takenFrom: 'free' as const },
    ...{ sharesSeatOf: null, orderId: null, from: on, until: null, endedBecause: null },
  };
}
