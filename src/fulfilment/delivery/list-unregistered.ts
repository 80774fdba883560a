import type { Tx } from '../../db/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import type { CivilDate, Grant } from '../../kernel/index.ts';
import { reachOnly } from '../../log/index.ts';
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
  readonly after: string | undefined;
  readonly limit: number;
}

const ORDERS_AT_ONCE = 200;

/** By id, up to a limit. What is complete is `accepted`, so nearly every order that is looked at is one. */
export async function listUnregistered(tx: Tx, question: UnregisteredQuestion): Promise<readonly UnregisteredOrder[]> {
  const found: UnregisteredOrder[] = [];
  for (let after = question.after ?? ''; found.length < question.limit; ) {
    const page = await listCandidates(tx, { ...question, after });
    const progress = await listProgress(
      tx,
      page.map(({ id }) => id),
    );
    for (const { id, reference, agency_code: agencyCode, first_on: firstAcceptedOn, body } of page) {
      const of = unregisteredOf(JSON.parse(body) as OrderSubmission, progress.get(id) ?? NO_PROGRESS);
      if (of.devices === 0 && of.seats === 0) continue;
      const counts = { unregisteredDevices: of.devices, unregisteredLicences: of.seats };
      found.push({ orderId: id, reference, agencyCode, firstAcceptedOn, ...counts });
    }
    const last = page.at(-1);
    if (!last || page.length < ORDERS_AT_ONCE) break;
    after = last.id;
  }
  return found.slice(0, question.limit);
}

interface Candidate {
  readonly id: string;
  readonly reference: string;
  readonly agency_code: string;
  readonly body: string;
  readonly first_on: CivilDate;
}

async function listCandidates(
  tx: Tx,
  { grant, agencyCode, acceptedUntil, after }: UnregisteredQuestion & { readonly after: string },
): Promise<readonly Candidate[]> {
  const first = tx('acceptances').select('order_id').min({ first_on: 'accepted_on' }).groupBy('order_id').as('a');
  const query = tx('orders as o')
    .join(first, 'a.order_id', 'o.id')
    .join('order_revisions as r', (on) => on.on('r.order_id', 'o.id').andOn('r.revision', 'o.standing_revision'))
    .select('o.id', 'o.reference', 'o.agency_code', 'r.body', 'a.first_on')
    .where('o.state', 'contracted')
    .where('a.first_on', '<=', acceptedUntil)
    .where('o.id', '>', after);
  if (agencyCode !== undefined) void query.where('o.agency_code', agencyCode);
  reachOnly(tx, query, { column: 'o.agency_code', table: 'orders', grant });
  const rows: Candidate[] = await query.orderBy('o.id').limit(ORDERS_AT_ONCE);
  return rows;
}
