import { change, noteEver } from './decide.ts';
import {
  acceptedMachines,
  cameOf,
  type DeliveredUnits,
  ITEMS,
  type Machine,
  type Seat,
  type SeatKind,
} from './goods.ts';
import { addTo, type Body, known, note, type Order, type Outcome, type World } from './world.ts';

/** What comes of an order at one time. */
export interface Delivery {
  readonly serials: readonly string[];
  /** Of them, those with another system than was contracted. */
  readonly differing: readonly string[];
  readonly items: readonly DeliveredItem[];
}

export interface DeliveredItem {
  readonly item: number;
  readonly seats: number;
  readonly proof: number;
  /** Made out to somebody else. */
  readonly isForeign: boolean;
}

/** Why a delivery is none of this order; undefined when it is. */
export function refusalOfDelivery(order: Order, { serials, items }: Delivery): string | undefined {
  const body = standingBodyOf(order);
  const { goods } = order;
  if (serials.length + items.length === 0) return 'acceptance.empty';
  if (items.some(({ item }) => !boughtItems(body).includes(item))) return 'acceptance.unknown_part';
  const isAbove =
    serials.length > body.quantity - acceptedMachines(goods).length ||
    items.some(({ item, seats }) => seats > body.quantity - cameOf(goods, item).matched);
  return isAbove ? 'acceptance.above_ordered' : undefined;
}

/** Plan items that are bought: seats that are there already do not come. */
export function boughtItems({ flavour }: Body): readonly number[] {
  return ITEMS.map(([item]) => item).filter((item) => item !== 1 || flavour !== 'spare');
}

/** What stands under contract, or what did before it was terminated. */
export function standingBodyOf({ standingBody, contract, reference }: Order): Body {
  const body = standingBody ?? contract;
  if (!body) throw new Error(`the model has nothing of ${reference} under contract`);
  return body;
}

/** Registers what matches, gives every machine a seat of each kind as far as there are any, and says what is decided. */
export function acceptDelivery(world: World, order: Order, { serials, differing, items }: Delivery): Outcome {
  const { goods } = order;
  const outcome = outcomeOf(order, { serials, differing, items });
  goods.differing += differing.length;
  const matching = serials.filter((serial) => !differing.includes(serial));
  for (const serial of matching) {
    const before = goods.machines.findIndex((machine) => machine.serial === serial);
    const [cameBefore] = before >= 0 ? goods.machines.splice(before, 1) : [];
    note(world, before >= 0 ? 'a machine came again' : 'a machine came');
    const wasHeldFor = cameBefore?.wasHeldFor ?? false;
    goods.machines.push({ serial, place: 'there', seats: [], installed: new Set(), wasHeldFor });
  }
  for (const { item, seats, proof, isForeign } of items) {
    const came = cameOf(goods, item);
    came.seats += seats;
    if (!isForeign) came.matched += proof;
  }
  for (const [item, kind] of ITEMS) giveSeats(world, order, { item, kind });
  order.state = isComplete(order) ? 'accepted' : 'contracted';
  return outcome;
}

/** Licences of somebody else wait for people, unless machines would be without any. */
function outcomeOf(order: Order, { serials, differing, items }: Delivery): Outcome {
  const machines = acceptedMachines(order.goods).length + serials.length;
  const foreign = items.filter(({ isForeign }) => isForeign);
  const isShort = foreign.some(({ seats }) => machines > standingBodyOf(order).quantity - seats);
  if (isShort || differing.length > 0 || items.some(({ seats, proof }) => proof < seats)) return 'rejected';
  return foreign.length > 0 ? 'referred' : 'approved';
}

function isComplete(order: Order): boolean {
  const body = standingBodyOf(order);
  const isHere = acceptedMachines(order.goods).length >= body.quantity;
  return isHere && boughtItems(body).every((item) => cameOf(order.goods, item).matched >= body.quantity);
}

/** The machines that came first are served first. */
function giveSeats(
  world: World,
  order: Order,
  { item, kind }: { readonly item: number; readonly kind: SeatKind },
): void {
  const lacking = order.goods.machines.filter(
    ({ place, seats }) => place === 'there' && !seats.some((seat) => seat.kind === kind),
  );
  for (const machine of lacking) {
    const seat = takeSeat(world, order, { item, kind });
    if (!seat) return;
    machine.seats.push(seat);
    machine.installed.add(kind);
    if (seat.source === 'held') machine.wasHeldFor = true;
  }
}

function takeSeat(
  world: World,
  order: Order,
  { item, kind }: { readonly item: number; readonly kind: SeatKind },
): Seat | undefined {
  const { entitlement } = standingBodyOf(order);
  if (kind === 'office' && entitlement !== null) {
    if (!order.holding.get(entitlement)) return undefined;
    moveSeat(world, order, { entitlement, by: 1 });
    return { kind, source: 'held' };
  }
  const came = cameOf(order.goods, item);
  if (came.given >= came.matched) return undefined;
  came.given += 1;
  return { kind, source: 'bought' };
}

interface SeatMove {
  readonly entitlement: string;
  readonly by: 1 | -1;
}

/** A seat that the order holds goes to a machine, or comes back from one. */
function moveSeat(world: World, order: Order, { entitlement, by }: SeatMove): void {
  change(world, entitlement, 'reserved', -by);
  const given = known(world.entitlements, entitlement);
  given.allocated += by;
  given.placed += by;
  const holding = new Map(order.holding);
  addTo(holding, entitlement, -by);
  order.holding = holding;
  addTo(order.used, entitlement, by);
}

/** Why machines cannot go back; undefined when they can. */
export function refusalOfReturn({ goods }: Order, serials: readonly string[]): string | undefined {
  const accepted = new Set(acceptedMachines(goods).map(({ serial }) => serial));
  return serials.every((serial) => accepted.has(serial)) ? undefined : 'return.unknown_device';
}

/** Machines go back: what they had is free, and what the order held for them it holds again. */
export function takeBackMachines(world: World, order: Order, serials: readonly string[]): void {
  for (const serial of serials) {
    const machine = machineOf(order, serial);
    if (machine.place === 'there') freeSeats(world, order, { machine, isReturned: true });
    machine.place = 'returned';
  }
  order.state = 'contracted';
}

export function machineOf({ goods, reference }: Order, serial: string): Machine {
  const machine = goods.machines.find((one) => one.serial === serial && one.place !== 'returned');
  if (!machine) throw new Error(`the model has no machine ${serial} of ${reference}`);
  return machine;
}

/** A machine is taken out of use: its seats are free for others. */
export function retire(world: World, order: Order, machine: Machine): void {
  freeSeats(world, order, { machine, isReturned: false });
  machine.place = 'retired';
}

interface FreedMachine {
  readonly machine: Machine;
  readonly isReturned: boolean;
}

function freeSeats(world: World, order: Order, { machine, isReturned }: FreedMachine): void {
  for (const seat of machine.seats.splice(0)) {
    if (isReturned && seat.source === 'held') holdAgain(world, order);
    else freeSeat(world, order, { machine, seat });
  }
  machine.installed.clear();
}

function holdAgain(world: World, order: Order): void {
  const entitlement = standingBodyOf(order).entitlement ?? '';
  moveSeat(world, order, { entitlement, by: -1 });
  noteEver(order, entitlement, -1);
  noteEver(order, entitlement, 1);
}

interface SeatOf {
  readonly machine: Machine;
  readonly seat: Seat;
}

/** One seat of a machine is free again. */
export function freeSeat(world: World, order: Order, { machine, seat }: SeatOf): void {
  if (seat.source === 'bought') givenOf(order, seat.kind).given -= 1;
  else countGiven(world, order, { machine, by: -1 });
}

/** Gives a machine one of the seats that the agency has had from the beginning, whatever was held for it before. */
export function giveByHand(world: World, order: Order, machine: Machine): void {
  machine.seats.push({ kind: 'office', source: 'by-hand' });
  countGiven(world, order, { machine, by: 1 });
}

/** A seat that was taken back and given anew is of the same machine as before, which was not there from the beginning. */
function countGiven(
  world: World,
  order: Order,
  { machine, by }: { readonly machine: Machine; readonly by: 1 | -1 },
): void {
  const entitlement = entitlementOf(world, order);
  const given = known(world.entitlements, entitlement);
  given.allocated += by;
  if (machine.wasHeldFor) given.placed += by;
  world.touched.accounts.add(entitlement);
}

function givenOf({ goods }: Order, kind: SeatKind): DeliveredUnits {
  const [item = 0] = ITEMS.find(([, of]) => of === kind) ?? [];
  return cameOf(goods, item);
}

/** The seats that an agency has had from the beginning. */
export function entitlementOf({ agencies }: World, { agency }: Pick<Order, 'agency'>): string {
  const found = agencies.find(({ code }) => code === agency);
  if (!found) throw new Error(`the model does not know ${agency}`);
  return found.entitlement;
}
