import type { Actor } from '../../kernel/index.ts';
import { type Fulfilment, joining, keptIn } from '../../orders/index.ts';
import { decidePayment, payableOrder } from './decide-payment.ts';
import { isSameInvoice } from './invoice-number.ts';
import { PAYMENTS } from './load-payment-progress.ts';
import { sumByLine, supplierInvoice } from './payment.ts';
import { askedPayment, type PaymentStatement } from './payment-body.ts';
import { refusalOfPayment } from './payment-refusals.ts';
import { settle } from './settlement.ts';

/** Pays an invoice of an order under contract. */
export function paymentStep(actor: Actor, statement: PaymentStatement): Fulfilment {
  const asked = askedPayment(statement);
  const { invoiceNumber, parts, isFinal } = asked;
  return {
    step: 'pay',
    joins: joining(PAYMENTS, invoiceNumber),
    bodyFor: () => null,
    perform: (batch, known) => {
      const payable = payableOrder(batch, known);
      const { standing, contribution, paid, carriedOver } = payable;
      const settlement = settle({ body: standing.body, contribution, parts, paid, carriedOver, isFinal });
      const invoice = invoiceNumber === null ? null : supplierInvoice(standing.body, invoiceNumber);
      const touched = sumByLine([...settlement.parts, { funding: settlement.released }]);
      const refusal = refusalOfPayment({
        ...{ asked, payable, settlement, on: batch.entry.on },
        isInvoiceUsed:
          invoice !== null && keptIn(batch, PAYMENTS).paidInvoices.some((paid) => isSameInvoice(paid, invoice)),
        frozen: touched.flatMap(({ budgetLine }) =>
          batch.books.budgetLines.get(budgetLine)?.isFrozen ? [budgetLine] : [],
        ),
      });
      if (refusal) return { kind: 'refused', refusal };
      return decidePayment(batch, { actor, payable, asked, settlement });
    },
  };
}
