import assert from 'node:assert/strict';
import type { Desk } from './desk.ts';
import { ask } from './drive-budget.ts';
import { acceptedMachines, type Machine, type Seat } from './goods.ts';
import { entitlementOf, freeSeat, giveByHand, retire } from './goods-acts.ts';
import { at } from './plan-orders.ts';
import type { Step } from './steps.ts';
import { dayAt, type Entitlement, known, note, type Order, unallocatedSeats } from './world.ts';

export type RegisterStep = Step & { readonly kind: 'allocate' | 'take-back' | 'retire' };

export function isRegisterStep(step: Step): step is RegisterStep {
  return step.kind === 'allocate' || step.kind === 'take-back' || step.kind === 'retire';
}

/** What the legalization office does to a machine by hand, whatever its order thinks of it. */
export async function driveRegister(desk: Desk, step: RegisterStep): Promise<string> {
  const chosen = choose(desk, step);
  if (!chosen) return 'no machine';
  const { order, machine } = chosen;
  desk.world.touched.orders.add(order.reference);
  desk.world.touched.accounts.add(entitlementOf(desk.world, order));
  const done = await drive(desk, step, chosen);
  note(desk.world, `${step.kind} ${done}`);
  return `${step.kind} ${machine.serial} of ${order.reference}: ${done}`;
}

interface ChosenMachine {
  readonly order: Order;
  readonly machine: Machine;
}

/** Any machine that is somewhere; to be given a seat also one that is not there any more. */
function choose({ world }: Desk, { kind, pick, other, who }: RegisterStep): ChosenMachine | undefined {
  const fits = ({ place, seats }: Machine): boolean => {
    if (kind === 'allocate' && who === 0) return true;
    return place === 'there' && (kind !== 'take-back' || seats.length > 0);
  };
  const orders = [...world.orders.values()].filter(({ goods }) => goods.machines.some(fits));
  if (orders.length === 0) return undefined;
  const order = at(orders, pick);
  return { order, machine: at(order.goods.machines.filter(fits), other) };
}

function drive(desk: Desk, step: RegisterStep, chosen: ChosenMachine): Promise<string> {
  switch (step.kind) {
    case 'allocate':
      return driveAllocate(desk, step, chosen);
    case 'take-back':
      return driveTakeBack(desk, step, chosen);
    case 'retire':
      return driveRetire(desk, step, chosen);
  }
}

/** One of the seats that the agency has had from the beginning. */
async function driveAllocate(desk: Desk, step: RegisterStep, { order, machine }: ChosenMachine): Promise<string> {
  const { world, bureaus } = desk;
  const entitlement = known(world.entitlements, entitlementOf(world, order));
  const refusal = refusalOfAllocation(entitlement, machine);
  const { id: deviceId } = await rowOf(desk, 'devices', { serial: machine.serial });
  const body = { agencyCode: order.agency, entitlementId: entitlement.id, deviceId };
  const asked = { path: '/v1/allocations', body, key: `step-${step.index}` };
  const answer = await ask(at(bureaus['legalization-office'], step.who), asked);
  if (refusal !== undefined) {
    assert.equal(answer.body.code, refusal, JSON.stringify(answer));
    return refusal;
  }
  assert.equal(answer.status, 201, JSON.stringify(answer));
  giveByHand(world, order, machine);
  return 'done';
}

function refusalOfAllocation(entitlement: Entitlement, machine: Machine): string | undefined {
  if (machine.seats.some(({ source }) => source !== 'bought')) return 'allocation.exists';
  if (machine.place !== 'there') return 'allocation.device_state';
  return unallocatedSeats(entitlement) <= 0 ? 'allocation.no_seat' : undefined;
}

async function driveTakeBack(desk: Desk, step: RegisterStep, { order, machine }: ChosenMachine): Promise<string> {
  const seat = at(machine.seats, step.pick);
  const { id: deviceId } = await rowOf(desk, 'devices', { serial: machine.serial });
  const open = await desk.gate.db
    .reader('allocations as a')
    .join('entitlements as e', 'e.id', 'a.entitlement_id')
    .where({ 'a.device_id': deviceId, 'e.category': seat.kind })
    .whereNull('a.until_on')
    .select('a.id', 'a.log_index', 'a.entitlement_id');
  const isAgencys = seat.source !== 'bought';
  const entitlement = entitlementOf(desk.world, order);
  const row = open.find(({ entitlement_id: id }) => (id === entitlement) === isAgencys);
  assert.ok(row, `the gate has no seat for ${JSON.stringify(seat)} of ${machine.serial}`);
  const path = `/v1/allocations/${row.id}/end`;
  const asked = { path, body: { reason: '收回' }, ifMatch: `"${row.log_index}"` };
  await askOnce(desk, step, { ...asked, table: 'allocations', row });
  takeBack(desk, { order, machine }, seat);
  return `${seat.source} done`;
}

function takeBack({ world }: Desk, { order, machine }: ChosenMachine, seat: Seat): void {
  machine.seats.splice(machine.seats.indexOf(seat), 1);
  freeSeat(world, order, { machine, seat });
}

async function driveRetire(desk: Desk, step: RegisterStep, { order, machine }: ChosenMachine): Promise<string> {
  const row = await rowOf(desk, 'devices', { serial: machine.serial });
  const effectiveOn = dayAt(desk.world.now);
  const body = { effectiveOn, reason: '报废', changes: { state: 'retired' } };
  const asked = { path: `/v1/devices/${row.id}/events`, body, ifMatch: `"${row.log_index}"` };
  await askOnce(desk, step, { ...asked, table: 'devices', row });
  const isKnown = acceptedMachines(order.goods).includes(machine);
  assert.ok(isKnown, 'a machine that went back is not retired once more');
  retire(desk.world, order, machine);
  return 'done';
}

/** The gate, or whoever gets no answer, asks again, and may find that it has been done: what was seen before is stale. */
async function askOnce(
  { bureaus, gate }: Desk,
  { who }: Step,
  { table, row, ...asked }: Parameters<typeof ask>[1] & { readonly table: string; readonly row: { id: string } },
): Promise<void> {
  const { status, body } = await ask(at(bureaus['legalization-office'], who), asked);
  if (status === 200) return;
  assert.ok(status === 412 || status === 409, JSON.stringify({ status, body }));
  const now = await gate.db.reader(table).where({ id: row.id }).first();
  assert.ok(now.state === 'retired' || now.until_on, `${asked.path} was refused and not done`);
}

async function rowOf({ gate }: Desk, table: string, place: object): Promise<{ id: string; log_index: number }> {
  const row: { id: string; log_index: number } | undefined = await gate.db.reader(table).where(place).first();
  if (!row) throw new Error(`the gate has no ${JSON.stringify(place)}`);
  return row;
}
