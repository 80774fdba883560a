import type { Tx } from '../db/index.ts';
import type { OrderAct } from './act.ts';
import type { Batch, KnownOrder } from './batch.ts';
import { listProgress } from './list-progress.ts';
import { invoiceKey, type Paying } from './payment.ts';
import { countPayments, listCarriedLines, listPaidInvoices, sumPaid } from './payments-repository.ts';
import { NO_PROGRESS } from './progress.ts';

/** What the payments among the acts are judged by; nothing is read where there are none. */
export async function loadPaying(
  tx: Tx,
  acts: readonly OrderAct[],
  known: ReadonlyMap<string, KnownOrder>,
): Promise<Pick<Batch, 'paying' | 'paidInvoices'>> {
  const payments = acts.flatMap((act) => (act.kind === 'fulfil' && act.step === 'pay' ? [act] : []));
  if (payments.length === 0) return { paying: new Map(), paidInvoices: new Set() };
  const ids = [...new Set(payments.map(({ orderId }) => orderId))];
  const keys = payments.flatMap(({ orderId, invoiceNumber }) => {
    const standing = known.get(orderId)?.standing;
    return standing && invoiceNumber ? [invoiceKey(standing.body, invoiceNumber)] : [];
  });
  const paid = await sumPaid(tx, ids);
  const counts = await countPayments(tx, ids);
  const carried = await listCarriedLines(tx, ids);
  const progress = await listProgress(tx, ids);
  const payingOf = (id: string): Paying => ({
    paid: paid.get(id) ?? new Map(),
    payments: counts.get(id) ?? 0,
    carriedOver: carried.get(id) ?? [],
    progress: progress.get(id) ?? NO_PROGRESS,
  });
  return {
    paying: new Map(ids.map((id) => [id, payingOf(id)])),
    paidInvoices: new Set(await listPaidInvoices(tx, keys)),
  };
}
