import type { Tx } from '../db/index.ts';
import { listFirstDecisions, readRecords } from '../decisions/index.ts';
import { dayOf, fen, groupBy, type Instant } from '../kernel/index.ts';
import { listStanding, type Standing } from '../ledger/index.ts';
import type { OrderAct } from './act.ts';
import { type Batch, type BatchContext, emptyWrites, type KnownOrder } from './batch.ts';
import type { Contribution } from './contribution.ts';
import { expireOrder } from './expire-order.ts';
import { type Held, loadBooks } from './load-books.ts';
import { type Order, orderKey, type Revision, type StoredPurchase } from './order.ts';
import {
  listLapsedOrders,
  listOrdersById,
  listOrdersByKey,
  listPurchases,
  listRevisions,
} from './orders-repository.ts';
import type { OrderSubmission } from './submission.ts';

/** More lapsed clearances than this in the touched agencies are left to the sweeper. */
const LAPSED_MAX = 500;

/** Reads what the acts concern, lapses what has run out there, and opens the books: a fixed number of statements. */
export async function loadBatch(context: BatchContext, acts: readonly OrderAct[]): Promise<Batch> {
  const { entry, ruleSet } = context;
  const { tx, at, on } = entry;
  const named = await loadNamedOrders(tx, acts);
  const bodies = acts.flatMap((act) => ('body' in act ? [act.body] : []));
  const agencyCodes = [...new Set([...bodies, ...named].map(({ agencyCode }) => agencyCode))];
  const lapsed = await listLapsed(tx, at, agencyCodes);
  const known = await loadKnownOrders(tx, distinctOrders([...named, ...lapsed]));
  await recallFirstDecisions(tx, known, acts);
  const books = await loadBooks(tx, {
    ruleSet,
    at,
    on,
    orders: [...bodies, ...[...known.values()].map(({ body }) => body)],
    held: heldBy([...known.values()]),
  });
  const idByKey = new Map(
    [...known.values()].map(({ order }) => [orderKey(order.agencyCode, order.reference), order.id]),
  );
  const batch: Batch = { ...context, books, orders: known, idByKey, writes: emptyWrites() };
  // An order that is named lapses even where there were too many to look at.
  for (const id of known.keys()) expireOrder(batch, id);
  return batch;
}

/** The lines and entitlements that orders hold: they must be in the books, so that the orders can be taken out of them. */
export function heldBy(known: readonly KnownOrder[]): Held {
  const contributions = known.flatMap(({ contribution }) => contribution ?? []);
  return {
    budgetLines: contributions.flatMap(({ budget }) => [...budget.keys()]),
    entitlements: contributions.flatMap(({ seats }) => [...seats.keys()]),
  };
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

export function distinctOrders(orders: readonly Order[]): readonly Order[] {
  return [...new Map(orders.map((order) => [order.id, order])).values()];
}

/** Orders with their latest body and with what their standing revision takes. */
export async function loadKnownOrders(tx: Tx, orders: readonly Order[]): Promise<Map<string, KnownOrder>> {
  if (orders.length === 0) return new Map();
  const ids = orders.map(({ id }) => id);
  const revisions = groupBy(await listRevisions(tx, ids), ({ orderId }) => orderId);
  const standing = groupBy(await listStanding(tx, ids), ({ orderId }) => orderId);
  const purchases = groupBy(await listPurchases(tx, ids), ({ orderId }) => orderId);
  return new Map(
    orders.map((order) => {
      const ofOrder = revisions.get(order.id) ?? [];
      const parts = { standing: standing.get(order.id) ?? [], purchases: purchases.get(order.id) ?? [] };
      return [order.id, toKnownOrder(order, ofOrder, parts)];
    }),
  );
}

interface Parts {
  readonly standing: readonly Standing[];
  readonly purchases: readonly StoredPurchase[];
}

function toKnownOrder(order: Order, revisions: readonly Revision[], parts: Parts): KnownOrder {
  const latest = revisions.find(({ revision }) => revision === order.latestRevision);
  const first = revisions.find(({ revision }) => revision === 1);
  if (!latest || !first) throw new Error(`the order ${order.id} lacks a revision`);
  return {
    order,
    body: JSON.parse(latest.body) as OrderSubmission,
    submittedAt: latest.submittedAt,
    contribution: contributionIn(order, revisions, parts),
    firstDigest: first.bodyDigest,
    firstRecord: null,
  };
}

function contributionIn(order: Order, revisions: readonly Revision[], parts: Parts): Contribution | null {
  const standing = revisions.find(({ revision }) => revision === order.standingRevision);
  if (!standing) return null;
  const unitsOf = (kind: Standing['accountKind']): readonly Standing[] =>
    parts.standing.filter(({ accountKind }) => accountKind === kind);
  return {
    revision: standing.revision,
    budget: new Map(unitsOf('budget-line').map(({ account, quantity }) => [account, fen(quantity)])),
    seats: new Map(unitsOf('entitlement').map(({ account, quantity }) => [account, quantity])),
    purchases: parts.purchases.filter(({ revision }) => revision === standing.revision),
    twin: { key: standing.twinKey, submittedOn: dayOf(standing.submittedAt) },
    filing:
      standing.planFiling !== null && standing.totalFen !== null
        ? { number: standing.planFiling, amountFen: standing.totalFen }
        : null,
    exemption:
      standing.exemptionDocument !== null
        ? { document: standing.exemptionDocument, devices: standing.exemptedDevices }
        : null,
  };
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
