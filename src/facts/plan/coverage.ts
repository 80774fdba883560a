import type { DeriveInput } from '../derive-input.ts';
import { isTerminal, lineNeeds, type PlanKind } from '../goods/needs.ts';
import { type Flow, maximumFlow } from '../maximum-flow.ts';
import { oncePerInput } from '../once-per-input.ts';
import { candidateProducts } from '../products.ts';
import { ANY_PLATFORM, linePlatform, type MachinePlatform, platformFit } from '../system/platform.ts';
import { countedSeats } from './counted-seats.ts';
import { type PlanItemView, planItemViews } from './plan-item-view.ts';

/** Machines or virtual desktops of one platform that need so many seats. */
export interface Demand {
  readonly seats: number;
  readonly platform: MachinePlatform;
}

/** Seats of one plan item that count for the machines of the order. */
export interface Supply {
  readonly seats: number;
  readonly view: PlanItemView;
}

export interface Coverage {
  readonly need: number;
  readonly covered: number;
  readonly demands: readonly Demand[];
  /** Items that already exist come first, so that new ones are only used where nothing else is. */
  readonly supplies: readonly Supply[];
  readonly flow: Flow;
}

/** How far the seats of the plan that count reach, over the machines whose platform they fit. */
export function coverage(input: DeriveInput, kind: PlanKind): Coverage {
  const demands = demandsFor(input, kind);
  const supplies = suppliesFor(input, kind);
  const flow = maximumFlow({
    supplies: supplies.map(({ seats }) => seats),
    demands: demands.map(({ seats }) => seats),
    fits: (supply, demand) => itemFits(supplies[supply]?.view, demands[demand]?.platform),
  });
  const need = demands.reduce((sum, { seats }) => sum + seats, 0);
  return { need, covered: flow.total, demands, supplies, flow };
}

/** Who needs seats of a kind, machines of the same platform together. */
export function demandsFor(input: DeriveInput, kind: PlanKind): readonly Demand[] {
  return demands(input)[kind];
}

const demands = oncePerInput(
  (input): Readonly<Record<PlanKind, readonly Demand[]>> => ({
    office: demandsOfKind(input, 'office'),
    'antivirus-client': demandsOfKind(input, 'antivirus-client'),
    'antivirus-server': demandsOfKind(input, 'antivirus-server'),
  }),
);

function demandsOfKind(input: DeriveInput, kind: PlanKind): readonly Demand[] {
  const products = candidateProducts(input);
  const needs = lineNeeds(input);
  const byPlatform = new Map<string, Demand>();
  for (const [index, line] of input.order.lines.entries()) {
    const seats = needs[index]?.seats[kind];
    if (!seats || seats.devices + seats.virtualDesktops === 0) continue;
    const machine = linePlatform(line, products);
    const desktop = isTerminal(line, input.needs) ? ANY_PLATFORM : { ...machine, family: null };
    add(byPlatform, { seats: seats.devices, platform: machine });
    add(byPlatform, { seats: seats.virtualDesktops, platform: desktop });
  }
  return [...byPlatform.values()];
}

function add(demands: Map<string, Demand>, { seats, platform }: Demand): void {
  if (seats === 0) return;
  const key = `${platform.family}-${platform.architecture}`;
  demands.set(key, { seats: seats + (demands.get(key)?.seats ?? 0), platform });
}

/**
 * Seats for machines that the agency has already are not left for new ones. Where a missing policy or term leaves open
 * whether an item counts, its seats are taken as stated: the rule on it cannot be evaluated then, so nothing is approved.
 */
export function suppliesFor(input: DeriveInput, category: string): readonly Supply[] {
  const counted = countedSeats(input);
  const supplies = planItemViews(input).flatMap((view, index): Supply[] => {
    if (view.item.category !== category) return [];
    const seats = counted[index]?.seats ?? view.item.seats ?? 0;
    return [{ seats: Math.max(0, seats - (view.item.forExistingDevices ?? 0)), view }];
  });
  return [...supplies.filter((supply) => !isNew(supply)), ...supplies.filter(isNew)];
}

/** While the product is only required, its platform waits for the contract; an unknown system is found by another rule. */
export function itemFits(view: PlanItemView | undefined, machine: MachinePlatform | undefined): boolean {
  if (!view || !machine) return false;
  if (view.productName === null) return true;
  return [view.platforms, view.builtFor].every((platforms) => platformFit(platforms, machine) !== 'misfits');
}

export function isNew({ view }: Supply): boolean {
  return view.item.provision === 'new-purchase';
}
