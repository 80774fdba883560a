import { count, creditCode, day, id, money, tableStatements, word } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What standing revisions pay for machines that have a cap, by category, and for what stands beside them (`beside`). Only
  // what is ordered from now on is kept: the days that a policy looks back over are few.
  step('0078-machine-costs', (engine) =>
    tableStatements(engine, 'order_machine_costs', {
      columns: [
        id('order_id'),
        'revision integer not null',
        word('kind'),
        creditCode('agency_code'),
        count('pieces'),
        money('amount_fen'),
        day('submitted_on'),
      ],
      key: ['order_id', 'revision', 'kind'],
      indexes: { order_machine_costs_by_agency: ['agency_code', 'kind', 'submitted_on'] },
    }),
  ),
];
