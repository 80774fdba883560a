import { creditCode, day, id, label, logIndex, tableStatements, word } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // Names that an import could not read, of software that is counted: until somebody says what they mean, the kind is not known.
  step('0085-unread-names', (engine) =>
    tableStatements(engine, 'unread_names', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        label('name'),
        label('name_key'),
        word('category'),
        word('kind'),
        day('seen_on'),
        logIndex(),
      ],
      key: ['id'],
      unique: { unread_names_key: ['agency_code', 'name_key', 'kind'] },
    }),
  ),
];
