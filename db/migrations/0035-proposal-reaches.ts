import { id, tableStatements, word } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // How far a proposal reaches beside its agencies. One from before has no row, and is taken to bind the whole gate.
  step('0035-proposal-reaches', (engine) =>
    tableStatements(engine, 'proposal_reaches', {
      columns: [
        id('proposal_id'),
        // `gate`, `region` or `agency`.
        word('kind'),
        // The code of the region or agency; empty for the gate, whose region may be another one later.
        word('code'),
      ],
      key: ['proposal_id', 'kind', 'code'],
    }),
  ),
];
