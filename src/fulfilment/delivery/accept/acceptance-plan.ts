import type { RecordedDelivery, RecordedMachine } from '../../../decisions/index.ts';
import { type PlanItem, proofOfMachine, type StatedMachine } from '../../../facts/index.ts';
import { canonicalJson, civilDate, digestOf, type NewId } from '../../../kernel/index.ts';
import { concludedContract } from '../../../orders/index.ts';
import type { Draft, ReferenceRecord } from '../../../reference/index.ts';
import {
  type Allocation,
  type Device,
  type Entitlement,
  type EntitlementFacts,
  type Installation,
  nameKey,
  type OpenUndertaking,
  type UndertakingDelivery,
} from '../../../register/index.ts';
import type { AcceptedMachine } from '../acceptances-repository.ts';
import type { JudgedDelivery } from '../decide-delivery.ts';
import { progressOf, withDelivery } from '../delivery-progress.ts';
import {
  allocationOf,
  deviceOf,
  licencesOf,
  type Origin,
  rightOf,
  softwareOn,
  systemOn,
} from './acceptance-holdings.ts';
import { type DeliveryOutcome, outcomeOf } from './acceptance-outcome.ts';
import { type GivenSeat, giveSeats, type SeatSupply, type Software } from './give-seats.ts';

/** What is read of the register before a delivery is planned. */
export interface RegisterBefore {
  /** The order's next delivery. */
  readonly sequence: number;
  /** Machines of the order that were accepted before and are in use, and what they have seats of. */
  readonly machines: readonly AcceptedMachine[];
  readonly categories: ReadonlyMap<string, ReadonlySet<string>>;
  /** Devices of the order that went back and are delivered again, by serial. */
  readonly again: ReadonlyMap<string, ReferenceRecord<Device>>;
  /** Software that is on them already, as `copyOn` names it. */
  readonly installed: ReadonlySet<string>;
  /** What came of its plan items before. */
  readonly licences: readonly EntitlementFacts[];
  /** What its plan cites: spare seats, site licences, the special system of an exemption. */
  readonly cited: ReadonlyMap<string, EntitlementFacts>;
  readonly undertakings: readonly OpenUndertaking[];
}

/** Everything that a delivery comes to, before anything is written. */
export interface AcceptancePlan {
  readonly recorded: RecordedDelivery;
  readonly statement: string;
  readonly devices: readonly Device[];
  readonly again: readonly Draft<Device>[];
  readonly entitlements: readonly Entitlement[];
  readonly allocations: readonly Allocation[];
  readonly installations: readonly Installation[];
  readonly undertakings: readonly UndertakingDelivery[];
  /** Seats by entitlement that are taken out of what the order holds. */
  readonly given: ReadonlyMap<string, number>;
  readonly state: 'contracted' | 'accepted';
}

/** Pure but for the ids that it makes. */
export function planAcceptance(judged: JudgedDelivery, before: RegisterBefore, newId: NewId): AcceptancePlan {
  const origin: Origin = {
    judged,
    acceptanceId: newId('acc'),
    acceptedOn: civilDate(judged.statement.acceptedOn),
    contractNumber: concludedContract(judged.known)?.number ?? null,
    newId,
  };
  const outcome = outcomeOf(judged);
  const machines = outcome.machines.map((machine) => ({
    machine,
    deviceId: machine.because.length === 0 ? (before.again.get(machine.machine.serial)?.key ?? newId('dev')) : null,
  }));
  const matched = machines.flatMap(({ machine, deviceId }) => (deviceId === null ? [] : [{ machine, deviceId }]));
  const rights = matched.flatMap(({ machine, deviceId }) => rightOf(origin, machine, deviceId) ?? []);
  const licences = outcome.licences.map((licence) => ({
    licence,
    entitlement: licence.matchedSeats > 0 ? licencesOf(origin, licence) : null,
  }));
  const bought = licences.flatMap(({ entitlement }) => entitlement ?? []);
  const takers = [
    ...before.machines.map(({ deviceId, line }) => ({ deviceId, line, has: before.categories.get(deviceId) ?? NONE })),
    ...matched.map(({ machine, deviceId }) => ({ deviceId, line: machine.line.line, has: NONE })),
  ];
  const seats = giveSeats({ needs: judged.needs, takers, supplies: suppliesOf(judged, before, bought) });
  const undertakings = deliveriesOf(before.undertakings, licences);
  const recorded = recordedOf(origin, { before, outcome, machines, licences, undertakings });
  const progress = progressOf(judged.standing.body, withDelivery(judged.sums, recorded));
  return {
    recorded,
    statement: canonicalJson(judged.statement),
    devices: matched
      .filter(({ machine: { machine } }) => !before.again.has(machine.serial))
      .map(({ machine, deviceId }) => deviceOf(origin, machine, deviceId)),
    again: matched.flatMap(({ machine, deviceId }) => {
      const device = before.again.get(machine.machine.serial);
      return device ? [draftAgain(device, deviceOf(origin, machine, deviceId))] : [];
    }),
    entitlements: [...rights, ...bought],
    allocations: [
      ...rights.flatMap(({ id, boundDevice: deviceId }) =>
        deviceId === null ? [] : [allocationOf(origin, { entitlementId: id, deviceId, takenFrom: 'free' })],
      ),
      ...seats.map(({ deviceId, supply: { entitlementId, takenFrom } }) =>
        allocationOf(origin, { entitlementId, deviceId, takenFrom }),
      ),
    ],
    installations: [
      ...matched.flatMap(({ machine, deviceId }) => systemOn(origin, machine, deviceId) ?? []),
      // A seat that was taken back left its software where it was.
      ...seats
        .filter(({ deviceId, supply: { software } }) => !before.installed.has(copyOn(deviceId, software)))
        .map((seat) => softwareOn(origin, seat)),
    ],
    undertakings,
    given: seatsGiven(seats),
    state: progress.isComplete ? 'accepted' : 'contracted',
  };
}

/** It keeps the number that the agency has given it, unless it comes with another one. */
function draftAgain(before: ReferenceRecord<Device>, device: Device): Draft<Device> {
  const assetNumber = device.assetNumber ?? before.state.assetNumber;
  return { key: before.key, before, changes: null, after: { ...device, assetNumber } };
}

interface PlannedDelivery {
  readonly before: RegisterBefore;
  readonly outcome: DeliveryOutcome;
  readonly machines: readonly {
    readonly machine: DeliveryOutcome['machines'][number];
    readonly deviceId: string | null;
  }[];
  readonly licences: readonly Licence[];
  readonly undertakings: readonly UndertakingDelivery[];
}

/** What the decision's record says of every part of the delivery. */
function recordedOf({ judged, acceptanceId, acceptedOn }: Origin, became: PlannedDelivery): RecordedDelivery {
  const { before, outcome, machines, licences, undertakings } = became;
  return {
    ...{ id: acceptanceId, sequence: before.sequence, acceptedOn },
    statementDigest: digestOf(canonicalJson(judged.statement)),
    devices: machines.map(({ machine: { machine, because }, deviceId }) => {
      const { pointer, line, serial } = machine;
      const isAgain = deviceId !== null && before.again.has(serial);
      const proof = proofIn(judged, machine);
      return { pointer, line, serial, deviceId, ...(isAgain && { isAgain }), ...(proof && { proof }), because };
    }),
    items: licences.map(({ licence, entitlement }) => {
      const { pointer, stated, matchedSeats, proofSeats, because } = licence;
      const counts = { seats: stated.seats, matchedSeats, proofSeats };
      return { pointer, item: stated.item, ...counts, entitlementId: entitlement?.id ?? null, because };
    }),
    goods: outcome.goods,
    undertakings: undertakings.map(({ id, seats, closedBy }) => ({ id, seats, isClosed: closedBy !== null })),
  };
}

function proofIn({ known, gathered }: JudgedDelivery, { system }: StatedMachine): RecordedMachine['proof'] | null {
  const { proofs } = gathered.delivery ?? {};
  const proof = proofs && proofOfMachine(known.order.agencyCode, system?.evidence, proofs.kinds);
  return proof ? { key: proof.key, covers: proof.covers } : null;
}

/** One copy of software, by the names that are compared. */
export function copyOn(deviceId: string, { product, edition, version }: Software): string {
  return [deviceId, nameKey(product), nameKey(edition ?? ''), version ?? ''].join('/');
}

const NONE: ReadonlySet<string> = new Set();

/** What is there already is used before what was bought, so that no seat that an order holds lies idle. */
function suppliesOf(
  judged: JudgedDelivery,
  { licences, cited }: RegisterBefore,
  bought: readonly Entitlement[],
): readonly SeatSupply[] {
  const held = judged.known.contribution?.seats ?? new Map<string, number>();
  const ofPlan = (judged.standing.body.softwarePlan ?? []).flatMap((item) => {
    const entitlement = cited.get(item.entitlementId ?? '');
    return entitlement ? [spareSupply(entitlement, { item, held, judged })] : [];
  });
  const special = cited.get(judged.standing.body.exemption?.specialOsEntitlementId ?? '');
  return [
    ...oncePerEntitlement([...ofPlan, ...(special ? [spareSupply(special, { item: {}, held, judged })] : [])]),
    // What earlier acts of a batch took of them is only in its books.
    ...licences.flatMap((entitlement) => freeSupply(cited.get(entitlement.id) ?? entitlement) ?? []),
    ...bought.flatMap((entitlement) => boughtSupply(entitlement) ?? []),
  ];
}

interface Spare {
  readonly item: PlanItem;
  readonly held: ReadonlyMap<string, number>;
  readonly judged: JudgedDelivery;
}

/** Seats without a number are not held: there is always one more. */
function spareSupply(entitlement: EntitlementFacts, { item, held, judged }: Spare): SeatSupply {
  const { id: entitlementId, category, platforms, seats, isFrozen } = entitlement;
  const software = {
    product: item.product ?? entitlement.product,
    edition: item.edition ?? entitlement.edition,
    version: item.version ?? entitlement.softwareVersion,
  };
  const base = { entitlementId, category, platforms, software };
  if (isFrozen) return { ...base, seats: 0, takenFrom: 'held' };
  const machines = judged.standing.body.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (seats === null) return { ...base, seats: machines, takenFrom: 'free' };
  return { ...base, seats: held.get(entitlementId) ?? 0, takenFrom: 'held' };
}

/** Two plan items may draw on one entitlement, whose held seats are theirs together. */
function oncePerEntitlement(supplies: readonly SeatSupply[]): readonly SeatSupply[] {
  return [...new Map(supplies.map((supply) => [supply.entitlementId, supply])).values()];
}

/** Seats that are counted by users at once or by cores are no machine's. */
const NOT_BY_MACHINE: readonly string[] = ['concurrent', 'core'];

function freeSupply(entitlement: EntitlementFacts): SeatSupply | undefined {
  const { id: entitlementId, category, platforms, product, edition, softwareVersion, metric } = entitlement;
  const free = (entitlement.seats ?? 0) - entitlement.allocatedSeats - entitlement.heldSeats;
  if (entitlement.isFrozen || free <= 0 || NOT_BY_MACHINE.includes(metric)) return undefined;
  const software = { product, edition, version: softwareVersion };
  return { entitlementId, category, platforms, seats: free, takenFrom: 'free', software };
}

function boughtSupply(entitlement: Entitlement): SeatSupply | undefined {
  const { id: entitlementId, category, platforms, seats, metric, product, edition, version } = entitlement;
  if (NOT_BY_MACHINE.includes(metric)) return undefined;
  const software = { product, edition, version };
  return { entitlementId, category, platforms, seats: seats ?? 0, takenFrom: 'free', software };
}

function seatsGiven(seats: readonly GivenSeat[]): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  for (const { supply } of seats) {
    if (supply.takenFrom !== 'held') continue;
    given.set(supply.entitlementId, (given.get(supply.entitlementId) ?? 0) + 1);
  }
  return given;
}

interface Licence {
  readonly licence: DeliveryOutcome['licences'][number];
  readonly entitlement: Entitlement | null;
}

/** What came of an item goes to its undertakings in turn: that of the order first, then those of supplements. */
function deliveriesOf(open: readonly OpenUndertaking[], licences: readonly Licence[]): readonly UndertakingDelivery[] {
  return licences.flatMap(({ licence, entitlement }) => {
    if (!entitlement) return [];
    let left = licence.matchedSeats;
    return open
      .filter(({ item }) => item === licence.stated.item)
      .flatMap(({ id, seats, deliveredSeats }): readonly UndertakingDelivery[] => {
        const brought = Math.min(left, seats - deliveredSeats);
        left -= brought;
        const closedBy = deliveredSeats + brought >= seats ? entitlement.id : null;
        return brought > 0 ? [{ id, seats: brought, closedBy }] : [];
      });
  });
}
