import { count, instant, logIndex, longText, optionalInstant, tableStatements, word } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // Accounts that did not reconcile. One row for each that ever was frozen, as its last leaf left it.
  step('0010-frozen-accounts', (engine) =>
    tableStatements(engine, 'frozen_accounts', {
      columns: [
        word('account_kind'),
        'account varchar(100) not null',
        longText('faults'),
        count('fault_count'),
        instant('frozen_at'),
        optionalInstant('unfrozen_at'),
        logIndex(),
      ],
      key: ['account_kind', 'account'],
      indexes: { frozen_accounts_open: ['unfrozen_at', 'account_kind', 'account'] },
    }),
  ),
];
