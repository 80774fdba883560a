import { optionalLabel, optionalWord } from '../columns.ts';
import { columnStep } from '../step.ts';

/** What the summary table of responsible persons asks for besides name, position and telephone. */
export const steps = [
  columnStep('0051-roster', {
    table: 'responsible_persons',
    columns: [
      optionalLabel('department'),
      optionalWord('civil_rank'),
      optionalWord('mobile'),
      'end_reason varchar(500)',
    ],
  }),
];
