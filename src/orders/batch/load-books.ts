import type { AgencyFacts } from '../../agencies/index.ts';
import { factsOfBudgetLines, factsOfPlanFilings, listFilingNumbersLike } from '../../budget/index.ts';
import type { Tx } from '../../db/index.ts';
import { listWaiversInForce } from '../../decisions/index.ts';
import type { OrderSubmission, ProofUse } from '../../facts/index.ts';
import { type CivilDate, groupBy, type Instant, startOfDay } from '../../kernel/index.ts';
import { withoutAnswered } from '../../matters/index.ts';
import {
  factsOfDevices,
  factsOfEntitlements,
  listFreePools,
  listOverdueUndertakings,
  listOwnGoods,
  listReleasableSeats,
  listSentFiles,
} from '../../register/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import { citationsOf, productsMeant } from '../decide/order-citations.ts';
import { purchaseKeys, siblingKey, twinWindowDays } from '../history/gather-history.ts';
import {
  listExemptedDevices,
  listLooseTwins,
  listMachineLines,
  listTwins,
  sumPurchases,
  sumSiblings,
} from '../history/history-repository.ts';
import { loadOldMachines } from '../history/load-old-machines.ts';
import { costsByOrder, costsFrom, hasBeside } from '../history/machine-costs.ts';
import { listBesideCosts, listMachineCosts } from '../history/machine-costs-repository.ts';
import { listDeliveredProofs, listOrderedProofs, type ProofRow } from '../history/proofs-repository.ts';
import { groupBoundsFor, type Submission, windowStart } from '../history/purchase-history.ts';
import { retryDays } from '../history/tries.ts';
import { listTries } from '../history/tries-repository.ts';
import {
  agenciesIn,
  type BatchCache,
  deviceCountsIn,
  dutiesIn,
  owedFilingsIn,
  pricesIn,
  productsIn,
  rectificationsIn,
  suppliersIn,
  suppliersNamedIn,
} from './batch-cache.ts';
import { type Books, type History, poolKey } from './books.ts';

/** What must be in the books beside what the orders name: lines and seats that their earlier revisions hold. */
export interface HeldAccounts {
  readonly budgetLines: readonly string[];
  readonly entitlements: readonly string[];
}

export interface BooksRequest {
  readonly orders: readonly OrderSubmission[];
  /** Of those that were submitted before and may be judged again: the days that they keep. */
  readonly earlier: readonly { readonly agencyCode: string; readonly submittedOn: CivilDate }[];
  readonly held: HeldAccounts;
  /** Orders that are known already, and may have been reviewed. */
  readonly orderIds: readonly string[];
  /** Those of them, or of others that are amended, that are under contract and may have been delivered. */
  readonly underContract: readonly string[];
  /** What is known already and need not be read again. */
  readonly cache: BatchCache;
  readonly ruleSet: RuleSet;
  readonly at: Instant;
  readonly on: CivilDate;
}

/** Reads everything a batch is judged by: a fixed number of statements, however many orders there are. */
export async function loadBooks(tx: Tx, request: BooksRequest): Promise<Books> {
  const { orders, held, orderIds, cache, on } = request;
  const codes = distinct(orders.map(({ agencyCode }) => agencyCode));
  const agencies = await agenciesIn(tx, cache, codes);
  const parents = [...agencies.values()].flatMap(({ parentCode }) => parentCode ?? []);
  const cited = orders.map(citationsOf);
  const lineCodes = cited.flatMap((citations) => citations.budgetLines);
  const budgetLines = await factsOfBudgetLines(tx, distinct([...lineCodes, ...held.budgetLines]));
  const filingNumbers = distinct(cited.flatMap(({ planFiling }) => planFiling ?? []));
  const planFilings = await factsOfPlanFilings(tx, filingNumbers);
  const entitlementIds = distinct([...cited.flatMap((citations) => citations.entitlements.ids), ...held.entitlements]);
  const entitlements = new Map(await factsOfEntitlements(tx, entitlementIds));
  const products = distinct(orders.flatMap((order) => [...productsMeant({ entitlements }, order)]));
  const devices = distinct(cited.flatMap((citations) => citations.devices.ids));
  const supplierNames = distinct(cited.flatMap(({ supplierName }) => supplierName ?? []));
  const suppliersNamed = await suppliersNamedIn(tx, cache, supplierNames);
  const namesakes = [...suppliersNamed.values()].flat().map(({ creditCode }) => creditCode);
  const pools = await listFreePools(tx, codes, on);
  const waivers = await listWaiversInForce(tx, { agencyCodes: codes, orderIds, on });
  return {
    on,
    agencies,
    budgetLines: new Map(budgetLines),
    planFilings: new Map(planFilings),
    filingNumbers: await listFilingNumbersLike(tx, filingNumbers),
    duties: await dutiesIn(tx, cache, codes),
    rectifications: withoutAnswered(await rectificationsIn(tx, cache, codes), request.at),
    owedFilings: await owedFilingsIn(tx, cache, codes),
    suppliers: await suppliersIn(
      tx,
      cache,
      distinct([...cited.flatMap(({ supplier }) => supplier ?? []), ...namesakes]),
    ),
    suppliersNamed,
    products: await productsIn(tx, cache, products),
    devices: await factsOfDevices(tx, devices),
    deviceCounts: await deviceCountsIn(tx, cache, distinct([...codes, ...parents])),
    entitlements,
    files: await listSentFiles(tx, distinct(cited.flatMap(({ files }) => files.ids))),
    freePools: new Map(pools.map((pool) => [poolKey(pool), pool])),
    own: await listOwnGoods(tx, request.underContract),
    releasableSeats: await listReleasableSeats(tx, devices),
    overdueUndertakings: new Map(await listOverdueUndertakings(tx, codes, on)),
    history: await loadHistory(tx, request, { agencies, budgetLines: new Map(budgetLines) }),
    waivers: new Map(waivers.map((waiver) => [waiver.id, waiver])),
  };
}

type HistorySources = Pick<Books, 'budgetLines'> & { readonly agencies: ReadonlyMap<string, AgencyFacts> };

async function loadHistory(tx: Tx, request: BooksRequest, known: HistorySources): Promise<History> {
  const { orders, ruleSet } = request;
  const submissions = submissionsIn(request, known);
  const bounds = groupBoundsFor(ruleSet, request.on, submissions);
  const keys = orders.flatMap((order) => historyKeys(order, known, ruleSet));
  const regions = [...known.agencies.values()].map(({ region }) => region);
  const purchases = await sumPurchases(tx, distinct(keys.map(({ purchase }) => purchase)), bounds);
  const siblings = await sumSiblings(tx, distinct(keys.flatMap(({ sibling }) => sibling ?? [])), bounds);
  const documents = orders.flatMap((order) => citationsOf(order).exemptionDocument ?? []);
  const exemptions = await listExemptedDevices(tx, distinct(documents));
  const proofs = distinct(orders.flatMap((order) => citationsOf(order).proofs));
  const prices = await pricesIn(tx, request.cache, distinct(regions));
  return {
    bounds,
    purchases: new Map(groupBy(purchases, ({ key }) => key)),
    siblings: new Map(groupBy(siblings, ({ key }) => key)),
    exemptions: nested(exemptions.map((row) => [row.document, row.orderId, row.devices])),
    proofs: nested((await listOrderedProofs(tx, proofs)).map(ofPaper)),
    deliveredProofs: nested((await listDeliveredProofs(tx, proofs)).map(ofPaper)),
    oldMachines: await loadOldMachines(tx, distinct(orders.flatMap((order) => citationsOf(order).devices.ids))),
    prices: new Map(prices.map(({ region, category, ...price }) => [`${region}/${category}`, price])),
    machineCosts: await loadMachineCosts(tx, request, known, submissions),
    ...(await loadTwins(tx, request, submissions)),
    tries: await loadTries(tx, request, known),
  };
}

function ofPaper({ proofKey, orderId, ...use }: ProofRow): readonly [string, string, ProofUse] {
  return [proofKey, orderId, use];
}

/** The days from which the batch looks back: today for what is new, and for the others their own. */
function submissionsIn({ on, earlier }: BooksRequest, { agencies }: HistorySources): readonly Submission[] {
  const ofToday = [...agencies.values()].map((agency) => ({ agency, submittedOn: on }));
  const before = earlier.flatMap(({ agencyCode, submittedOn }) => {
    const agency = agencies.get(agencyCode);
    return agency ? [{ agency, submittedOn }] : [];
  });
  return [...ofToday, ...before];
}

/**
 * What agencies paid beside machines in the days that their policy looks back over; for machines only where something stood
 * beside some, or an order of the batch has it. Two statements at most.
 */
async function loadMachineCosts(
  tx: Tx,
  { orders, ruleSet }: BooksRequest,
  { agencies }: HistorySources,
  submissions: readonly Submission[],
): Promise<History['machineCosts']> {
  const starts = submissions.flatMap(({ agency, submittedOn }) => costsFrom(ruleSet, agency, submittedOn) ?? []);
  const [earliest] = starts.sort();
  if (earliest === undefined) return new Map();
  const beside = await listBesideCosts(tx, [...agencies.keys()], earliest);
  const having = orders.filter((order) => {
    const agency = agencies.get(order.agencyCode);
    return agency !== undefined && hasBeside(order, ruleSet, agency, submissions);
  });
  const codes = distinct([...beside, ...having].map(({ agencyCode }) => agencyCode));
  const costs = [...beside, ...(await listMachineCosts(tx, codes, earliest))];
  const byAgency = groupBy(costs, ({ agencyCode }) => agencyCode);
  return new Map([...byAgency].map(([code, ofAgency]) => [code, costsByOrder(ofAgency)]));
}

/** From the first day that any order looks back to; each counts its own days of them. */
async function loadTwins(
  tx: Tx,
  { orders, ruleSet, on }: BooksRequest,
  submissions: readonly Submission[],
): Promise<Pick<History, 'twins' | 'looseTwins' | 'machineLines'>> {
  const starts = submissions.flatMap(({ agency, submittedOn }) => {
    const days = twinWindowDays(ruleSet, agency, on);
    return days === undefined ? [] : [windowStart(submittedOn, days)];
  });
  const [earliest] = starts.sort();
  if (earliest === undefined) return { twins: new Map(), looseTwins: new Map(), machineLines: new Map() };
  const cited = orders.map(citationsOf);
  const twins = await listTwins(tx, distinct(cited.map(({ twinKey }) => twinKey)), startOfDay(earliest));
  const looseKeys = distinct(cited.map(({ looseTwinKey }) => looseTwinKey));
  const loose = await listLooseTwins(tx, looseKeys, startOfDay(earliest));
  const keys = distinct(cited.flatMap(({ machineLines }) => machineLines.map(({ key }) => key)));
  const machines = await listMachineLines(tx, keys, earliest);
  return {
    twins: nested(twins.map((row) => [row.twinKey, row.orderId, row.submittedOn])),
    looseTwins: nested(loose.map((row) => [row.twinKey, row.orderId, row.submittedOn])),
    machineLines: nested(machines.map(({ lineKey, orderId, ...machinesOf }) => [lineKey, orderId, machinesOf])),
  };
}

/** From the first day that any agency looks back to. */
async function loadTries(
  tx: Tx,
  { ruleSet, on }: BooksRequest,
  { agencies }: HistorySources,
): Promise<History['tries']> {
  const looking = [...agencies.values()].flatMap((agency) => {
    const days = retryDays(ruleSet, agency, on);
    return days === undefined ? [] : [{ code: agency.code, from: windowStart(on, days) }];
  });
  const [earliest] = looking.map(({ from }) => from).sort();
  if (earliest === undefined) return new Map();
  const agencyCodes = looking.map(({ code }) => code);
  const tries = await listTries(tx, { agencyCodes, since: startOfDay(earliest) });
  return new Map(groupBy(tries, ({ agencyCode }) => agencyCode));
}

function historyKeys(order: OrderSubmission, known: HistorySources, ruleSet: RuleSet) {
  const agency = known.agencies.get(order.agencyCode);
  if (!agency) return [];
  const keys = purchaseKeys(known, order, ruleSet);
  return keys.map(({ key, item }) => ({ purchase: key, sibling: siblingKey(order, agency, item) }));
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
