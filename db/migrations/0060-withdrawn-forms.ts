import { optionalCount, optionalInstant } from '../columns.ts';
import { columnStep } from '../step.ts';

export const steps = [
  // Since when no campaign is launched with a form any more, and the leaf that says so.
  columnStep('0060-withdrawn-forms', {
    table: 'forms',
    columns: [optionalInstant('withdrawn_at'), optionalCount('withdrawn_index')],
  }),
];
