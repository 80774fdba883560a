import type { Machines } from '../../decisions/index.ts';
import type { Gathered, GatheredEntitlement, OrderSubmission } from '../../facts/index.ts';
import { categoryOf, kindOf } from '../../goods/index.ts';
import { areNumbersAlike, type Fen } from '../../kernel/index.ts';
import { overdueOf } from '../../matters/index.ts';
import { freeSeatsOf, nameKey } from '../../register/index.ts';
import { type Books, planFilingOf } from '../batch/books.ts';
import { gatherHistory, type HistoryQuestion } from '../history/gather-history.ts';
import { gatherWaivers, type ReviewQuestion } from '../review/gather-waivers.ts';
import { citationsOf, productsMeant } from './order-citations.ts';
import { gatherPools } from './spare-seats.ts';

interface OrderToGather extends ReviewQuestion, HistoryQuestion {
  /** Whether the order is under contract, so that whatever amends it is a supplement. */
  readonly isSupplement?: boolean;
  /** What the order has spent, by budget line. */
  readonly spent?: ReadonlyMap<string, Fen> | undefined;
  /** What it has reserved for a purchase that is under way, by budget line. */
  readonly bought?: ReadonlyMap<string, Fen> | undefined;
}

/** Picks out of the books what concerns one order, as values that are recorded with its decision. */
export function gatherOrder(books: Books, gathering: OrderToGather): Gathered {
  const { order, orderId, agency, ruleSet } = gathering;
  const code = agency.code;
  const policy = ruleSet.policyFor({ region: agency.region, level: agency.level, on: books.on });
  const minTermMonths = policy.integer('policy.plan.minTermMonths') ?? 0;
  const overdue = books.overdueUndertakings.get(code) ?? [];
  const others = othersDevices(books, orderId);
  const counts = others.filter((count) => count.agencyCode === code);
  const idle = others.filter(
    ({ agencyCode, state }) => state === 'idle' && (agencyCode === code || agencyCode === agency.parentCode),
  );
  return {
    agency,
    responsible: books.duties.get(code) ?? [],
    budgetLines: gatherBudgetLines(books, gathering),
    planFiling: gatherPlanFiling(books, order),
    ...gatherFilingsLike(books, order),
    supplier: gatherSupplier(books, order),
    ...gatherNamesakes(books, order),
    products: gatherProducts(books, order),
    devices: gatherDevices(books, order),
    deviceCounts: sumByCategory(counts),
    idleDevices: sumByCategory(idle),
    entitlements: gatherEntitlements(books, order),
    freePools: gatherPools(books, { order, orderId, agency, decidedOn: books.on, minTermMonths }),
    releasedSeats: gatherReleasedSeats(books, order),
    overdueFilings: (books.owedFilings.get(code) ?? []).filter((dueOn) => dueOn < books.on),
    overdueRectifications: overdueOf(books.rectifications.get(code) ?? [], books.on),
    overdueUndertakings: overdue.filter((one) => one.orderId !== orderId).map(({ dueOn }) => dueOn),
    history: gatherHistory(books, gathering),
    ...(gathering.isSupplement && { isSupplement: true }),
    waivers: books.waivers.size === 0 ? [] : gatherWaivers(books, gathering),
  };
}

/** The machines of each line, which waivers for machines are counted by. */
export function machinesOf(order: OrderSubmission): readonly Machines[] {
  return order.lines.flatMap((line, index) => {
    if (!kindOf(line).isSerialised) return [];
    return [{ pointer: `/lines/${index}`, category: categoryOf(line), quantity: line.quantity }];
  });
}

/** The agency's own lines only: unknown and foreign look the same to an order. */
function gatherBudgetLines(books: Books, { order, spent, bought }: OrderToGather): Gathered['budgetLines'] {
  return Object.fromEntries(
    citationsOf(order).budgetLines.flatMap((code) => {
      const line = books.budgetLines.get(code);
      if (!line || line.agencyCode !== order.agencyCode) return [];
      const ownSpentFen = spent?.get(code);
      const ownKeptFen = line.isClosed ? bought?.get(code) : undefined;
      const own = {
        ...(ownSpentFen !== undefined && { ownSpentFen }),
        ...(ownKeptFen !== undefined && { ownKeptFen }),
      };
      const {
        code: _code,
        agencyCode: _agency,
        appropriationFen: _appropriation,
        warnPercent: _warn,
        ...gathered
      } = line;
      return [[code, { ...gathered, ...own }]];
    }),
  );
}

function gatherPlanFiling(books: Books, order: OrderSubmission): Gathered['planFiling'] {
  const filing = planFilingOf(books, citationsOf(order).planFiling);
  if (!filing) return null;
  const { number: _number, agencyCode, ...gathered } = filing;
  return { ...gathered, isOwn: agencyCode === order.agencyCode };
}

/** The agency's own filings that a number which names none may mean. */
function gatherFilingsLike(books: Books, order: OrderSubmission): Pick<Gathered, 'alikeNumbers'> {
  const { planFiling } = citationsOf(order);
  if (planFiling === null || planFilingOf(books, planFiling)) return {};
  const alike = books.filingNumbers.flatMap(({ agencyCode, number }) =>
    agencyCode === order.agencyCode && areNumbersAlike(planFiling, number) ? [number] : [],
  );
  return alike.length === 0 ? {} : { alikeNumbers: alike };
}

function gatherSupplier(books: Books, order: OrderSubmission): Gathered['supplier'] {
  const { supplier: creditCode } = citationsOf(order);
  if (!creditCode) return null;
  return books.suppliers.get(creditCode) ?? { creditCode, debarments: [] };
}

/** Other registered suppliers by the name that the order gives its own; none where no other has it. */
function gatherNamesakes(books: Books, order: OrderSubmission): Pick<Gathered, 'supplierNamesakes'> {
  const { supplier: creditCode, supplierName } = citationsOf(order);
  if (!creditCode || supplierName === null) return {};
  const named = books.suppliersNamed.get(supplierName) ?? [];
  const others = named.filter((each) => each.creditCode !== creditCode);
  if (others.length === 0) return {};
  const namesakes = others.map(
    (other) => books.suppliers.get(other.creditCode) ?? { creditCode: other.creditCode, debarments: [] },
  );
  return { supplierNamesakes: { isOwn: others.length < named.length, others: namesakes } };
}

function gatherProducts(books: Books, order: OrderSubmission): Gathered['products'] {
  if (books.products.length === 0) return [];
  const meant = productsMeant(books, order);
  return books.products
    .filter(({ name, aliases }) => [name, ...aliases].some((known) => meant.has(nameKey(known))))
    .map(({ id: _id, version: _version, ...product }) => product);
}

function gatherDevices(books: Books, order: OrderSubmission): Gathered['devices'] {
  return Object.fromEntries(
    citationsOf(order).devices.ids.flatMap((id) => {
      const device = books.devices.get(id);
      if (!device) return [];
      const { id: _id, agencyCode: _agency, ...gathered } = device;
      return [[id, gathered]];
    }),
  );
}

function gatherEntitlements(books: Books, order: OrderSubmission): Gathered['entitlements'] {
  return Object.fromEntries(
    citationsOf(order).entitlements.ids.flatMap((id): [string, GatheredEntitlement][] => {
      const entitlement = books.entitlements.get(id);
      if (!entitlement) return [];
      const { id: _id, agencyCode: _agency, ...gathered } = entitlement;
      return [[id, { ...gathered, freeSeats: freeSeatsOf(entitlement) }]];
    }),
  );
}

/** Devices that the order itself has brought are what it orders, and not counted once more. */
function othersDevices({ deviceCounts, own }: Books, orderId: string | null): Books['deviceCounts'] {
  const ofOrder = own.get(orderId ?? '')?.devices ?? [];
  if (ofOrder.length === 0) return deviceCounts;
  return deviceCounts.map((count) => {
    const same = ofOrder.find(
      ({ agencyCode, category, state }) =>
        agencyCode === count.agencyCode && category === count.category && state === count.state,
    );
    return { ...count, devices: count.devices - (same?.devices ?? 0) };
  });
}

function gatherReleasedSeats(books: Books, order: OrderSubmission): Gathered['releasedSeats'] {
  const replaced = new Set(citationsOf(order).devices.ids);
  return books.releasableSeats
    .filter(({ deviceId }) => replaced.has(deviceId))
    .map(({ category, entitlementId, seats }) => ({ category, entitlementId, seats }));
}

function sumByCategory(
  counts: readonly { readonly category: string; readonly devices: number }[],
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { category, devices } of counts) sums[category] = (sums[category] ?? 0) + devices;
  return sums;
}
