import {
  creditCode,
  day,
  id,
  instant,
  logIndex,
  optionalCount,
  optionalId,
  optionalInstant,
  tableStatements,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // Certificates that platforms have used. A certificate is that of one decision, and is used once.
  step('0023-redemptions', (engine) =>
    tableStatements(engine, 'redemptions', {
      columns: [
        id('decision_id'),
        id('order_id'),
        creditCode('agency_code'),
        'revision integer not null',
        // The platform's own number of the purchase.
        'reference varchar(100) not null',
        instant('redeemed_at'),
        id('key_id'),
        optionalId('person_id'),
        day('contract_due_on'),
        instant('clearance_ends_at'),
        logIndex(),
        optionalInstant('cancelled_at'),
        optionalCount('cancelled_index'),
      ],
      key: ['decision_id'],
      indexes: { redemptions_by_order: ['order_id'], redemptions_by_due: ['contract_due_on'] },
    }),
  ),
];
