import { addFen, type Fen, sumFen, ZERO_FEN } from '../../kernel/index.ts';
import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { GatheredAgency, GatheredEntitlement } from '../gathered.ts';
import { mayHaveSeats, PLAN_KINDS, type PlanKind } from '../goods/needs.ts';
import { lineAmount } from '../line/amounts.ts';
import { maximumFlow } from '../maximum-flow.ts';
import { policyBoolean, policyInteger } from '../policy-values.ts';
import { presentFacts } from '../present-facts.ts';
import type { OrderSubmission, PlanItem } from '../submission.ts';
import { platformFit } from '../system/platform.ts';
import { countedSeats } from './counted-seats.ts';
import { type Coverage, coverage, isNew } from './coverage.ts';
import { isAgency } from './licensee.ts';
import { planDoubts } from './plan-doubts.ts';
import { isDrawn, planItemViews } from './plan-item-view.ts';
import { buyingLine, planItemCost } from './plan-prices.ts';

type Coverages = Readonly<Record<PlanKind, Coverage>>;

/** What the whole software plan adds up to, against what the machines of the order need. */
export function planFacts(input: DeriveInput): Facts {
  const coverages: Coverages = {
    office: coverage(input, 'office'),
    'antivirus-client': coverage(input, 'antivirus-client'),
    'antivirus-server': coverage(input, 'antivirus-server'),
  };
  const { office, 'antivirus-client': client, 'antivirus-server': server } = coverages;
  const plan = input.order.softwarePlan ?? [];
  return presentFacts({
    'order.need.office': office.need,
    'order.covered.office': office.covered,
    'order.shortfall.office': office.need - office.covered,
    'order.need.antivirusClient': client.need,
    'order.covered.antivirusClient': client.covered,
    'order.shortfall.antivirusClient': client.need - client.covered,
    'order.need.antivirusServer': server.need,
    'order.covered.antivirusServer': server.covered,
    'order.shortfall.antivirusServer': server.need - server.covered,
    'order.plan.itemCount': plan.length,
    'order.plan.newSeats': sumOverKinds((kind) => newSeats(plan, kind)),
    'order.plan.newPurchaseCostFen': newPurchaseCost(input.order),
    'order.plan.excessSeats': excessSeats(input, coverages),
    'order.plan.reusableFreeSeats': reusableFreeSeats(input, coverages),
    'order.plan.metricNotBelow': PLAN_KINDS.some((kind) => isMetricNotBelow(plan, kind, coverages[kind].need)),
    'order.plan.releasedSeatsUnused': releasedSeatsUnused(input),
    ...planDoubts(input),
  });
}

/** Of the kind for which most is bought too much; undefined while the buffer is missing and something is bought. */
function excessSeats(input: DeriveInput, coverages: Coverages): number | undefined {
  const plan = input.order.softwarePlan ?? [];
  const bought = PLAN_KINDS.filter((kind) => newSeats(plan, kind) > 0);
  if (bought.length === 0) return 0;
  const bufferPercent = policyInteger(input.policy.submitDate, 'policy.plan.bufferPercent');
  if (bufferPercent === undefined) return undefined;
  const excesses = bought.map((kind) =>
    seatsBeyond({
      seats: newSeats(plan, kind),
      computers: coverages[kind].need + mayHaveSeats(input, kind) + seatsForExisting(plan, kind),
      bufferPercent,
    }),
  );
  return Math.max(0, ...excesses);
}

/** New seats beyond the computers they are for and the buffer, which is rounded down to whole seats. */
export function seatsBeyond(plan: { seats: number; computers: number; bufferPercent: number }): number {
  return plan.seats - Math.floor((plan.computers * (100 + plan.bufferPercent)) / 100);
}

/** Undefined while the policy that asks for reuse is missing and something is bought. */
function reusableFreeSeats(input: DeriveInput, coverages: Coverages): number | undefined {
  const plan = input.order.softwarePlan ?? [];
  if (sumOverKinds((kind) => newSeats(plan, kind)) === 0) return 0;
  const isReuseFirst = policyBoolean(input.policy.submitDate, 'policy.plan.reuseFirst');
  if (isReuseFirst === undefined) return undefined;
  return isReuseFirst ? sumOverKinds((kind) => reusableOfKind(input, kind, coverages[kind]).seats) : 0;
}

/** Free seats that could stand for new ones of a kind, and what they are built for. */
interface Reusable {
  readonly seats: number;
  readonly pools: readonly { readonly platforms: readonly string[] }[];
}

/** What the machines of the order need of a kind of software, and how much of it the plan covers: what PLN-02 and PLN-03 judge. */
export interface SeatNeed {
  readonly kind: PlanKind;
  readonly needed: number;
  readonly covered: number;
}

/** Of each kind that a machine of the order needs, also where nothing is short. */
export function seatNeeds(input: DeriveInput): readonly SeatNeed[] {
  const all = PLAN_KINDS.map((kind) => ({ kind, ...coverage(input, kind) }));
  return all.flatMap(({ kind, need, covered }) => (need > 0 ? [{ kind, needed: need, covered }] : []));
}

/** The same for each kind, whether or not the policy wants them used first: what the gate offers to whoever asks. */
export function reusableSeats(input: DeriveInput): readonly (Reusable & { readonly kind: PlanKind })[] {
  return PLAN_KINDS.map((kind) => ({ kind, ...reusableOfKind(input, kind, coverage(input, kind)) }));
}

/**
 * How many of the new seats free ones could stand for: on the machines that only new seats serve, or, for new seats that no
 * machine of the order needs, wherever the free ones fit.
 */
function reusableOfKind(input: DeriveInput, kind: PlanKind, { supplies, demands, flow }: Coverage): Reusable {
  const seats = newSeats(input.order.softwarePlan ?? [], kind);
  const pools = poolsLeft(input, kind);
  if (pools.length === 0) return { seats: 0, pools };
  const servedByNew = demands.map((_, demand) =>
    supplies.reduce((sum, item, supply) => sum + (isNew(item) ? (flow.given[supply]?.[demand] ?? 0) : 0), 0),
  );
  const elsewhere = Math.max(0, seats - servedByNew.reduce((sum, units) => sum + units, 0));
  const poolFits = (pool: number, demand: number): boolean => {
    const machine = demands[demand]?.platform;
    return machine !== undefined && platformFit(pools[pool]?.platforms ?? [], machine) !== 'misfits';
  };
  const poolFitsAny = (pool: number): boolean =>
    demands.length === 0
      ? fitsWhatIsBought(input, kind, pools[pool])
      : demands.some((_, demand) => poolFits(pool, demand));
  const { total } = maximumFlow({
    supplies: pools.map(({ freeSeats }) => freeSeats),
    demands: [...servedByNew, elsewhere],
    fits: (pool, demand) => (demand < demands.length ? poolFits(pool, demand) : poolFitsAny(pool)),
  });
  return { seats: total, pools: pools.filter((_, pool) => poolFitsAny(pool)) };
}

/** Without machines in the order only what its new seats are for tells which free ones could stand for them. */
function fitsWhatIsBought(
  { order, policy }: DeriveInput,
  kind: PlanKind,
  pool: { readonly platforms: readonly string[] } | undefined,
): boolean {
  if (policyBoolean(policy.submitDate, 'policy.plan.reuseByPlatform') !== true) return true;
  const free = pool?.platforms ?? [];
  return newItems(order.softwarePlan ?? [], kind).some(({ platforms }) => {
    const wanted = platforms ?? [];
    return wanted.length === 0 || free.length === 0 || wanted.some((platform) => free.includes(platform));
  });
}

/**
 * Free seats of the agency that the plan leaves; what it draws of them is taken from the pools of the same platforms. Seats
 * that do not count, or that were never in a pool, leave the pool as full as it is.
 */
function poolsLeft(input: DeriveInput, kind: PlanKind): DeriveInput['gathered']['freePools'] {
  const pools = input.gathered.freePools.filter(({ category }) => category === kind);
  if (pools.length === 0) return pools;
  const counted = countedSeats(input);
  const drawn = new Map<string, number>();
  for (const [index, view] of planItemViews(input).entries()) {
    if (view.item.category !== kind || !view.drawn || !isPooled(view.drawn, input.gathered.agency)) continue;
    const key = platformsKey(view.drawn.platforms);
    drawn.set(key, (drawn.get(key) ?? 0) + (counted[index]?.seats ?? view.item.seats ?? 0));
  }
  return pools.map((pool) => ({
    ...pool,
    freeSeats: Math.max(0, pool.freeSeats - (drawn.get(platformsKey(pool.platforms)) ?? 0)),
  }));
}

/** As far as it was not looked at already whether the seats count: only such entitlements are in the pools. */
function isPooled(drawn: GatheredEntitlement, agency: GatheredAgency): boolean {
  const sites = drawn.site?.agencies ?? [];
  const isNamed = sites.length > 0 ? sites.includes(agency.code) : isAgency(drawn.licensee, agency);
  return drawn.isTransferable && drawn.seats !== null && isNamed;
}

function platformsKey(platforms: readonly string[]): string {
  return platforms.toSorted().join(' ');
}

/** Licences by user or by concurrent use are shared, so they must come in below one for each machine. */
function isMetricNotBelow(plan: readonly PlanItem[], kind: PlanKind, need: number): boolean {
  const shared = newItems(plan, kind).filter(({ metric }) => metric === 'user' || metric === 'concurrent');
  const computers = need + seatsForExisting(plan, kind);
  return computers > 0 && sumOf(shared, ({ seats }) => seats) >= computers;
}

/** Seats that the replaced machines set free and that the plan does not draw, of office and antivirus software. */
function releasedSeatsUnused({ order, gathered }: DeriveInput): number {
  const released = new Map<string, number>();
  for (const { category, entitlementId, seats } of gathered.releasedSeats) {
    if (!isPlanKind(category)) continue;
    released.set(entitlementId, (released.get(entitlementId) ?? 0) + seats);
  }
  return [...released].reduce((sum, [id, seats]) => {
    const drawing = (order.softwarePlan ?? []).filter((item) => isDrawn(item) && item.entitlementId === id);
    return sum + Math.max(0, seats - sumOf(drawing, (item) => item.seats));
  }, 0);
}

/** What the new seats cost: items by themselves, and each software line that buys some of them once. */
function newPurchaseCost(order: OrderSubmission): Fen {
  const bought = (order.softwarePlan ?? []).filter(({ provision }) => provision === 'new-purchase');
  const lines = new Set(bought.flatMap((item) => buyingLine(order, item) ?? []));
  const alone = bought.filter((item) => buyingLine(order, item) === undefined);
  return addFen(
    sumFen(alone, (item) => planItemCost(order, item) ?? ZERO_FEN),
    sumFen([...lines], (line) => lineAmount(line) ?? ZERO_FEN),
  );
}

function newItems(plan: readonly PlanItem[], kind: PlanKind): readonly PlanItem[] {
  return plan.filter(({ category, provision }) => category === kind && provision === 'new-purchase');
}

function newSeats(plan: readonly PlanItem[], kind: PlanKind): number {
  return sumOf(newItems(plan, kind), ({ seats }) => seats);
}

function seatsForExisting(plan: readonly PlanItem[], kind: PlanKind): number {
  return sumOf(newItems(plan, kind), ({ forExistingDevices }) => forExistingDevices);
}

function sumOverKinds(seatsOf: (kind: PlanKind) => number): number {
  return PLAN_KINDS.reduce((sum, kind) => sum + seatsOf(kind), 0);
}

function sumOf(items: readonly PlanItem[], seatsOf: (item: PlanItem) => number | null | undefined): number {
  return items.reduce((sum, item) => sum + (seatsOf(item) ?? 0), 0);
}

function isPlanKind(category: string): category is PlanKind {
  return PLAN_KINDS.some((kind) => kind === category);
}
