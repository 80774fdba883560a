import { type AgencyFacts, factsOfAgencies, factsOfResponsiblePersons } from '../agencies/index.ts';
import { factsOfBudgetLines, factsOfPlanFilings } from '../budget/index.ts';
import type { Tx } from '../db/index.ts';
import { addDays, type CivilDate, type Instant, startOfDay } from '../kernel/index.ts';
import {
  countDevices,
  factsOfDevices,
  factsOfEntitlements,
  factsOfProducts,
  listFreePools,
  listOverdueUndertakings,
  listReleasableSeats,
} from '../register/index.ts';
import { policyFor, type RuleSet } from '../rules/index.ts';
import { factsOfSuppliers } from '../suppliers/index.ts';
import { type Books, type History, type PurchaseSums, poolKey, type Window, windowStart } from './books.ts';
import {
  agencyTwinKey,
  citedEntitlements,
  exemptionKey,
  fundingOf,
  mentionedProducts,
  purchaseKeys,
  replacedDevices,
  siblingKey,
} from './gather-order.ts';
import { listExemptedDevices, listPrices, listTwins, sumPurchases, sumSiblings } from './history-repository.ts';
import type { OrderSubmission } from './submission.ts';

/** What must be in the books beside what the orders name: lines and seats that their earlier revisions hold. */
export interface Held {
  readonly budgetLines: readonly string[];
  readonly entitlements: readonly string[];
}

export interface BooksRequest {
  readonly orders: readonly OrderSubmission[];
  readonly held: Held;
  readonly ruleSet: RuleSet;
  readonly at: Instant;
  readonly on: CivilDate;
}

/** Reads everything a batch is judged by: a fixed number of statements, however many orders there are. */
export async function loadBooks(tx: Tx, request: BooksRequest): Promise<Books> {
  const { orders, held, on } = request;
  const codes = distinct(orders.map(({ agencyCode }) => agencyCode));
  const agencies = await factsOfAgencies(tx, codes);
  const parents = [...agencies.values()].flatMap(({ parentCode }) => parentCode ?? []);
  const budgetLines = await factsOfBudgetLines(tx, distinct([...orders.flatMap(citedLines), ...held.budgetLines]));
  const planFilings = await factsOfPlanFilings(
    tx,
    distinct(orders.flatMap(({ planFilingNumber }) => planFilingNumber ?? [])),
  );
  const entitlementIds = distinct([...orders.flatMap(citedEntitlements), ...held.entitlements]);
  const devices = distinct(orders.flatMap(replacedDevices));
  const pools = await listFreePools(tx, codes, on);
  return {
    on,
    agencies,
    budgetLines: new Map(budgetLines),
    planFilings: new Map(planFilings),
    duties: await factsOfResponsiblePersons(tx, codes),
    suppliers: await factsOfSuppliers(tx, distinct(orders.flatMap((order) => order.supplier?.creditCode ?? []))),
    products: await factsOfProducts(tx, distinct(orders.flatMap((order) => [...mentionedProducts(order)]))),
    devices: await factsOfDevices(tx, devices),
    deviceCounts: await countDevices(tx, distinct([...codes, ...parents])),
    entitlements: new Map(await factsOfEntitlements(tx, entitlementIds)),
    freePools: new Map(pools.map((pool) => [poolKey(pool), pool])),
    releasableSeats: await listReleasableSeats(tx, devices),
    overdueUndertakings: new Map(await listOverdueUndertakings(tx, codes, on)),
    history: await loadHistory(tx, request, { agencies, budgetLines: new Map(budgetLines) }),
  };
}

function citedLines(order: OrderSubmission): readonly string[] {
  return fundingOf(order).flatMap(({ budgetLine }) => budgetLine ?? []);
}

type Known = Pick<Books, 'budgetLines'> & { readonly agencies: ReadonlyMap<string, AgencyFacts> };

async function loadHistory(tx: Tx, request: BooksRequest, known: Known): Promise<History> {
  const { orders, ruleSet } = request;
  const windows = new Map([...known.agencies.values()].map((agency) => [agency.code, windowOf(request, agency)]));
  const keys = orders.flatMap((order) => historyKeys(order, known, ruleSet));
  const regions = [...known.agencies.values()].map(({ region }) => region);
  const purchases = await sumPurchases(tx, distinct(keys.map(({ purchase }) => purchase)), windows);
  const siblings = await sumSiblings(tx, distinct(keys.flatMap(({ sibling }) => sibling ?? [])), windows);
  const exemptions = await listExemptedDevices(tx, distinct(orders.flatMap((order) => exemptionKey(order) ?? [])));
  const prices = await listPrices(tx, distinct(regions));
  return {
    windows,
    purchases: new Map<string, PurchaseSums>(purchases),
    siblings: nested(
      siblings.map((row) => [row.siblingKey, row.agencyCode, { orders: row.orders, totalFen: row.totalFen }]),
    ),
    exemptions: nested(exemptions.map((row) => [row.document, row.orderId, row.devices])),
    prices: new Map(prices.map(({ region, category, ...price }) => [`${region}/${category}`, price])),
    twins: await loadTwins(tx, request, known),
  };
}

/** Twins count back from the day of the decision, each as far as the policy of the agency says. */
async function loadTwins(tx: Tx, request: BooksRequest, known: Known): Promise<History['twins']> {
  const starts = new Map<string, CivilDate>();
  for (const order of request.orders) {
    const agency = known.agencies.get(order.agencyCode);
    if (!agency) continue;
    const days = policyOf(request, agency).facts['policy.duplicate.windowDays'];
    if (typeof days === 'number') starts.set(agencyTwinKey(order), windowStart(request.on, days));
  }
  const [earliest] = [...starts.values()].sort();
  if (earliest === undefined) return new Map();
  const rows = await listTwins(tx, [...starts.keys()], startOfDay(earliest));
  const counted = rows.filter(({ twinKey, submittedOn }) => submittedOn >= (starts.get(twinKey) ?? submittedOn));
  return nested(counted.map((row) => [row.twinKey, row.orderId, row.submittedOn]));
}

function historyKeys(order: OrderSubmission, known: Known, ruleSet: RuleSet) {
  const agency = known.agencies.get(order.agencyCode);
  if (!agency) return [];
  const keys = purchaseKeys(known, { order, decoding: ruleSet.decoding });
  return keys.map(({ key, item }) => ({ purchase: key, sibling: siblingKey(order, agency, item) }));
}

function windowOf(request: BooksRequest, agency: AgencyFacts): Window {
  const { facts } = policyOf(request, agency);
  const days = facts['policy.splitting.windowDays'];
  const limit = facts['policy.threshold.dispersed'];
  return {
    from: typeof days === 'number' ? windowStart(request.on, days) : addDays(request.on, 1),
    belowFen: typeof limit === 'number' ? limit : null,
  };
}

function policyOf({ ruleSet, on }: BooksRequest, { region, level }: AgencyFacts) {
  return policyFor(ruleSet, { region, level, on });
}

function nested<V>(rows: readonly (readonly [string, string, V])[]): Map<string, Map<string, V>> {
  const outer = new Map<string, Map<string, V>>();
  for (const [key, owner, value] of rows) {
    const inner = outer.get(key) ?? new Map<string, V>();
    inner.set(owner, value);
    outer.set(key, inner);
  }
  return outer;
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
