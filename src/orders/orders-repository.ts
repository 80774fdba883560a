import { insertRows, marksFor, padded, selectRows, type Tx } from '../db/index.ts';
import type { Outcome } from '../decisions/index.ts';
import { type Fen, fen, instant } from '../kernel/index.ts';
import type { GovernedTx } from '../log/index.ts';
import {
  foldedKey,
  type NamedOrder,
  type Order,
  type OrderState,
  orderKey,
  type Revision,
  type StoredPurchase,
} from './order.ts';

export interface OrderColumns {
  readonly id: string;
  readonly agency_code: string;
  readonly reference: string;
  readonly fiscal_year: number;
  readonly state: OrderState;
  readonly outcome: Outcome;
  readonly standing_revision: number | null;
  readonly latest_revision: number;
  readonly total_fen: number | null;
  readonly is_classified: number;
  readonly supplier: string | null;
  readonly supplier_name: string | null;
  readonly submitted_at: string;
  readonly decided_at: string;
  readonly expires_at: string | null;
  readonly decision_id: string;
  readonly log_index: number;
}

export function toOrder(row: OrderColumns): Order {
  return {
    id: row.id,
    agencyCode: row.agency_code,
    reference: row.reference,
    fiscalYear: Number(row.fiscal_year),
    state: row.state,
    outcome: row.outcome,
    standingRevision: row.standing_revision === null ? null : Number(row.standing_revision),
    latestRevision: Number(row.latest_revision),
    totalFen: optionalFen(row.total_fen),
    isClassified: row.is_classified === 1,
    supplier: row.supplier,
    supplierName: row.supplier_name,
    submittedAt: instant(row.submitted_at),
    decidedAt: instant(row.decided_at),
    expiresAt: row.expires_at === null ? null : instant(row.expires_at),
    decisionId: row.decision_id,
    logIndex: Number(row.log_index),
  };
}

function toColumns(order: Order) {
  return {
    id: order.id,
    order_key: orderKey(order.agencyCode, order.reference),
    folded_key: foldedKey(order.agencyCode, order.reference),
    agency_code: order.agencyCode,
    reference: order.reference,
    fiscal_year: order.fiscalYear,
    state: order.state,
    outcome: order.outcome,
    standing_revision: order.standingRevision,
    latest_revision: order.latestRevision,
    total_fen: order.totalFen,
    is_classified: order.isClassified ? 1 : 0,
    supplier: order.supplier,
    supplier_name: order.supplierName,
    submitted_at: order.submittedAt,
    decided_at: order.decidedAt,
    expires_at: order.expiresAt,
    decision_id: order.decisionId,
    log_index: order.logIndex,
  };
}

function optionalFen(value: number | null): Fen | null {
  return value === null ? null : fen(Number(value));
}

export async function findOrder(tx: Tx, id: string): Promise<Order | undefined> {
  const row: OrderColumns | undefined = await tx('orders').where({ id }).first();
  return row && toOrder(row);
}

export async function listOrdersById(tx: Tx, ids: readonly string[]): Promise<Order[]> {
  if (ids.length === 0) return [];
  return listOrdersIn(tx, 'id', ids);
}

export async function listOrdersByKey(tx: Tx, keys: readonly string[]): Promise<Order[]> {
  if (keys.length === 0) return [];
  return listOrdersIn(tx, 'order_key', keys);
}

/** By what their references are read as. */
export async function listOrdersAlike(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, NamedOrder>> {
  if (keys.length === 0) return new Map();
  const wanted = padded(keys);
  const rows = await selectRows<NamedOrder & { readonly folded_key: string }>(
    tx,
    `select id, reference, folded_key from orders where folded_key in (${marksFor(wanted)})`,
    wanted,
  );
  return new Map(rows.map(({ id, reference, folded_key }) => [folded_key, { id, reference }]));
}

async function listOrdersIn(tx: Tx, column: 'id' | 'order_key', values: readonly string[]): Promise<Order[]> {
  const wanted = padded(values);
  const rows = await selectRows<OrderColumns>(
    tx,
    `select * from orders where ${column} in (${marksFor(wanted)})`,
    wanted,
  );
  return rows.map(toOrder);
}

/** Clearances and referrals whose time has run out, of these agencies or, when none are named, of all. */
export async function listLapsedOrders(
  tx: Tx,
  { at, agencyCodes, limit }: { at: string; agencyCodes?: readonly string[]; limit: number },
): Promise<Order[]> {
  if (agencyCodes?.length === 0) return [];
  const agencies = padded(agencyCodes ?? []);
  const ofAgencies = agencyCodes ? `and agency_code in (${marksFor(agencies)})` : '';
  const rows = await selectRows<OrderColumns>(
    tx,
    `select * from orders where state in ('approved', 'referred') and expires_at <= ? ${ofAgencies}
     order by expires_at limit ?`,
    [at, ...agencies, limit],
  );
  return rows.map(toOrder);
}

export async function insertOrders(tx: GovernedTx, orders: readonly Order[]): Promise<void> {
  await insertRows(tx, 'orders', orders.map(toColumns));
}

/** Writes how an order stands now. Rare beside new orders (amendments, withdrawals, lapses), so one statement each. */
export async function updateOrder(tx: GovernedTx, order: Order): Promise<void> {
  const { id, ...columns } = toColumns(order);
  const changed = await tx('orders').where({ id }).update(columns);
  if (changed !== 1) throw new Error(`the order ${id} has gone while it was decided`);
}

interface RevisionColumns {
  readonly order_id: string;
  readonly revision: number;
  readonly agency_code: string;
  readonly body: string;
  readonly body_digest: string;
  readonly submitted_at: string;
  readonly key_id: string;
  readonly person_id: string | null;
  readonly twin_key: string;
  readonly loose_twin_key: string;
  readonly plan_filing: string | null;
  readonly exemption_document: string | null;
  readonly exempted_devices: number;
  readonly total_fen: number | null;
  readonly subject: string | null;
  readonly devices: number | null;
}

function toRevision(row: RevisionColumns): Revision {
  return {
    orderId: row.order_id,
    revision: Number(row.revision),
    agencyCode: row.agency_code,
    body: row.body,
    bodyDigest: row.body_digest,
    submittedAt: instant(row.submitted_at),
    keyId: row.key_id,
    personId: row.person_id,
    twinKey: row.twin_key,
    looseTwinKey: row.loose_twin_key,
    planFiling: row.plan_filing,
    exemptionDocument: row.exemption_document,
    exemptedDevices: Number(row.exempted_devices),
    totalFen: optionalFen(row.total_fen),
    subject: row.subject,
    devices: row.devices === null ? null : Number(row.devices),
  };
}

export async function insertRevisions(tx: GovernedTx, revisions: readonly Revision[]): Promise<void> {
  await insertRows(
    tx,
    'order_revisions',
    revisions.map((revision) => ({
      order_id: revision.orderId,
      revision: revision.revision,
      agency_code: revision.agencyCode,
      body: revision.body,
      body_digest: revision.bodyDigest,
      submitted_at: revision.submittedAt,
      key_id: revision.keyId,
      person_id: revision.personId,
      twin_key: revision.twinKey,
      loose_twin_key: revision.looseTwinKey,
      plan_filing: revision.planFiling,
      exemption_document: revision.exemptionDocument,
      exempted_devices: revision.exemptedDevices,
      total_fen: revision.totalFen,
      subject: revision.subject,
      devices: revision.devices,
    })),
  );
}

/** Writes which registered plan a revision uses; unregistered ones are used by nobody. */
export async function updatePlanFiling(
  tx: GovernedTx,
  { orderId, revision, planFiling }: Pick<Revision, 'orderId' | 'revision' | 'planFiling'>,
): Promise<void> {
  await tx('order_revisions').where({ order_id: orderId, revision }).update({ plan_filing: planFiling });
}

export async function findRevision(tx: Tx, orderId: string, revision: number): Promise<Revision | undefined> {
  const row: RevisionColumns | undefined = await tx('order_revisions').where({ order_id: orderId, revision }).first();
  return row && toRevision(row);
}

/** Every revision of some orders. */
export async function listRevisions(tx: Tx, orderIds: readonly string[]): Promise<Revision[]> {
  if (orderIds.length === 0) return [];
  const rows: RevisionColumns[] = await tx('order_revisions')
    .whereIn('order_id', [...orderIds])
    .orderBy(['order_id', 'revision']);
  return rows.map(toRevision);
}

/** Who made the revisions of an order, without what they say. */
export async function listAuthors(tx: Tx, orderId: string): Promise<readonly Pick<Revision, 'personId'>[]> {
  const rows: Pick<RevisionColumns, 'person_id'>[] = await tx('order_revisions')
    .distinct('person_id')
    .where({ order_id: orderId });
  return rows.map(({ person_id: personId }) => ({ personId }));
}

/** What some orders buy, by order: of the revision that stands, of the latest when none does. */
export async function listSubjects(
  tx: Tx,
  orders: readonly Pick<Order, 'id' | 'standingRevision' | 'latestRevision'>[],
): Promise<ReadonlyMap<string, Pick<Revision, 'subject' | 'devices'>>> {
  const rows: Pick<RevisionColumns, 'order_id' | 'subject' | 'devices'>[] = await tx('order_revisions')
    .select('order_id', 'subject', 'devices')
    .whereIn(
      ['order_id', 'revision'],
      orders.map(({ id, standingRevision, latestRevision }) => [id, standingRevision ?? latestRevision]),
    );
  return new Map(
    rows.map(({ order_id: id, subject, devices }) => [
      id,
      { subject, devices: devices === null ? null : Number(devices) },
    ]),
  );
}

export async function insertPurchases(tx: GovernedTx, purchases: readonly StoredPurchase[]): Promise<void> {
  await insertRows(
    tx,
    'order_purchases',
    purchases.map((purchase) => ({
      order_id: purchase.orderId,
      revision: purchase.revision,
      purchase_key: purchase.purchaseKey,
      sibling_key: purchase.siblingKey,
      agency_code: purchase.agencyCode,
      amount_fen: purchase.amountFen,
      submitted_on: purchase.submittedOn,
    })),
  );
}

export async function listPurchases(tx: Tx, orderIds: readonly string[]): Promise<StoredPurchase[]> {
  if (orderIds.length === 0) return [];
  const rows: StoredPurchase[] = await tx('order_purchases')
    .select({
      orderId: 'order_id',
      revision: 'revision',
      purchaseKey: 'purchase_key',
      siblingKey: 'sibling_key',
      agencyCode: 'agency_code',
      amountFen: 'amount_fen',
      submittedOn: 'submitted_on',
    })
    .whereIn('order_id', [...orderIds]);
  return rows.map((row) => ({ ...row, amountFen: fen(Number(row.amountFen)) }));
}
