import { id, tableStatements, word } from '../columns.ts';
import { columnStep, step } from '../step.ts';

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
  // Not unique: orders from before may have references that are equal only without their blanks.
  columnStep('0035-folded-references', {
    table: 'orders',
    columns: ['folded_key varchar(120)'],
    indexes: { orders_by_folded_key: ['folded_key'] },
  }),
  // What SQL can fold of those from before: plain, wide and unbreakable blanks. Full-width letters stay as they are.
  step('0035-fold-references', () => [
    `update orders set folded_key = replace(replace(replace(order_key, ' ', ''), '\u3000', ''), '\u00a0', '')
     where folded_key is null`,
  ]),
];
