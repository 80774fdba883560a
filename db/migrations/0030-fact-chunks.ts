import { count, logIndex, longText, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What rules look at of past decisions, in columns: made of their records by a job, for back-tests.
  step('0030-fact-chunks', (engine) =>
    tableStatements(engine, 'fact_chunks', {
      columns: [
        logIndex('from_index'),
        logIndex('next_index'),
        count('rule_set'),
        count('decisions'),
        longText('content'),
      ],
      key: ['from_index'],
    }),
  ),
];
