import {
  count,
  instant,
  logIndex,
  longText,
  optionalInstant,
  optionalMoney,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // How the closing of a year of a region goes. That the year takes nothing new is said by `fiscal_years`, from its start on.
  step('0011-year-closings', (engine) =>
    tableStatements(engine, 'year_closings', {
      columns: [
        'region char(6) not null',
        'fiscal_year smallint not null',
        // `running`, then `closed`.
        word('state'),
        longText('choices'),
        // What was open when it began: orders with reserved money, and commitments to be carried.
        count('to_do'),
        instant('started_at'),
        logIndex('started_index'),
        optionalInstant('closed_at'),
        optionalMoney('released_fen'),
        optionalMoney('carried_fen'),
        optionalMoney('kept_open_fen'),
        // Of its last leaf.
        logIndex(),
      ],
      key: ['region', 'fiscal_year'],
      indexes: { year_closings_by_state: ['state'] },
    }),
  ),
];
