import { day, id, money, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What a contract says beyond the revision of the order that it made. Whether it was approved, its decisions say.
  step('0008-order-contracts', (engine) =>
    tableStatements(engine, 'order_contracts', {
      columns: [
        id('order_id'),
        'revision integer not null',
        'number varchar(100) not null',
        day('signed_on'),
        money('amount_fen'),
        'preference_applied smallint',
      ],
      key: ['order_id', 'revision'],
    }),
  ),
];
