import { type CivilDate, text } from '../../kernel/index.ts';
import {
  derived,
  integer,
  optionalInteger,
  optionalText,
  type ReferenceKind,
  textField,
} from '../../reference/index.ts';

/**
 * A signed letter of commitment (承诺书) of one who has a duty, or how many of the other staff have signed theirs, as a scanned
 * list shows it. A later count does not change an earlier one: each is what a list of its day says.
 */
export interface CommitmentLetter {
  readonly id: string;
  readonly agencyCode: string;
  /** A responsible person of the agency; null: it is a count of the other staff. */
  readonly person: string | null;
  readonly staffSigned: number | null;
  readonly staffDue: number | null;
  readonly signedOn: CivilDate;
  /** Which it is for: letters are signed each year. */
  readonly year: number;
  /** The hash of an evidence file of the agency. */
  readonly file: string;
  readonly recordedOn: CivilDate;
}

export const COMMITMENT_LETTER: ReferenceKind<CommitmentLetter> = {
  type: 'commitment-letter',
  called: text('承诺书', 'commitment letter'),
  table: 'commitment_letters',
  key: 'id',
  idPrefix: 'com',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    person: optionalText('person_id'),
    staffSigned: optionalInteger('staff_signed'),
    staffDue: optionalInteger('staff_due'),
    signedOn: textField('signed_on'),
    year: integer('letter_year'),
    file: textField('file_hash'),
    recordedOn: derived(textField('recorded_on')),
  },
  agency: 'agencyCode',
  identity: { lookUp: 'agencyCode', of: ({ agencyCode, person, year, file }) => [agencyCode, person, year, file] },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    year: { by: 'equal', column: 'letter_year' },
    person: { by: 'equal', column: 'person_id' },
  },
  listedBy: {
    commitment_letters_listed_by_agency_year: ['agency_code', 'letter_year'],
    commitment_letters_listed_by_agency: ['agency_code'],
    commitment_letters_listed_by_year: ['letter_year'],
    commitment_letters_listed_by_person: ['person_id'],
  },
  derive: (letter, { on }) => ({ ...letter, recordedOn: on }),
};
