import { digest, instant, label, logIndex, longText, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What offices have published; the forms of the package stand in its files.
  step('0052-forms', (engine) =>
    tableStatements(engine, 'forms', {
      columns: [
        // Id and revision.
        'form_key varchar(80) not null',
        'form_id varchar(60) not null',
        'revision int not null',
        'region char(6) not null',
        label('title_zh'),
        label('title_en'),
        digest('digest'),
        longText('body'),
        instant('published_at'),
        logIndex(),
      ],
      key: ['form_key'],
      unique: { forms_by_revision: ['form_id', 'revision'] },
      indexes: { forms_by_leaf: ['log_index'] },
    }),
  ),
];
