import {
  count,
  creditCode,
  day,
  flag,
  id,
  instant,
  logIndex,
  longText,
  money,
  optionalDay,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // Payments as they were put, whatever their outcome. `invoice_key` is there for approved ones: an invoice is paid once.
  step('0014-payments', (engine) =>
    tableStatements(engine, 'payments', {
      columns: [
        id('id'),
        id('order_id'),
        creditCode('agency_code'),
        'sequence integer not null',
        'invoice_number varchar(100)',
        optionalDay('invoice_on'),
        'invoice_key varchar(200)',
        money('amount_fen'),
        money('released_fen'),
        flag('is_final'),
        word('outcome'),
        id('decision_id'),
        instant('decided_at'),
        logIndex(),
      ],
      key: ['id'],
      unique: { payments_by_order: ['order_id', 'sequence'], payments_by_invoice: ['invoice_key'] },
      indexes: { payments_by_leaf: ['log_index'] },
      checks: ['amount_fen >= 0', 'released_fen >= 0'],
    }),
  ),
  step('0014-credit-notes', (engine) =>
    tableStatements(engine, 'credit_notes', {
      columns: [
        id('id'),
        id('payment_id'),
        id('order_id'),
        creditCode('agency_code'),
        'number varchar(100) not null',
        'number_key varchar(200) not null',
        day('credited_on'),
        money('amount_fen'),
        // Where the money went: `encumbered`, or `available` where nothing more is to be paid.
        word('goes_to'),
        instant('recorded_at'),
        logIndex(),
      ],
      key: ['id'],
      unique: { credit_notes_by_number: ['number_key'] },
      indexes: { credit_notes_by_payment: ['payment_id'], credit_notes_by_order: ['order_id'] },
      checks: ['amount_fen > 0'],
    }),
  ),
  // What payments pay by part of the order, and what credit notes take back, below zero.
  step('0014-payment-parts', (engine) =>
    tableStatements(engine, 'payment_parts', {
      columns: [
        // The payment or the credit note.
        id('document_id'),
        id('payment_id'),
        id('order_id'),
        // `line/1`, `item/2`.
        word('part'),
        count('quantity'),
        money('amount_fen'),
        // From which budget lines, or back to which; none of a payment that was not approved.
        longText('funding'),
      ],
      key: ['document_id', 'part'],
      indexes: { payment_parts_by_payment: ['payment_id'], payment_parts_by_order: ['order_id'] },
    }),
  ),
];
