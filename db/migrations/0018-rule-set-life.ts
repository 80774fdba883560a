import { optionalInstant, optionalLongText } from '../columns.ts';
import { columnStep } from '../step.ts';

export const steps = [
  // A change that one person signed for: why, until when another must confirm it, and when that was done.
  columnStep('0018-rule-set-emergency', {
    table: 'rule_sets',
    columns: [optionalLongText('emergency_reason'), optionalInstant('confirm_by'), optionalInstant('confirmed_at')],
  }),
];
