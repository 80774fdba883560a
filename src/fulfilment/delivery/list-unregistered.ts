import type { PageInOrder, PlaceInOrder, Tx } from '../../db/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { listReached } from '../../log/index.ts';
import { unregisteredOf } from '../payment/paid-parts.ts';
import { listProgress } from './list-progress.ts';
import { NO_PROGRESS } from './progress.ts';

/** An order of which something was accepted long ago, and something is still not in the registers. */
export interface UnregisteredOrder {
  readonly orderId: string;
  readonly reference: string;
  readonly agencyCode: string;
  readonly firstAcceptedOn: CivilDate;
  readonly unregisteredDevices: number;
  readonly unregisteredLicences: number;
}

export interface UnregisteredQuestion {
  readonly grant: Grant;
  readonly agencyCode: string | undefined;
  /** The last day of an acceptance that counts as long ago. */
  readonly acceptedUntil: CivilDate;
  readonly after: PlaceInOrder | undefined;
  readonly limit: number;
}

const ORDERS_AT_ONCE = 200;
/** Then a page ends, with as many as were found. */
const ORDERS_MAX = 2_000;

export interface UnregisteredPage {
  readonly orders: readonly UnregisteredOrder[];
  readonly next: PlaceInOrder | null;
}

/** The oldest first. What is complete is `accepted`, so nearly every order that is looked at is one. */
export async function listUnregistered(tx: Tx, question: UnregisteredQuestion): Promise<UnregisteredPage> {
  const found: (UnregisteredOrder & { readonly place: PlaceInOrder })[] = [];
  let next: PlaceInOrder | null = null;
  for (let looked = 0; found.length <= question.limit && looked < ORDERS_MAX; looked += ORDERS_AT_ONCE) {
    const page: PageInOrder<CandidateRow> = await listCandidates(tx, { ...question, after: next ?? question.after });
    found.push(...(await unregisteredAmong(tx, page.rows)));
    ({ next } = page);
    if (next === null) break;
  }
  const orders = found.slice(0, question.limit);
  const end = found.length > question.limit ? (orders.at(-1)?.place ?? null) : next;
  return { orders: orders.map(({ place: _place, ...order }) => order), next: end };
}

async function unregisteredAmong(tx: Tx, rows: readonly CandidateRow[]) {
  const ids = rows.map(({ id }) => id);
  const progress = await listProgress(tx, ids);
  const bodies = new Map((await listStandingBodies(tx, ids)).map(({ order_id: id, body }) => [id, body]));
  const first = new Map((await listFirstDays(tx, ids)).map(({ order_id: id, first_on: on }) => [id, on]));
  return rows.flatMap(({ id, reference, agency_code: agencyCode, submitted_at: submittedAt }) => {
    const [body, firstAcceptedOn] = [bodies.get(id), first.get(id)];
    if (body === undefined || firstAcceptedOn === undefined) return [];
    const of = unregisteredOf(JSON.parse(body) as OrderSubmission, progress.get(id) ?? NO_PROGRESS);
    if (of.devices === 0 && of.seats === 0) return [];
    const counts = { unregisteredDevices: of.devices, unregisteredLicences: of.seats };
    return [{ orderId: id, reference, agencyCode, firstAcceptedOn, ...counts, place: [submittedAt, id] }];
  });
}

interface CandidateRow {
  readonly id: string;
  readonly reference: string;
  readonly agency_code: string;
  readonly submitted_at: string;
}

const FIRST_DAY = '(select min(a.accepted_on) from acceptances a where a.order_id = orders.id)';

async function listCandidates(
  tx: Tx,
  { grant, agencyCode, acceptedUntil, after }: UnregisteredQuestion,
): Promise<PageInOrder<CandidateRow>> {
  return listReached<CandidateRow>(tx, {
    table: 'orders',
    indexes: {
      orders_listed_by_agency_state: ['agency_code', 'state'],
      orders_by_state: ['state'],
    },
    order: [
      { column: 'submitted_at', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    equals: { state: ['contracted'], ...(agencyCode !== undefined && { agency_code: [agencyCode] }) },
    rest: [(rows) => void rows.whereRaw(`${FIRST_DAY} <= ?`, [acceptedUntil])],
    reach: { column: 'agency_code', grant },
    after,
    limit: ORDERS_AT_ONCE,
  });
}

async function listStandingBodies(tx: Tx, ids: readonly string[]) {
  const rows: { order_id: string; body: string }[] = await tx('orders as o')
    .join('order_revisions as r', (on) => on.on('r.order_id', 'o.id').andOn('r.revision', 'o.standing_revision'))
    .select('r.order_id', 'r.body')
    .whereIn('o.id', [...ids]);
  return rows;
}

async function listFirstDays(tx: Tx, ids: readonly string[]) {
  const rows: { order_id: string; first_on: CivilDate }[] = await tx('acceptances')
    .select('order_id')
    .min({ first_on: 'accepted_on' })
    .whereIn('order_id', [...ids])
    .groupBy('order_id');
  return rows;
}
