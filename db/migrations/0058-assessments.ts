import {
  day,
  digest,
  id,
  instant,
  logIndex,
  longText,
  optionalCount,
  optionalDay,
  optionalInstant,
  optionalWord,
  tableStatements,
} from '../columns.ts';
import { columnStep, step } from '../step.ts';

export const steps = [
  // How the assessment of a filing stands, for lists; every change of it is a leaf.
  columnStep('0058-assessed-filings', {
    table: 'filings',
    columns: [optionalWord('assessment'), optionalCount('score'), optionalWord('grade'), optionalDay('respond_by')],
    indexes: { filings_by_assessment: ['assessment', 'id'] },
  }),
  // Scores as an office proposed them, frozen: the exact bytes, whose digest the leaf has, and what became of each.
  step('0058-filing-assessments', (engine) =>
    tableStatements(engine, 'filing_assessments', {
      columns: [
        id('filing_id'),
        'round bigint not null',
        'revision bigint not null',
        longText('body'),
        digest('digest'),
        day('respond_by'),
        instant('scored_at'),
        logIndex('scored_index'),
        optionalWord('answer'),
        optionalInstant('answered_at'),
        optionalCount('answered_index'),
        // The files of the answer.
        longText('answer_files'),
        optionalInstant('confirmed_at'),
        optionalCount('confirmed_index'),
      ],
      key: ['filing_id', 'round'],
    }),
  ),
];
