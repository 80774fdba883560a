import { insertRows, marksFor, type Row, selectRows, type Tx } from '../../db/index.ts';
import type { Outcome } from '../../decisions/index.ts';
import { civilDate, type Fen, fen, groupBy, instant } from '../../kernel/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import { lastDigitsKey, type SupplierInvoice } from './invoice-number.ts';
import {
  type CarriedLine,
  type CreditNote,
  type FundedAmount,
  type FundedPart,
  invoiceKey,
  type PaidSums,
  type Payment,
  type PaymentToWrite,
} from './payment.ts';

/** What was paid of each part of some orders, less what was credited, by order. */
export async function sumPaid(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, PaidSums>> {
  if (orderIds.length === 0) return new Map();
  const rows = await selectRows<{ order_id: string; part: string; quantity: number; amount: number }>(
    tx,
    `select p.order_id, p.part, sum(p.quantity) as quantity, sum(p.amount_fen) as amount
       from payment_parts p join payments d on d.id = p.payment_id
       where p.order_id in (${marksFor(orderIds)}) and d.outcome = 'approved' group by p.order_id, p.part`,
    [...orderIds],
  );
  const byOrder = groupBy(rows, (row) => row.order_id);
  return new Map(
    [...byOrder].map(([orderId, ofOrder]) => {
      const sums = ofOrder.map((row) => {
        return [row.part, { quantity: Number(row.quantity), amountFen: fen(Number(row.amount)) }] as const;
      });
      return [orderId, new Map(sums)];
    }),
  );
}

/** How many payments were put for some orders, approved or not. */
export async function countPayments(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (orderIds.length === 0) return new Map();
  const rows: { order_id: string; payments: number }[] = await tx('payments')
    .whereIn('order_id', [...orderIds])
    .groupBy('order_id')
    .select('order_id')
    .count({ payments: '*' });
  return new Map(rows.map((row) => [row.order_id, Number(row.payments)]));
}

/** Paid invoices that may be some of these: written alike, or with the same last digits. */
export async function listPaidInvoices(
  tx: Tx,
  invoices: readonly SupplierInvoice[],
): Promise<readonly SupplierInvoice[]> {
  const paid = async (column: 'invoice_key' | 'digits_key', keys: readonly string[]) => {
    if (keys.length === 0) return [];
    const rows: { invoice_key: string; invoice_number: string }[] = await tx('payments')
      .select('invoice_key', 'invoice_number')
      .whereIn(column, [...new Set(keys)]);
    return rows.map((row) => ({
      supplier: supplierIn(row.invoice_key),
      number: row.invoice_number,
    }));
  };
  const digits = invoices.flatMap((invoice) => lastDigitsKey(invoice) ?? []);
  return [...(await paid('invoice_key', invoices.map(invoiceKey))), ...(await paid('digits_key', digits))];
}

function supplierIn(key: string): string {
  return key.slice(0, key.indexOf('/'));
}

/** From which line to which closed years carried money of some orders, the oldest first. */
export async function listCarriedLines(
  tx: Tx,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CarriedLine[]>> {
  if (orderIds.length === 0) return new Map();
  // A leaf names the way out and the way in next to each other.
  const rows = await selectRows<{ order_id: string; source: string; target: string }>(
    tx,
    `select gone.order_id, gone.account as source, come.account as target
       from moves gone join moves come on come.log_index = gone.log_index and come.sequence = gone.sequence + 1
       where gone.order_id in (${marksFor(orderIds)}) and gone.cause = 'carry-over' and gone.from_bucket = 'encumbered'
       order by gone.log_index, gone.sequence`,
    [...orderIds],
  );
  const byOrder = groupBy(rows, (row) => row.order_id);
  return new Map(
    [...byOrder].map(([id, lines]) => [id, lines.map(({ source, target }) => ({ from: source, to: target }))]),
  );
}

export async function insertPayments(tx: GovernedTx, payments: readonly PaymentToWrite[]): Promise<void> {
  await insertRows(
    tx,
    'payments',
    payments.map(({ payment, invoice }) => ({
      id: payment.id,
      order_id: payment.orderId,
      agency_code: payment.agencyCode,
      sequence: payment.sequence,
      invoice_number: payment.invoiceNumber,
      invoice_on: payment.invoiceOn,
      invoice_key: invoice && invoiceKey(invoice),
      digits_key: invoice && lastDigitsKey(invoice),
      amount_fen: payment.amountFen,
      released_fen: payment.releasedFen,
      is_final: Number(payment.isFinal),
      outcome: payment.outcome,
      decision_id: payment.decisionId,
      decided_at: payment.decidedAt,
      log_index: payment.logIndex,
    })),
  );
  await insertParts(
    tx,
    payments.flatMap(({ payment }) => {
      return payment.parts.map((part) =>
        partRow({ documentId: payment.id, paymentId: payment.id, ...payment }, part, 1),
      );
    }),
  );
}

export interface CreditNoteToWrite {
  readonly note: CreditNote;
  readonly invoice: SupplierInvoice;
}

export async function insertCreditNote(tx: GovernedTx, { note, invoice }: CreditNoteToWrite): Promise<void> {
  await insertRows(tx, 'credit_notes', [
    {
      id: note.id,
      payment_id: note.paymentId,
      order_id: note.orderId,
      agency_code: note.agencyCode,
      number: note.number,
      number_key: invoiceKey(invoice),
      digits_key: lastDigitsKey(invoice),
      credited_on: note.creditedOn,
      amount_fen: note.amountFen,
      goes_to: note.goesTo,
      recorded_at: note.recordedAt,
      log_index: note.logIndex,
    },
  ]);
  await insertParts(
    tx,
    note.parts.map((part) => partRow({ documentId: note.id, ...note }, part, -1)),
  );
}

interface PartOf {
  readonly documentId: string;
  readonly paymentId: string;
  readonly orderId: string;
}

function partRow({ documentId, paymentId, orderId }: PartOf, part: FundedPart, sign: 1 | -1): Row {
  return {
    ...{ document_id: documentId, payment_id: paymentId, order_id: orderId, part: part.part },
    ...{ quantity: sign * part.quantity, amount_fen: sign * part.amountFen, funding: JSON.stringify(part.funding) },
  };
}

async function insertParts(tx: GovernedTx, rows: readonly Row[]): Promise<void> {
  await insertRows(tx, 'payment_parts', rows);
}

export async function findPaymentRow(tx: Tx, id: string): Promise<Payment | undefined> {
  const row: Row | undefined = await tx('payments').where({ id }).first();
  const [payment] = await withParts(tx, row ? [row] : []);
  return payment;
}

/** The payments of an order by their sequence. */
export async function listPaymentsOf(
  tx: Tx,
  { orderId, after, limit }: { readonly orderId: string; readonly after: number; readonly limit: number },
): Promise<readonly Payment[]> {
  const rows: Row[] = await tx('payments')
    .where({ order_id: orderId })
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit);
  return withParts(tx, rows);
}

/** The final payment of an order that stands: approved, and not wholly credited; undefined while there is none. */
export async function findFinalPayment(tx: Tx, orderId: string): Promise<string | undefined> {
  const [row] = await selectRows<{ id: string }>(
    tx,
    `select p.id from payments p
       where p.order_id = ? and p.is_final = 1 and p.outcome = 'approved' and (p.amount_fen = 0 or p.amount_fen >
         (select coalesce(sum(c.amount_fen), 0) from credit_notes c where c.payment_id = p.id)) limit 1`,
    [orderId],
  );
  return row?.id;
}

async function withParts(tx: Tx, rows: readonly Row[]): Promise<readonly Payment[]> {
  const parts = await listParts(
    tx,
    rows.map(({ id }) => String(id)),
  );
  return rows.map((row) => ({
    id: String(row.id),
    orderId: String(row.order_id),
    agencyCode: String(row.agency_code),
    sequence: Number(row.sequence),
    invoiceNumber: row.invoice_number === null ? null : String(row.invoice_number),
    invoiceOn: row.invoice_on === null ? null : civilDate(String(row.invoice_on)),
    amountFen: fen(Number(row.amount_fen)),
    releasedFen: fen(Number(row.released_fen)),
    isFinal: Number(row.is_final) === 1,
    outcome: String(row.outcome) as Outcome,
    decisionId: String(row.decision_id),
    decidedAt: instant(String(row.decided_at)),
    logIndex: Number(row.log_index),
    parts: parts.get(String(row.id)) ?? [],
  }));
}

/** The credit notes of some payments, the first first. */
export async function listCreditNotes(tx: Tx, paymentIds: readonly string[]): Promise<readonly CreditNote[]> {
  if (paymentIds.length === 0) return [];
  const rows: Row[] = await tx('credit_notes')
    .whereIn('payment_id', [...paymentIds])
    .orderBy('log_index');
  const parts = await listParts(
    tx,
    rows.map(({ id }) => String(id)),
  );
  return rows.map((row) => ({
    id: String(row.id),
    paymentId: String(row.payment_id),
    orderId: String(row.order_id),
    agencyCode: String(row.agency_code),
    number: String(row.number),
    creditedOn: civilDate(String(row.credited_on)),
    amountFen: fen(Number(row.amount_fen)),
    goesTo: row.goes_to === 'available' ? 'available' : 'encumbered',
    recordedAt: instant(String(row.recorded_at)),
    logIndex: Number(row.log_index),
    parts: parts.get(String(row.id)) ?? [],
  }));
}

/** Credit notes that may be this one: written alike, or with the same last digits. */
export async function listCreditNotesLike(tx: Tx, invoice: SupplierInvoice): Promise<readonly SupplierInvoice[]> {
  const alike = async (column: 'number_key' | 'digits_key', key: string | null) => {
    if (key === null) return [];
    const rows: { number_key: string; number: string }[] = await tx('credit_notes')
      .select('number_key', 'number')
      .where({ [column]: key });
    return rows.map((row) => ({
      supplier: supplierIn(row.number_key),
      number: row.number,
    }));
  };
  return [...(await alike('number_key', invoiceKey(invoice))), ...(await alike('digits_key', lastDigitsKey(invoice)))];
}

/** Parts by the payment or credit note that they are of; what was taken back is told above zero. */
async function listParts(tx: Tx, documentIds: readonly string[]): Promise<ReadonlyMap<string, readonly FundedPart[]>> {
  if (documentIds.length === 0) return new Map();
  const rows: Row[] = await tx('payment_parts')
    .whereIn('document_id', [...documentIds])
    .orderBy(['document_id', 'part']);
  const parts = rows.map((row) => ({
    documentId: String(row.document_id),
    part: String(row.part),
    quantity: Math.abs(Number(row.quantity)),
    amountFen: fen(Math.abs(Number(row.amount_fen))),
    funding: fundingIn(String(row.funding)),
  }));
  const byDocument = groupBy(parts, ({ documentId }) => documentId);
  return new Map([...byDocument].map(([id, own]) => [id, own.map(({ documentId: _id, ...part }) => part)]));
}

function fundingIn(text: string): readonly FundedAmount[] {
  const funding = JSON.parse(text) as readonly { readonly budgetLine: string; readonly amountFen: number }[];
  return funding.map(
    ({ budgetLine, amountFen }): FundedAmount => ({ budgetLine, amountFen: fen(amountFen) satisfies Fen }),
  );
}
