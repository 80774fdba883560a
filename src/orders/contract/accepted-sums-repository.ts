import { selectRows, type Tx } from '../../db/index.ts';
import type { AcceptedSums } from './accepted-sums.ts';

interface SumRow {
  readonly part: 'device' | 'goods' | 'item';
  readonly number: number;
  readonly accepted: number;
  readonly other: number;
}

/** What all deliveries of an order brought, in one statement. */
export async function sumAccepted(tx: Tx, orderId: string): Promise<AcceptedSums> {
  const rows = await selectRows<SumRow>(
    tx,
    `select 'device' as part, line as number, count(*) as accepted,
       sum(case when returned_on is null then 0 else 1 end) as other
     from accepted_devices where order_id = ? and is_matched = 1 group by line
     union all
     select 'goods', line, sum(quantity), 0 from accepted_goods where order_id = ? group by line
     union all
     select 'item', item, sum(matched_seats), sum(proof_seats)
     from accepted_items where order_id = ? and matched_seats > 0 group by item`,
    [orderId, orderId, orderId],
  );
  const of = (isItem: boolean) =>
    rows
      .filter(({ part }) => (part === 'item') === isItem)
      .map((row) => [Number(row.number), Number(row.accepted), Number(row.other)] as const);
  return {
    lines: new Map(of(false).map(([line, accepted, returned]) => [line, { accepted, returned }])),
    items: new Map(of(true).map(([item, accepted, proofSeats]) => [item, { accepted, proofSeats }])),
  };
}
