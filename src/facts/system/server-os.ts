import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { countsOwnDesktops, isClient, isServer, isTerminal, type LineNeed, lineNeeds } from '../goods/needs.ts';
import { type Flow, maximumFlow } from '../maximum-flow.ts';
import { type Demand, itemFits, type Supply, suppliesFor } from '../plan/coverage.ts';
import type { PlanItemView } from '../plan/plan-item-view.ts';
import type { OrderLine, PlanItem } from '../submission.ts';
import { ANY_PLATFORM, type MachinePlatform } from './platform.ts';

export type ServerOsLicence = 'covered' | 'none' | 'below-need' | 'need-not-stated' | 'not-applicable';

/** What runs on virtual desktops, and under which system servers run: licences of the plan, since none comes with the machine. */
export function serverAndDesktopFacts(input: DeriveInput): readonly Facts[] {
  const needs = lineNeeds(input);
  const systems = assignSystems(input, needs);
  const hasOwnDesktops = countsOwnDesktops(input.needs);
  return input.order.lines.map((line, index) => ({
    'line.needsOffice': needs[index]?.needsOffice ?? false,
    'line.virtualDesktops': needs[index]?.virtualDesktops ?? 0,
    'line.virtualDesktopsStated': needs[index]?.isVirtualDesktopsStated ?? false,
    'line.isTerminalWithoutDesktops': needs[index]?.isTerminalWithoutDesktops ?? false,
    ...(hasOwnDesktops && { 'line.terminalsBeyondDesktops': needs[index]?.terminalsBeyondDesktops ?? 0 }),
    'line.clientClaimsNoOffice': needs[index]?.isOfficeDeclined ?? false,
    'line.virtualOsSeats': systems.bySeat.received[2 * index] ?? 0,
    'line.serverOsLicence': serverOsLicence(input, line, {
      bySeat: systems.bySeat.received[2 * index + 1] ?? 0,
      byCore: systems.byCore.received[index] ?? 0,
      isCoreLicensed: systems.coreSupplies.some(
        (supply) => supply.seats > 0 && itemFits(supply.view, anySystemOn(line)),
      ),
    }),
  }));
}

/** Who a system from the plan could be for: virtual desktops and servers, or else the client machines that it upgrades. */
export function systemDemands(input: DeriveInput): readonly Demand[] {
  const wanting = seatDemands(input, lineNeeds(input)).filter(({ seats }) => seats > 0);
  if (wanting.length > 0) return wanting;
  const clients = input.order.lines.filter((line) => isClient(line, input.needs));
  return clients.map((line) => ({ seats: line.quantity, platform: anySystemOn(line) }));
}

/**
 * The systems of the plan that the servers of a line without one, or its virtual desktops, may get: which of several it
 * will be nobody says.
 */
export function systemsFromPlan(input: DeriveInput, line: OrderLine): readonly PlanItemView[] {
  const need = lineNeeds(input)[input.order.lines.indexOf(line)];
  if (!wantsServerSystem(input, line) && !need?.virtualDesktops) return [];
  const platform = isTerminal(line, input.needs) ? ANY_PLATFORM : anySystemOn(line);
  const { seatSupplies, coreSupplies } = systemSupplies(input);
  return [...seatSupplies, ...coreSupplies]
    .filter(({ seats, view }) => seats > 0 && view.productName !== null && itemFits(view, platform))
    .map(({ view }) => view);
}

/**
 * How many seats of these items virtual desktops and servers cannot do without: what else fits them is used first, and
 * servers that are licensed by core need no seat.
 */
export function seatsForOthers(input: DeriveInput, items: readonly PlanItem[]): number {
  const { seatSupplies, coreSupplies } = systemSupplies(input);
  const isOne = ({ view }: Supply): boolean => items.includes(view.item);
  const supplies = [...seatSupplies.filter((supply) => !isOne(supply)), ...seatSupplies.filter(isOne)];
  const byCore = assign(coreSupplies, coreDemands(input)).received;
  const { given } = assign(supplies, seatDemands(input, lineNeeds(input), byCore));
  return given
    .flatMap((row, index) => (supplies[index] && isOne(supplies[index]) ? row : []))
    .reduce((sum, seats) => sum + seats, 0);
}

interface AssignedSystems {
  /** Two demands for each line: its virtual desktops, then its servers. */
  readonly bySeat: Flow;
  /** One demand for each line: the cores of its servers. */
  readonly byCore: Flow;
  readonly coreSupplies: readonly Supply[];
}

/** Each licence is used once: what the virtual desktops of one line take is not left for the servers of another. */
function assignSystems(input: DeriveInput, needs: readonly LineNeed[]): AssignedSystems {
  const { seatSupplies, coreSupplies } = systemSupplies(input);
  return {
    bySeat: assign(seatSupplies, seatDemands(input, needs)),
    byCore: assign(coreSupplies, coreDemands(input)),
    coreSupplies,
  };
}

function systemSupplies(input: DeriveInput) {
  const supplies = suppliesFor(input, 'operating-system').filter((supply) => !isUpgradeOnly(supply));
  return {
    coreSupplies: supplies.filter(({ view }) => view.item.metric === 'core'),
    seatSupplies: supplies.filter(({ view }) => view.item.metric !== 'core'),
  };
}

function assign(supplies: readonly Supply[], demands: readonly Demand[]): Flow {
  return maximumFlow({
    supplies: supplies.map(({ seats }) => seats),
    demands: demands.map(({ seats }) => seats),
    fits: (supply, demand) => itemFits(supplies[supply]?.view, demands[demand]?.platform),
  });
}

/** An upgrade licenses only a machine that has a system already; the rule on base licences judges it. */
function isUpgradeOnly({ view }: Supply): boolean {
  return view.item.licenceType === 'volume' && view.product?.volumeIsUpgradeOnly === true;
}

/** Servers whose cores are licensed, where that is asked for each line, are left out. */
function seatDemands(
  input: DeriveInput,
  needs: readonly LineNeed[],
  byCore: readonly number[] = [],
): readonly Demand[] {
  return input.order.lines.flatMap((line, index) => [
    {
      seats: needs[index]?.virtualDesktops ?? 0,
      platform: isTerminal(line, input.needs) ? ANY_PLATFORM : anySystemOn(line),
    },
    {
      seats: wantsServerSystem(input, line) ? line.quantity - serversOf(line, byCore[index] ?? 0) : 0,
      platform: anySystemOn(line),
    },
  ]);
}

/** How many whole servers of the line so many cores are. */
function serversOf({ computer }: OrderLine, licensedCores: number): number {
  const cores = computer?.cores ?? 0;
  return cores > 0 ? Math.floor(licensedCores / cores) : 0;
}

function coreDemands(input: DeriveInput): readonly Demand[] {
  return input.order.lines.map((line) => ({
    seats: wantsServerSystem(input, line) ? line.quantity * (line.computer?.cores ?? 0) : 0,
    platform: anySystemOn(line),
  }));
}

/** A system brings its own family, so only the processor has to fit. */
function anySystemOn(line: OrderLine): MachinePlatform {
  return { family: null, architecture: line.computer?.cpu?.architecture ?? null };
}

function wantsServerSystem({ needs }: DeriveInput, line: OrderLine): boolean {
  return isServer(line, needs) && !hasOwnSystem(line);
}

/** A required system comes with the offer, where the contract judges it. */
function hasOwnSystem(line: OrderLine): boolean {
  const system = line.computer?.operatingSystem;
  return system?.state === 'required' || (system?.state === 'preinstalled' && system.licenceType !== 'trial');
}

/** A state that is not stated at all is found by the rule on it, so here it has nothing to be judged by. */
function serverOsLicence(
  { needs }: DeriveInput,
  line: OrderLine,
  licences: { readonly bySeat: number; readonly byCore: number; readonly isCoreLicensed: boolean },
): ServerOsLicence {
  if (!isServer(line, needs)) return 'not-applicable';
  if (hasOwnSystem(line)) return 'covered';
  const cores = line.computer?.cores ?? 0;
  const servers = licences.bySeat + serversOf(line, licences.byCore);
  if (servers >= line.quantity) return 'covered';
  if (cores === 0 && licences.isCoreLicensed) return 'need-not-stated';
  if (licences.bySeat + licences.byCore > 0) return 'below-need';
  return (line.computer?.operatingSystem?.state ?? 'unknown') === 'unknown' ? 'not-applicable' : 'none';
}
