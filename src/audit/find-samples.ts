import type { Tx } from '../db/index.ts';
import { MASK, seesTexts } from '../decisions/index.ts';
import { type Actor, type Fen, fen, type Instant, instant, Refusal, text } from '../kernel/index.ts';
import type { Subject } from '../log/index.ts';
import type { AuditSample, SampledOrder } from './audit-sample.ts';
import { findSampleRow, listDrawnOrders, listSampleRows } from './samples-repository.ts';

/** A drawn order as it stands now. */
export interface DrawnOrder extends SampledOrder {
  readonly place: number;
  readonly reference: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly submittedAt: Instant;
  readonly total: Fen | null;
  readonly state: string;
}

export async function getSample(
  tx: Tx,
  id: string,
  actor: Actor,
): Promise<{ readonly sample: Subject<AuditSample>; readonly orders: readonly DrawnOrder[] }> {
  const sample = await findSampleRow(tx, id, actor.grant);
  if (!sample) {
    const message = text('未找到该抽样清单。', 'There is no such audit sample.');
    throw new Refusal('not_found', 'audit_sample.not_found', message);
  }
  return { sample, orders: await listOrdersOf(tx, sample.state, actor) };
}

async function listOrdersOf(tx: Tx, { items }: AuditSample, actor: Actor): Promise<readonly DrawnOrder[]> {
  const { orders, names } = await listDrawnOrders(
    tx,
    items.map(({ orderId }) => orderId),
  );
  const byId = new Map(orders.map((row) => [String(row.id), row]));
  return items.flatMap((item, at): readonly DrawnOrder[] => {
    const row = byId.get(item.orderId);
    if (!row) return [];
    const isMasked = Number(row.is_classified) === 1 && !seesTexts(actor);
    const agencyCode = String(row.agency_code);
    return [
      {
        ...{ ...item, place: at + 1, agencyCode, agencyName: names.get(agencyCode) ?? agencyCode },
        ...{ reference: isMasked ? MASK : String(row.reference), submittedAt: instant(String(row.submitted_at)) },
        ...{ total: row.total_fen === null ? null : fen(Number(row.total_fen)), state: String(row.state) },
      },
    ];
  });
}

/** Samples that a grant reaches, by id. */
export async function listSamples(
  tx: Tx,
  page: Parameters<typeof listSampleRows>[1],
): Promise<readonly Subject<AuditSample>[]> {
  return listSampleRows(tx, page);
}
