import { creditCode, day, id, logIndex, longText, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What units say of their lists: of which kinds there is nothing, and of which all of it stands in the register.
  step('0084-register-statements', (engine) =>
    tableStatements(engine, 'register_statements', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        day('as_of_on'),
        longText('kinds'),
        day('recorded_on'),
        logIndex(),
      ],
      key: ['id'],
      indexes: {
        register_statements_listed_by_agency: ['agency_code', 'id'],
      },
    }),
  ),
];
