import type { Tx } from '../../db/index.ts';
import type { BatchPart, Wished } from '../../orders/index.ts';
import { listProgress } from '../delivery/list-progress.ts';
import { NO_PROGRESS } from '../delivery/progress.ts';
import type { SupplierInvoice } from './invoice-number.ts';
import { type PaymentProgress, type PaymentToWrite, supplierInvoice } from './payment.ts';
import { countPayments, insertPayments, listCarriedLines, listPaidInvoices, sumPaid } from './payments-repository.ts';

/** What the payments of a batch are judged by, and what they leave to be written. */
export interface Payments {
  /** The orders that they pay. */
  readonly paying: ReadonlyMap<string, PaymentProgress>;
  /** Paid invoices that may be one of those that they name: the same supplier's invoice is paid once. */
  readonly paidInvoices: SupplierInvoice[];
  readonly toWrite: PaymentToWrite[];
}

/** A payment wants the invoice looked up that it names. */
type InvoiceNumber = string | null;

export const PAYMENTS: BatchPart<InvoiceNumber, Payments> = {
  load: async (tx, wishes) => {
    const ids = [...new Set(wishes.map(({ known }) => known.order.id))];
    return {
      paying: await loadPaymentProgress(tx, ids),
      paidInvoices: await loadPaidInvoices(tx, wishes),
      toWrite: [],
    };
  },
  write: (tx, { toWrite }) => insertPayments(tx, toWrite),
};

async function loadPaymentProgress(tx: Tx, ids: readonly string[]): Promise<Payments['paying']> {
  const paid = await sumPaid(tx, ids);
  const counts = await countPayments(tx, ids);
  const carried = await listCarriedLines(tx, ids);
  const progress = await listProgress(tx, ids);
  const payingOf = (id: string): PaymentProgress => ({
    paid: paid.get(id) ?? new Map(),
    payments: counts.get(id) ?? 0,
    carriedOver: carried.get(id) ?? [],
    progress: progress.get(id) ?? NO_PROGRESS,
  });
  return new Map(ids.map((id) => [id, payingOf(id)]));
}

async function loadPaidInvoices(tx: Tx, wishes: readonly Wished<InvoiceNumber>[]): Promise<SupplierInvoice[]> {
  const invoices = wishes.flatMap(({ known: { standing }, wish }) =>
    standing && wish !== null ? [supplierInvoice(standing.body, wish)] : [],
  );
  return [...(await listPaidInvoices(tx, invoices))];
}
