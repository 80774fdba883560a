import { type Actor, type CivilDate, civilDate, foldedNumber, Refusal, text } from '../../../kernel/index.ts';
import { type ActResult, type Batch, giveInBooks, type KnownOrder, type SeatsGiven } from '../../../orders/index.ts';
import { findEndingSeats, listOpenAllocations, listPlacedAllocations, retireDevices } from '../../../register/index.ts';
import { type AcceptedMachine, listAcceptedMachines } from '../acceptances-repository.ts';
import { recordReturned } from './record-returned.ts';
import type { ReturnStatement } from './return-body.ts';
import { insertReturn } from './returns-repository.ts';

export interface ReturnToRecord {
  readonly known: KnownOrder;
  readonly actor: Actor;
  readonly statement: ReturnStatement;
}

/**
 * Takes machines back out of the register: they are retired, what they had ends, and the seats that they had of what the
 * order holds are held again for the machines that come in their place.
 */
export async function recordReturn(batch: Batch, { known, actor, statement }: ReturnToRecord): Promise<ActResult> {
  const { entry, deps, books } = batch;
  const accepted = await listAcceptedMachines(entry.tx, known.order.id);
  const bySerial = new Map(accepted.map((machine) => [foldedNumber(machine.serial), machine]));
  const serials = statement.serials.map(foldedNumber);
  const refusal = refusalOfReturn({ serials, returnedOn: statement.returnedOn }, bySerial, entry.on);
  if (refusal) return { kind: 'refused', refusal };
  const machines = serials.flatMap((serial) => bySerial.get(serial) ?? []);
  const deviceIds = machines.map(({ deviceId }) => deviceId);
  const { heldAgain, freed } = await seatsEnding(batch, known, deviceIds);
  const id = deps.newId('ret');
  const returnedOn = civilDate(statement.returnedOn);
  await retireDevices(entry, { deviceIds, because: 'return', reason: `退货 ${id}`, actor });
  giveInBooks(books, freed);
  const toKeep = { id, actor, returnedOn, reason: statement.reason, machines, heldAgain };
  const order = recordReturned(batch, known, toKeep);
  const { id: orderId, agencyCode, logIndex } = order.order;
  await insertReturn(entry.tx, { id, orderId, agencyCode, returnedOn, deviceIds, logIndex });
  return { kind: 'changed', order, logIndex };
}

/** What the order held of the machines' seats it holds again; but of an entitlement that does not reconcile nothing more is held. */
async function seatsEnding(
  { entry, books }: Batch,
  { order }: KnownOrder,
  deviceIds: readonly string[],
): Promise<{ readonly heldAgain: ReadonlyMap<string, number>; readonly freed: SeatsGiven }> {
  const heldAgain = new Map<string, number>();
  const freed = new Map<string, { allocated: number; placed: number }>();
  const open = await listOpenAllocations(entry.tx, { deviceIds });
  const placedIds = await listPlacedAllocations(entry.tx, deviceIds);
  const isFreed = new Set((await findEndingSeats(entry.tx, open)).freed);
  for (const allocation of open) {
    const { id, entitlementId, takenFrom, orderId } = allocation.state;
    const isOurs = takenFrom === 'held' && orderId === order.id;
    if (isOurs && !books.entitlements.get(entitlementId)?.isFrozen) {
      heldAgain.set(entitlementId, (heldAgain.get(entitlementId) ?? 0) + 1);
    } else {
      const { allocated, placed } = freed.get(entitlementId) ?? { allocated: 0, placed: 0 };
      freed.set(entitlementId, {
        allocated: allocated - Number(isFreed.has(allocation)),
        placed: placed - Number(placedIds.has(id)),
      });
    }
  }
  return { heldAgain, freed };
}

function refusalOfReturn(
  { serials, returnedOn }: Pick<ReturnStatement, 'serials' | 'returnedOn'>,
  accepted: ReadonlyMap<string, AcceptedMachine>,
  on: CivilDate,
): Refusal | undefined {
  const unknown = serials.flatMap((serial, index) =>
    accepted.has(serial) && serials.indexOf(serial) === index ? [] : [{ pointer: `/serials/${index}`, message: '' }],
  );
  if (unknown.length > 0) {
    const says = text(
      '该序列号不是本订单已验收的设备，或被重复列出。',
      'This is no accepted machine of the order, or it is named twice.',
    );
    return new Refusal('unprocessable', 'return.unknown_device', says, unknown);
  }
  const isTooEarly = serials.some((serial) => returnedOn < (accepted.get(serial)?.acceptedOn ?? returnedOn));
  if (returnedOn <= on && !isTooEarly) return undefined;
  const says = text(
    '退货日期不能晚于今天，也不能早于验收日期。',
    'Machines go back after they were accepted, and not in the future.',
  );
  return new Refusal('unprocessable', 'return.returned_on', says, [{ pointer: '/returnedOn', message: '' }]);
}
