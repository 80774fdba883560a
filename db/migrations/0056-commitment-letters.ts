import { creditCode, day, hash, id, logIndex, optionalCount, optionalId, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // Who has signed to use genuine software: a letter each of those with a duty, a count of the other staff.
  step('0056-commitment-letters', (engine) =>
    tableStatements(engine, 'commitment_letters', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        optionalId('person_id'),
        optionalCount('staff_signed'),
        optionalCount('staff_due'),
        day('signed_on'),
        'letter_year integer not null',
        hash('file_hash'),
        day('recorded_on'),
        logIndex(),
      ],
      key: ['id'],
      indexes: {
        commitment_letters_listed_by_agency_year: ['agency_code', 'letter_year', 'id'],
        commitment_letters_listed_by_agency: ['agency_code', 'id'],
        commitment_letters_listed_by_year: ['letter_year', 'id'],
        commitment_letters_listed_by_person: ['person_id', 'id'],
      },
    }),
  ),
];
