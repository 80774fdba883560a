import type { Tx } from '../db/index.ts';
import type { ReadRecord } from '../decisions/index.ts';
import type { OrderSubmission } from '../facts/index.ts';
import { type Actor, type CivilDate, reaches } from '../kernel/index.ts';
import { regionsOfAgencies } from '../log/index.ts';
import type { OrderWithBody } from './act.ts';
import { listRedemptions } from './certificates/redemptions-repository.ts';
import { listContracts } from './contract/contracts-repository.ts';
import { findLeftToOthers } from './decide/find-left-to-others.ts';
import { isSeenBy, type Order, orderNotFound, type Revision } from './order.ts';
import { findOrder, findRevision, listRevisions } from './orders-repository.ts';
import { listStandings } from './standings-repository.ts';
import { listCarryOvers } from './year-end/year-end-repository.ts';

/** The order, when it is there and the caller may see it; the same refusal for both. */
export async function getReachedOrder(tx: Tx, actor: Actor, id: string): Promise<Order> {
  const order = await findReachedOrder(tx, actor, id);
  if (!order) throw orderNotFound();
  return order;
}

export async function findReachedOrder(tx: Tx, actor: Actor, id: string): Promise<Order | undefined> {
  const order = await findOrder(tx, id);
  if (!order) return undefined;
  const region = (await regionsOfAgencies(tx, [order.agencyCode])).get(order.agencyCode) ?? '';
  return isSeenBy(actor, order) && reaches(actor.grant, { code: order.agencyCode, region }) ? order : undefined;
}

/** The order as it stands, with what was last submitted, its contracts, what was carried over of it and what is left to others. */
export async function getOrderWithBody(
  tx: Tx,
  { actor, id, on }: { readonly actor: Actor; readonly id: string; readonly on: CivilDate },
): Promise<OrderWithBody> {
  const order = await getReachedOrder(tx, actor, id);
  const { submission } = await getRevision(tx, order.id, order.latestRevision);
  const contracts = await listContracts(tx, [order.id]);
  const redemptions = await listRedemptions(tx, [order.id]);
  const carriedOver = await listCarryOvers(tx, order.id);
  const standing = (await listStandings(tx, [order])).get(order.id) ?? null;
  const leftToOthers = await findLeftToOthers(tx, { actor, order, on });
  return { order, body: submission, standing, contracts, redemptions, on, carriedOver, leftToOthers };
}

/** One revision of an order, when it has it. */
export async function getRevision(tx: Tx, orderId: string, revision: number): Promise<SubmittedRevision> {
  const found = await findRevision(tx, orderId, revision);
  if (!found) throw orderNotFound();
  return { ...found, submission: JSON.parse(found.body) as OrderSubmission };
}

type RecordOfDecision = Pick<ReadRecord, 'decision' | 'order' | 'revision'>;

/** What some decisions were made about, by decision: one statement, however many there are. */
export async function findSubmissions(
  tx: Tx,
  records: readonly RecordOfDecision[],
): Promise<ReadonlyMap<string, OrderSubmission>> {
  const revisions = await listRevisions(tx, [...new Set(records.map(({ order }) => order))]);
  const bodies = new Map(revisions.map(({ orderId, revision, body }) => [`${orderId}/${revision}`, body]));
  return new Map(
    records.flatMap(({ decision, order, revision }) => {
      const body = bodies.get(`${order}/${revision}`);
      return body === undefined ? [] : [[decision, JSON.parse(body) as OrderSubmission]];
    }),
  );
}

export interface SubmittedRevision extends Revision {
  readonly submission: OrderSubmission;
}
