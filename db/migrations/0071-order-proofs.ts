import { count, hash, id, optionalCount, tableStatements } from '../columns.ts';
import { columnStep, step } from '../step.ts';

export const steps = [
  // The machines that a revision shows a paper for: by it a paper is found that is shown for more than it covers.
  step('0071-order-proofs', (engine) =>
    tableStatements(engine, 'order_proofs', {
      columns: [
        id('order_id'),
        'revision integer not null',
        // Of agency, kind and number.
        hash('proof_key'),
        count('machines'),
        optionalCount('covers'),
      ],
      key: ['order_id', 'revision', 'proof_key'],
      indexes: { order_proofs_by_key: ['proof_key'] },
    }),
  ),
  // The paper that proves the system of a machine that came, where the law counted papers then.
  columnStep('0071-delivered-proofs', {
    table: 'accepted_devices',
    columns: ['proof_key char(64)', optionalCount('proof_covers')],
    indexes: { accepted_devices_by_proof: ['proof_key'] },
  }),
];
