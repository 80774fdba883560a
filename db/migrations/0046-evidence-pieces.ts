import { hash, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // The bytes of proofs, in pieces of a mebibyte: in the database, so that every machine of a gate has them.
  step('0046-evidence-pieces', (engine) =>
    tableStatements(engine, 'evidence_pieces', {
      columns: [hash('hash'), 'place int not null', `bytes ${engine === 'mysql' ? 'mediumblob' : 'blob'} not null`],
      key: ['hash', 'place'],
    }),
  ),
];
