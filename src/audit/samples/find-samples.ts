import type { Tx } from '../../db/index.ts';
import { MASK, seesTexts } from '../../decisions/index.ts';
import { type Actor, type Fen, fen, type Instant, instant, Refusal, reaches, text } from '../../kernel/index.ts';
import type { OrderStanding, OrderState } from '../../orders/index.ts';
import type { ReferenceRecord } from '../../reference/index.ts';
import type { AuditSample, SampledOrder } from './audit-sample.ts';
import { findSampleRow, listDrawnOrders } from './samples-repository.ts';

/** A drawn order as it stands now. */
export interface DrawnOrder extends SampledOrder {
  readonly place: number;
  readonly reference: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly submittedAt: Instant;
  /** Of its latest revision. */
  readonly total: Fen | null;
  /** What of it stands. */
  readonly standing: OrderStanding | null;
  readonly latestRevision: number;
  readonly state: OrderState;
}

/** A sample as somebody may read it. */
export interface SampleReading {
  readonly sample: ReferenceRecord<AuditSample>;
  readonly orders: readonly DrawnOrder[];
  /** How many of its orders are of agencies that the reader does not reach: a subtree may go beyond a region. */
  readonly leftOut: number;
}

export async function getSample(tx: Tx, id: string, actor: Actor): Promise<SampleReading> {
  const sample = await findSampleRow(tx, id, actor.grant);
  if (!sample) {
    const message = text('未找到该抽样清单。', 'There is no such audit sample.');
    throw new Refusal('not_found', 'audit_sample.not_found', message);
  }
  const orders = await listOrdersOf(tx, sample.state, actor);
  return { sample, orders, leftOut: sample.state.items.length - orders.length };
}

async function listOrdersOf(tx: Tx, { items }: AuditSample, actor: Actor): Promise<readonly DrawnOrder[]> {
  const { orders, standings, agencies } = await listDrawnOrders(
    tx,
    items.map(({ orderId }) => orderId),
  );
  const byId = new Map(orders.map((row) => [String(row.id), row]));
  return items.flatMap((item, at): readonly DrawnOrder[] => {
    const row = byId.get(item.orderId);
    const agency = row && agencies.get(String(row.agency_code));
    if (!row || !agency || !reaches(actor.grant, agency)) return [];
    const isMasked = Number(row.is_classified) === 1 && !seesTexts(actor);
    return [
      {
        ...{ ...item, place: at + 1, agencyCode: agency.code, agencyName: agency.name },
        ...{ reference: isMasked ? MASK : String(row.reference), submittedAt: instant(String(row.submitted_at)) },
        ...{ total: row.total_fen === null ? null : fen(Number(row.total_fen)), state: row.state as OrderState },
        ...{ standing: standings.get(item.orderId) ?? null, latestRevision: Number(row.latest_revision) },
      },
    ];
  });
}
