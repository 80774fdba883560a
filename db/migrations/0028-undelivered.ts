import { count, id, instant, label, logIndex, optionalInstant, optionalWord, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What a receiver did not take, or what waits behind that, while its cursor went on.
  step('0028-undelivered-leaves', (engine) =>
    tableStatements(engine, 'undelivered_leaves', {
      columns: [
        id('receiver_id'),
        logIndex(),
        label('subject'),
        count('failures'),
        instant('since'),
        optionalInstant('next_attempt_at'),
        'status smallint',
        optionalWord('error'),
      ],
      key: ['receiver_id', 'log_index'],
    }),
  ),
];
