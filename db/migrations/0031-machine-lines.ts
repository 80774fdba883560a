import { count, day, hash, id, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What standing revisions buy of computers, line by line: by it an order with one line more or less is found to be a twin.
  step('0031-machine-lines', (engine) =>
    tableStatements(engine, 'order_machine_lines', {
      columns: [
        id('order_id'),
        'revision integer not null',
        // Of agency, supplier, category, model or description, and quantity.
        hash('line_key'),
        count('copies'),
        // Of computers, in the whole revision.
        count('order_lines'),
        day('submitted_on'),
      ],
      key: ['order_id', 'revision', 'line_key'],
      indexes: { order_machine_lines_by_key: ['line_key', 'submitted_on'] },
    }),
  ),
];
