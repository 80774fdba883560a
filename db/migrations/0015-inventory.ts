import { creditCode, id, label, logIndex, optionalLabel, optionalWord, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What an agency says that names on its computers mean; a name that it has not spoken of has no row.
  step('0015-software-names', (engine) =>
    tableStatements(engine, 'software_names', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        label('name'),
        label('name_key'),
        optionalWord('category'),
        // Null: what is called so is not counted.
        optionalLabel('product'),
        optionalLabel('edition'),
        optionalLabel('version'),
        logIndex(),
      ],
      key: ['id'],
      unique: { software_names_key: ['agency_code', 'name_key'] },
    }),
  ),
];
