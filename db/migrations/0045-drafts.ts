import {
  creditCode,
  flag,
  id,
  instant,
  label,
  longText,
  optionalId,
  optionalInstant,
  optionalLongText,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What people type before it is put to the gate. No leaf tells of it, and nothing that decides reads it.
  step('0045-drafts', (engine) =>
    tableStatements(engine, 'drafts', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        word('kind'),
        optionalId('order_id'),
        label('title'),
        longText('content'),
        flag('is_classified'),
        // Counts how often it was saved or handed on: its tag.
        'version bigint not null',
        optionalId('maker_person'),
        id('maker_key'),
        instant('created_at'),
        optionalId('saver_person'),
        id('saver_key'),
        instant('saved_at'),
        // Whom it was handed to; null with a day when it was for any approver.
        optionalId('reviewer_person'),
        optionalInstant('handed_at'),
        optionalLongText('remark'),
        optionalWord('opinion'),
        optionalLongText('opinion_remark'),
        optionalId('opinion_person'),
        optionalInstant('opinion_at'),
      ],
      key: ['id'],
      indexes: { drafts_by_agency: ['agency_code', 'id'], drafts_by_time: ['saved_at'] },
    }),
  ),
];
