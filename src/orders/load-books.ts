import type { AgencyFacts } from '../agencies/index.ts';
import { factsOfBudgetLines, factsOfPlanFilings } from '../budget/index.ts';
import type { Tx } from '../db/index.ts';
import { listWaiversInForce } from '../decisions/index.ts';
import { addDays, type CivilDate, type Instant, startOfDay } from '../kernel/index.ts';
import {
  factsOfDevices,
  factsOfEntitlements,
  listFreePools,
  listOverdueUndertakings,
  listOwnGoods,
  listReleasableSeats,
} from '../register/index.ts';
import { policyFor, type RuleSet } from '../rules/index.ts';
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
import { listExemptedDevices, listTwins, sumPurchases, sumSiblings } from './history-repository.ts';
import {
  agenciesIn,
  deviceCountsIn,
  dutiesIn,
  pricesIn,
  productsIn,
  type Reference,
  suppliersIn,
} from './load-reference.ts';
import type { OrderSubmission } from './submission.ts';

/** What must be in the books beside what the orders name: lines and seats that their earlier revisions hold. */
export interface Held {
  readonly budgetLines: readonly string[];
  readonly entitlements: readonly string[];
}

export interface BooksRequest {
  readonly orders: readonly OrderSubmission[];
  readonly held: Held;
  /** Orders that are known already, and may have been reviewed. */
  readonly orderIds: readonly string[];
  /** Those of them, or of others that are amended, that are under contract and may have been delivered. */
  readonly underContract: readonly string[];
  /** What is known already and need not be read again. */
  readonly reference: Reference;
  readonly ruleSet: RuleSet;
  readonly at: Instant;
  readonly on: CivilDate;
}

/** Reads everything a batch is judged by: a fixed number of statements, however many orders there are. */
export async function loadBooks(tx: Tx, request: BooksRequest): Promise<Books> {
  const { orders, held, orderIds, reference, on } = request;
  const codes = distinct(orders.map(({ agencyCode }) => agencyCode));
  const agencies = await agenciesIn(tx, reference, codes);
  const parents = [...agencies.values()].flatMap(({ parentCode }) => parentCode ?? []);
  const budgetLines = await factsOfBudgetLines(tx, distinct([...orders.flatMap(citedLines), ...held.budgetLines]));
  const planFilings = await factsOfPlanFilings(
    tx,
    distinct(orders.flatMap(({ planFilingNumber }) => planFilingNumber ?? [])),
  );
  const entitlementIds = distinct([...orders.flatMap(citedEntitlements), ...held.entitlements]);
  const entitlements = new Map(await factsOfEntitlements(tx, entitlementIds));
  const products = distinct(orders.flatMap((order) => [...mentionedProducts({ entitlements }, order)]));
  const devices = distinct(orders.flatMap(replacedDevices));
  const pools = await listFreePools(tx, codes, on);
  const waivers = await listWaiversInForce(tx, { agencyCodes: codes, orderIds, on });
  return {
    on,
    agencies,
    budgetLines: new Map(budgetLines),
    planFilings: new Map(planFilings),
    duties: await dutiesIn(tx, reference, codes),
    suppliers: await suppliersIn(tx, reference, distinct(orders.flatMap((order) => order.supplier?.creditCode ?? []))),
    products: await productsIn(tx, reference, products),
    devices: await factsOfDevices(tx, devices),
    deviceCounts: await deviceCountsIn(tx, reference, distinct([...codes, ...parents])),
    entitlements,
    freePools: new Map(pools.map((pool) => [poolKey(pool), pool])),
    own: await listOwnGoods(tx, request.underContract),
    releasableSeats: await listReleasableSeats(tx, devices),
    overdueUndertakings: new Map(await listOverdueUndertakings(tx, codes, on)),
    history: await loadHistory(tx, request, { agencies, budgetLines: new Map(budgetLines) }),
    waivers: new Map(waivers.map((waiver) => [waiver.id, waiver])),
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
  const prices = await pricesIn(tx, request.reference, distinct(regions));
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
