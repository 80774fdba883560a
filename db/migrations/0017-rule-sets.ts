import { optionalDigest, optionalId, optionalInstant, optionalLongText, optionalWord } from '../columns.ts';
import { columnStep } from '../step.ts';

export const steps = [
  // The life of a rule set: who drafted it, what its tests proved, and when another took its place.
  columnStep('0017-rule-set-life', {
    table: 'rule_sets',
    columns: [
      optionalId('author'),
      optionalWord('author_role'),
      optionalLongText('review'),
      optionalDigest('review_digest'),
      optionalInstant('superseded_at'),
    ],
  }),
];
