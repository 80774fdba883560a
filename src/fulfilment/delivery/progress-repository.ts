import { marksFor, selectRows, type Tx } from '../../db/index.ts';
import type { PartProgress } from './progress.ts';

export interface ProgressRow extends PartProgress {
  readonly orderId: string;
  readonly part: 'device' | 'goods' | 'item';
  readonly number: number;
}

interface Columns {
  readonly order_id: string;
  readonly part: ProgressRow['part'];
  readonly number: number;
  readonly delivered: number;
  readonly accepted: number;
  readonly proven: number;
  readonly registered: number;
}

/** What all deliveries of some orders brought and was not returned, in one statement. */
export async function sumProgress(tx: Tx, orderIds: readonly string[]): Promise<readonly ProgressRow[]> {
  if (orderIds.length === 0) return [];
  const marks = marksFor(orderIds);
  const rows = await selectRows<Columns>(
    tx,
    `select order_id, 'device' as part, line as number, count(*) as delivered, sum(is_matched) as accepted,
       count(*) as proven, sum(case when device_id is null then 0 else 1 end) as registered
     from accepted_devices where order_id in (${marks}) and returned_on is null group by order_id, line
     union all
     select order_id, 'goods', line, sum(quantity), sum(quantity), sum(quantity), sum(quantity)
     from accepted_goods where order_id in (${marks}) group by order_id, line
     union all
     select order_id, 'item', item, sum(seats), sum(matched_seats), sum(proof_seats),
       sum(case when entitlement_id is null then 0 else matched_seats end)
     from accepted_items where order_id in (${marks}) group by order_id, item`,
    [...orderIds, ...orderIds, ...orderIds],
  );
  return rows.map((row) => ({
    ...{ orderId: row.order_id, part: row.part, number: Number(row.number), delivered: Number(row.delivered) },
    ...{ accepted: Number(row.accepted), proven: Number(row.proven), registered: Number(row.registered) },
  }));
}
