import { marksFor, type Row, selectRows, type Tx } from '../../db/index.ts';
import { fen } from '../../kernel/index.ts';

/** Rows of payments as they stand, for comparing: nothing here trusts what the other repository makes of them. */

export type DocumentRow = Row & { readonly id: string };

export async function listPaymentRows(tx: Tx, ids: readonly string[]): Promise<readonly DocumentRow[]> {
  if (ids.length === 0) return [];
  return tx('payments').whereIn('id', [...ids]);
}

export async function listCreditNoteRows(tx: Tx, ids: readonly string[]): Promise<readonly DocumentRow[]> {
  if (ids.length === 0) return [];
  return tx('credit_notes').whereIn('id', [...ids]);
}

export async function listPartRows(tx: Tx, documentIds: readonly string[]): Promise<readonly Row[]> {
  if (documentIds.length === 0) return [];
  return tx('payment_parts').whereIn('document_id', [...documentIds]);
}

/** The body of the revision that each of some payments was decided on, by payment. */
export async function listBodiesPaid(tx: Tx, paymentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await selectRows<{ id: string; body: string }>(
    tx,
    `select p.id, r.body from payments p join decisions d on d.id = p.decision_id
     join order_revisions r on r.order_id = d.order_id and r.revision = d.revision
     where p.id in (${marksFor(paymentIds)})`,
    paymentIds,
  );
  return new Map(rows.map(({ id, body }) => [id, body]));
}

export interface StrayPayment {
  readonly table: string;
  readonly key: string;
  readonly index: number | null;
}

const FOUND_MAX = 1_000;

/** Payments without their decision, credit notes without their leaf, and parts of neither. */
export async function listStrayPayments(tx: Tx): Promise<readonly StrayPayment[]> {
  const rows = await selectRows<{ kind: string; id: string; leaf: number | null }>(
    tx,
    `select kind, id, leaf from (
         select 'payments' as kind, p.id, p.log_index as leaf from payments p
         where not exists (select 1 from decisions d where d.id = p.decision_id and d.order_id = p.order_id
           and d.stage = 'payment' and d.log_index = p.log_index)
         union all
         select 'credit_notes', c.id, c.log_index from credit_notes c
         where not exists (select 1 from log_leaves l where l.log_index = c.log_index and l.type = 'payment.credited')
         union all
         select 'payment_parts', t.document_id, null from payment_parts t
         where not exists (select 1 from payments p where p.id = t.document_id)
           and not exists (select 1 from credit_notes c where c.id = t.document_id)
       ) strays order by kind, id limit ?`,
    [FOUND_MAX],
  );
  return rows.map(({ kind, id, leaf }) => ({ table: kind, key: id, index: leaf === null ? null : Number(leaf) }));
}

/** What payments of some orders paid, less what was credited: it is what these orders have spent. */
export async function sumSpent(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (orderIds.length === 0) return new Map();
  const rows = await selectRows<{ order_id: string; amount: number }>(
    tx,
    `select order_id, sum(amount_fen) as amount from (
         select order_id, amount_fen from payments where outcome = 'approved'
         union all
         select order_id, -amount_fen from credit_notes
       ) documents where order_id in (${marksFor(orderIds)}) group by order_id`,
    [...orderIds],
  );
  return new Map(rows.map((row) => [row.order_id, fen(Number(row.amount))]));
}
