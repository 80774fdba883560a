import type { Tx } from '../../db/index.ts';
import { type KeptUse, listFirstDecisions, listUsesOfOrders, readRecords } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import { type CivilDate, dayOf, type Fen, fen, groupBy, type Instant } from '../../kernel/index.ts';
import { listOrderUnits, type OrderUnits } from '../../ledger/index.ts';
import type { OrderAct } from '../act.ts';
import type { Redemption } from '../certificates/redemption.ts';
import { listRedemptions } from '../certificates/redemptions-repository.ts';
import { looseContractKeys } from '../contract/contract-number.ts';
import { type ContractOfOrder, concludedContract } from '../contract/contract-stage.ts';
import { listContracts, listFirstApprovals, listNumberedOrders } from '../contract/contracts-repository.ts';
import type { Contribution } from '../decide/contribution.ts';
import { citationsOf } from '../decide/order-citations.ts';
import { listMachineCostsOf } from '../history/machine-costs-repository.ts';
import { listProofsOfOrders } from '../history/proofs-repository.ts';
import {
  foldedKey,
  type Order,
  type OrderStanding,
  orderKey,
  type Revision,
  type StoredMachineCost,
  type StoredProof,
  type StoredPurchase,
} from '../order.ts';
import {
  listLapsedOrders,
  listOrdersAlike,
  listOrdersById,
  listOrdersByKey,
  listPurchases,
  listRevisions,
} from '../orders-repository.ts';
import { listStandings } from '../standings-repository.ts';
import { type Batch, type BatchContext, emptyWrites, type KnownOrder, type OpenPart } from './batch.ts';
import { expireOrder } from './expire-order.ts';
import type { JoinedPart, Wished } from './load-batch-part.ts';
import { type BooksRequest, type HeldAccounts, loadBooks } from './load-books.ts';
import { authorsOf } from './second-person.ts';

/** More lapsed clearances than this in the touched agencies are left to the sweeper. */
const LAPSED_MAX = 500;

/** Reads what the acts concern, lapses what has run out there, and opens the books: a fixed number of statements. */
export async function loadBatch(context: BatchContext, acts: readonly OrderAct[]): Promise<Batch> {
  const { entry, deps, ruleSet } = context;
  const { tx, at, on } = entry;
  const named = await loadNamedOrders(tx, acts);
  const bodies = acts.flatMap((act) => ('body' in act ? [act.body] : []));
  const agencyCodes = [...new Set([...bodies, ...named].map(({ agencyCode }) => agencyCode))];
  const lapsed = await listLapsed(tx, at, agencyCodes);
  const known = await loadKnownOrders(tx, distinctOrders([...named, ...lapsed]), on);
  await recallFirstDecisions(tx, known, acts);
  const books = await loadBooks(tx, {
    cache: await deps.batchCache.asOf(entry),
    ruleSet,
    at,
    on,
    orders: [...bodies, ...bodiesOfFulfilment(acts, known), ...[...known.values()].map(({ body }) => body)],
    earlier: earlierOf(named.flatMap(({ id }) => known.get(id) ?? [])),
    held: heldBy([...known.values()]),
    orderIds: [...known.keys()],
    underContract: underContract([...known.values()]),
  });
  const idByKey = new Map(
    [...known.values()].map(({ order }) => [orderKey(order.agencyCode, order.reference), order.id]),
  );
  const batch: Batch = {
    ...{ ...context, books, orders: known, idByKey, recorded: new Map(), writes: emptyWrites() },
    alike: await loadAlike(tx, acts),
    parts: await loadParts(tx, acts, known),
    contractNumbers: await listNumberedOrders(tx, looseContractKeys(acts, known)),
  };
  // An order that is named lapses even where there were too many to look at.
  for (const id of known.keys()) expireOrder(batch, id);
  return batch;
}

/** Reads what each kind of fulfilment keeps in the batch; nothing where there is none of it. */
async function loadParts(
  tx: Tx,
  acts: readonly OrderAct[],
  known: ReadonlyMap<string, KnownOrder>,
): Promise<Batch['parts']> {
  const wishes = new Map<JoinedPart['part'], Wished<unknown>[]>();
  for (const act of acts) {
    const order = act.kind === 'fulfil' && known.get(act.orderId);
    if (!order || !act.joins) continue;
    const { part, wish } = act.joins;
    wishes.set(part, [...(wishes.get(part) ?? []), { known: order, wish }]);
  }
  const parts = new Map<object, OpenPart>();
  for (const [part, wished] of wishes) {
    const kept = await part.load(tx, wished);
    parts.set(part, { kept, write: (governed) => part.write(governed, kept) });
  }
  return parts;
}

function bodiesOfFulfilment(acts: readonly OrderAct[], known: ReadonlyMap<string, KnownOrder>): OrderSubmission[] {
  return acts.flatMap((act) => {
    const order = act.kind === 'fulfil' && known.get(act.orderId);
    return (order && act.bodyFor(order)) || [];
  });
}

/** The lines and entitlements that orders hold: they must be in the books, so that the orders can be taken out of them. */
export function heldBy(known: readonly KnownOrder[]): HeldAccounts {
  const contributions = known.flatMap(({ contribution }) => contribution ?? []);
  return {
    budgetLines: contributions.flatMap(({ budget }) => [...budget.keys()]),
    entitlements: contributions.flatMap(({ seats }) => [...seats.keys()]),
  };
}

/** The days of what may be judged again: of the latest revision, and of the one that stands, which a contract repeats. */
export function earlierOf(known: readonly KnownOrder[]): BooksRequest['earlier'] {
  return known.flatMap(({ order: { agencyCode }, submittedAt, standing }) =>
    [submittedAt, standing?.submittedAt ?? submittedAt].map((at) => ({ agencyCode, submittedOn: dayOf(at) })),
  );
}

/** Of these there may be deliveries. */
export function underContract(known: readonly KnownOrder[]): readonly string[] {
  return known.flatMap(({ order }) => (order.state === 'contracted' || order.state === 'accepted' ? [order.id] : []));
}

/** Clearances and referrals of some agencies that have run out, and that nobody has swept yet. */
export function listLapsed(tx: Tx, at: Instant, agencyCodes: readonly string[]): Promise<readonly Order[]> {
  return listLapsedOrders(tx, { at, agencyCodes, limit: LAPSED_MAX });
}

async function loadNamedOrders(tx: Tx, acts: readonly OrderAct[]): Promise<readonly Order[]> {
  const ids = acts.flatMap((act) => (act.kind === 'submit' ? [] : [act.orderId]));
  const keys = acts.flatMap((act) =>
    act.kind === 'submit' ? [orderKey(act.body.agencyCode, act.body.reference)] : [],
  );
  return distinctOrders([...(await listOrdersById(tx, ids)), ...(await listOrdersByKey(tx, [...new Set(keys)]))]);
}

async function loadAlike(tx: Tx, acts: readonly OrderAct[]): Promise<Batch['alike']> {
  const keys = acts.flatMap((act) =>
    act.kind === 'submit' ? [foldedKey(act.body.agencyCode, act.body.reference)] : [],
  );
  return new Map(await listOrdersAlike(tx, [...new Set(keys)]));
}

export function distinctOrders(orders: readonly Order[]): readonly Order[] {
  return [...new Map(orders.map((order) => [order.id, order])).values()];
}

/** Orders with their latest body and with what their standing revision takes. */
export async function loadKnownOrders(
  tx: Tx,
  orders: readonly Order[],
  on: CivilDate,
): Promise<Map<string, KnownOrder>> {
  if (orders.length === 0) return new Map();
  const ids = orders.map(({ id }) => id);
  const revisions = groupBy(await listRevisions(tx, ids), ({ orderId }) => orderId);
  const units = groupBy(await listOrderUnits(tx, ids), ({ orderId }) => orderId);
  const purchases = groupBy(await listPurchases(tx, ids), ({ orderId }) => orderId);
  const proofs = groupBy(await listProofsOfOrders(tx, ids), ({ orderId }) => orderId);
  const costs = groupBy(await listMachineCostsOf(tx, ids), ({ orderId }) => orderId);
  const contracts = groupBy(await listContracts(tx, ids), ({ orderId }) => orderId);
  const redemptions = groupBy(await listRedemptions(tx, ids), ({ orderId }) => orderId);
  const standings = await listStandings(tx, orders);
  const approvals = await listFirstApprovals(tx, ids);
  const uses = groupBy(await listUsesOfOrders(tx, ids), ({ orderId }) => orderId);
  return new Map(
    orders.map((order) => {
      const ofOrder = revisions.get(order.id) ?? [];
      const parts = {
        on,
        units: units.get(order.id) ?? [],
        standing: standings.get(order.id) ?? null,
        purchases: purchases.get(order.id) ?? [],
        proofs: proofs.get(order.id) ?? [],
        costs: costs.get(order.id) ?? [],
        contracts: contracts.get(order.id) ?? [],
        redemptions: redemptions.get(order.id) ?? [],
        firstApprovedAt: approvals.get(order.id) ?? null,
        uses: uses.get(order.id) ?? [],
      };
      return [order.id, toKnownOrder(order, ofOrder, parts)];
    }),
  );
}

interface Parts {
  readonly on: CivilDate;
  readonly units: readonly OrderUnits[];
  readonly standing: OrderStanding | null;
  readonly purchases: readonly StoredPurchase[];
  readonly proofs: readonly StoredProof[];
  readonly costs: readonly StoredMachineCost[];
  readonly contracts: readonly ContractOfOrder[];
  readonly redemptions: readonly Redemption[];
  readonly firstApprovedAt: Instant | null;
  readonly uses: readonly KeptUse[];
}

function toKnownOrder(order: Order, revisions: readonly Revision[], parts: Parts): KnownOrder {
  const latest = revisions.find(({ revision }) => revision === order.latestRevision);
  const first = revisions.find(({ revision }) => revision === 1);
  if (!latest || !first) throw new Error(`the order ${order.id} lacks a revision`);
  const body = JSON.parse(latest.body) as OrderSubmission;
  const revision = revisions.find((each) => each.revision === order.standingRevision);
  const standingBody = revision && (revision === latest ? body : (JSON.parse(revision.body) as OrderSubmission));
  return {
    order,
    body,
    submittedAt: latest.submittedAt,
    contribution: revision && standingBody ? contributionIn(revision, standingBody, parts) : null,
    standing:
      parts.standing && revision && standingBody
        ? { ...parts.standing, body: standingBody, submittedAt: revision.submittedAt }
        : null,
    contracts: parts.contracts,
    redemptions: parts.redemptions,
    on: parts.on,
    firstApprovedAt: parts.firstApprovedAt,
    revisions,
    authors: authorsOf(revisions),
    firstDigest: first.bodyDigest,
    firstRecord: null,
  };
}

function contributionIn(standing: Revision, body: OrderSubmission, parts: Parts): Contribution {
  const bucket = concludedContract(parts) ? 'encumbered' : 'reserved';
  const unitsIn = (wanted: OrderUnits['bucket']): readonly OrderUnits[] =>
    parts.units.filter((units) => units.bucket === wanted);
  return {
    revision: standing.revision,
    bucket,
    budget: summedByAccount([...unitsIn(bucket), ...unitsIn('spent')]),
    spent: summedByAccount(unitsIn('spent')),
    seats: new Map(unitsIn('held').map(({ account, quantity }) => [account, quantity])),
    allocated: new Map(unitsIn('allocated').map(({ account, quantity }) => [account, quantity])),
    purchases: parts.purchases.filter(({ revision }) => revision === standing.revision),
    twin: {
      key: standing.twinKey,
      looseKey: citationsOf(body).looseTwinKey,
      machineLines: citationsOf(body).machineLines,
      submittedOn: dayOf(standing.submittedAt),
    },
    costs: {
      entries: parts.costs.flatMap(({ revision, kind, pieces, amountFen }) =>
        revision === standing.revision ? [{ kind, pieces, amountFen }] : [],
      ),
      submittedOn: dayOf(standing.submittedAt),
    },
    filing:
      standing.planFiling !== null && standing.totalFen !== null
        ? { number: standing.planFiling, amountFen: standing.totalFen }
        : null,
    exemption:
      standing.exemptionDocument !== null
        ? { document: standing.exemptionDocument, devices: standing.exemptedDevices }
        : null,
    proofs: new Map(
      parts.proofs
        .filter(({ revision }) => revision === standing.revision)
        .map(({ proofKey, machines, covers }) => [proofKey, { machines, covers }]),
    ),
    oldMachines: citationsOf(body).devices.ids,
    waivers: new Map(parts.uses.map(({ waiverId, devices }) => [waiverId, devices])),
  };
}

function summedByAccount(units: readonly OrderUnits[]): ReadonlyMap<string, Fen> {
  const sums = new Map<string, Fen>();
  for (const { account, quantity } of units) sums.set(account, fen((sums.get(account) ?? 0) + quantity));
  return sums;
}

/** A reference that is sent again is answered with its first decision, so that one is read for the orders it concerns. */
async function recallFirstDecisions(tx: Tx, known: Map<string, KnownOrder>, acts: readonly OrderAct[]): Promise<void> {
  const keys = new Set(
    acts.flatMap((act) => (act.kind === 'submit' ? [orderKey(act.body.agencyCode, act.body.reference)] : [])),
  );
  const again = [...known.values()].filter(({ order }) => keys.has(orderKey(order.agencyCode, order.reference)));
  const first = await listFirstDecisions(
    tx,
    again.map(({ order }) => order.id),
  );
  for (const firstRecord of await readRecords(
    tx,
    first.map(({ logIndex }) => logIndex),
  )) {
    const order = known.get(firstRecord.order);
    if (order) known.set(firstRecord.order, { ...order, firstRecord });
  }
}
