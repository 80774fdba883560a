import type { OrderLine, PlanItem, StatedProof } from '../../../facts/index.ts';
import { kindOf } from '../../../goods/index.ts';
import { addDays, addMonths, type CivilDate, civilDate, type NewId } from '../../../kernel/index.ts';
import type { Allocation, Device, Entitlement, Installation } from '../../../register/index.ts';
import type { JudgedDelivery } from '../decide-delivery.ts';
import type { JudgedLicence, JudgedMachine } from './acceptance-outcome.ts';
import type { GivenSeat } from './give-seats.ts';

/** What all that a delivery brings into the register has in common. */
export interface Origin {
  readonly judged: JudgedDelivery;
  readonly acceptanceId: string;
  readonly acceptedOn: CivilDate;
  readonly contractNumber: string | null;
  readonly newId: NewId;
}

export function deviceOf(origin: Origin, { machine, line }: JudgedMachine, id: string): Device {
  const { serial, mainboardSerial, assetNumber, department } = machine;
  return {
    id,
    agencyCode: agencyOf(origin),
    category: line.computer?.category ?? 'desktop',
    ...{ assetNumber, serial, mainboardSerial, department },
    brand: line.brand ?? null,
    model: line.model ?? null,
    usedBy: null,
    acquiredOn: origin.acceptedOn,
    state: 'accepted',
    orderId: orderOf(origin),
    orderLine: line.line,
    acceptanceId: origin.acceptanceId,
  };
}

function agencyOf({ judged }: Origin): string {
  return judged.known.order.agencyCode;
}

function orderOf({ judged }: Origin): string {
  return judged.known.order.id;
}

/** The right to the system that a machine came with: one seat, bound to it. None where it came bare. */
export function rightOf(origin: Origin, { machine, line }: JudgedMachine, deviceId: string): Entitlement | undefined {
  const system = line.computer?.operatingSystem;
  if (system?.state !== 'preinstalled' || !system.product) return undefined;
  return {
    ...entitlementOf(origin),
    licensee: agencyOf(origin),
    category: 'operating-system',
    ...{ product: system.product, edition: system.edition ?? null, version: system.version ?? null },
    ...{ metric: 'device', seats: 1, channel: systemChannel(line), transferable: false, boundDevice: deviceId },
    validFrom: origin.acceptedOn,
    evidence: (machine.system?.evidence ?? []).map(evidenceOf),
    orderLine: line.line,
  };
}

type FixedField = 'id' | 'agencyCode' | 'sets' | 'installedSeats' | 'acquiredOn' | 'site' | 'closesUndertaking';
type DeliveredField = 'contractNumber' | 'supportEndsOn' | 'orderId' | 'acceptanceId' | 'standing';
type OpenField = 'validUntil' | 'platforms' | 'unitPrice' | 'orderItem';

/** Seen with its proof by the acceptance itself, so it is verified. */
function entitlementOf(origin: Origin): Pick<Entitlement, FixedField | DeliveredField | OpenField> {
  return {
    id: origin.newId('ent'),
    agencyCode: agencyOf(origin),
    ...{ sets: 1, installedSeats: 0, site: null, closesUndertaking: null, supportEndsOn: null },
    ...{ validUntil: null, platforms: [], unitPrice: null, orderItem: null },
    acquiredOn: origin.acceptedOn,
    contractNumber: origin.contractNumber,
    orderId: orderOf(origin),
    acceptanceId: origin.acceptanceId,
    standing: 'verified',
  };
}

function systemChannel({ computer }: OrderLine): Entitlement['channel'] {
  const licence = computer?.operatingSystem?.licenceType ?? 'oem';
  // A trial is never accepted.
  return licence === 'trial' ? 'oem' : licence;
}

/** The licences of a plan item that match. */
export function licencesOf(origin: Origin, { stated, item, matchedSeats }: JudgedLicence): Entitlement {
  const { item: orderItem, licensee, evidence } = stated;
  const channel = planChannel(item);
  const validFrom = day(item.validFrom) ?? origin.acceptedOn;
  return {
    ...entitlementOf(origin),
    licensee,
    category: item.category ?? 'other',
    ...{ product: item.product ?? '', edition: item.edition ?? null, version: item.version ?? null },
    ...{ metric: item.metric ?? 'device', seats: matchedSeats, channel, transferable: channel !== 'oem' },
    installedSeats: isUsedBesideMachines(origin, item) ? matchedSeats : 0,
    boundDevice: null,
    validFrom,
    validUntil: day(item.validUntil) ?? lastDayOfMonths(item, validFrom),
    platforms: item.platforms ?? [],
    evidence: evidence.map(evidenceOf),
    unitPrice: item.unitPrice ?? null,
    orderLine: null,
    orderItem,
  };
}

/**
 * Seats that virtual desktops or the cores of servers use are given to no machine, and are nobody's to spare all the same:
 * they count as installed, until somebody records that they are not any more.
 */
function isUsedBesideMachines({ judged }: Origin, { category, metric }: PlanItem): boolean {
  const { lines } = judged.standing.body;
  if (metric === 'core') return lines.some((line) => kindOf(line).runsSoftware);
  const hasDesktops = lines.some(({ computer }) => (computer?.virtualDesktops ?? 0) > 0);
  return hasDesktops && !judged.needs.some(({ kinds }) => kinds.some((kind) => kind === category));
}

/** A subscription that was bought by its months is over when they are: without a last day it would pass as endless. */
function lastDayOfMonths({ licenceType, serviceMonths }: PlanItem, from: CivilDate): CivilDate | null {
  return licenceType === 'subscription' && serviceMonths ? addDays(addMonths(from, serviceMonths), -1) : null;
}

function planChannel({ licenceType, provision }: PlanItem): Entitlement['channel'] {
  switch (licenceType) {
    case 'subscription':
    case 'retail':
    case 'oem':
    case 'open-source':
    case 'free':
      return licenceType;
    default:
      // Seats are counted, also those of a licence for a site.
      return provision === 'free' ? 'free' : 'volume';
  }
}

function evidenceOf({ kind, reference, file, seats }: StatedProof): Entitlement['evidence'][number] {
  return { kind, reference: reference ?? null, seats: seats ?? null, file: file ?? null };
}

/** The system that was found on a machine. */
export function systemOn(origin: Origin, { machine, line }: JudgedMachine, deviceId: string): Installation | undefined {
  const { system } = machine;
  if (!system?.product || line.computer?.operatingSystem?.state !== 'preinstalled') return undefined;
  const { product, edition = null, version = null } = system;
  return installationOf(origin, { deviceId, category: 'operating-system', software: { product, edition, version } });
}

interface InstalledCopy {
  readonly deviceId: string;
  readonly category: Installation['category'];
  readonly software: Pick<Installation, 'product' | 'edition' | 'version'>;
}

function installationOf(origin: Origin, { deviceId, category, software }: InstalledCopy): Installation {
  const { acceptedOn } = origin;
  return {
    ...{ id: origin.newId('ins'), agencyCode: agencyOf(origin), deviceId, category, ...software },
    ...{ source: 'acceptance', seenFrom: acceptedOn, seenLast: acceptedOn, seenTo: null },
  };
}

/** What goes with a seat that is given: the software is there. */
export function softwareOn(origin: Origin, { deviceId, supply }: GivenSeat): Installation {
  const category = supply.category as Installation['category'];
  return installationOf(origin, { deviceId, category, software: supply.software });
}

interface TakenSeat {
  readonly entitlementId: string;
  readonly deviceId: string;
  readonly takenFrom: Allocation['takenFrom'];
}

export function allocationOf(origin: Origin, { entitlementId, deviceId, takenFrom }: TakenSeat): Allocation {
  return {
    ...{ id: origin.newId('alo'), agencyCode: agencyOf(origin), entitlementId, deviceId, takenFrom },
    sharesSeatOf: null,
    ...{ orderId: orderOf(origin), from: origin.acceptedOn, until: null, endedBecause: null },
  };
}

function day(value: string | null | undefined): CivilDate | null {
  return value ? civilDate(value) : null;
}
