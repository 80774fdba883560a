import { type Actor, type CivilDate, type Role, text } from '../kernel/index.ts';
import { derived, optionalText, type ReferenceKind, read, textField } from '../reference/index.ts';

/** The four seats that the work plans of 2017 want filled; the other duties are those of the agency's own working group. */
export const SEATS = ['head', 'leader-in-charge', 'responsible', 'liaison'] as const;
export type Seat = (typeof SEATS)[number];

/** A person's term in a duty of an agency. An agency has several over time, and several duties at one time. */
export interface ResponsiblePerson {
  readonly id: string;
  readonly agencyCode: string;
  readonly duty: Seat | 'group-head' | 'group-deputy' | 'group-member';
  readonly name: string;
  readonly position: string | null;
  readonly department: string | null;
  readonly rank: 'bureau' | 'division' | 'section' | 'staff' | null;
  readonly phone: string | null;
  readonly mobile: string | null;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly endReason: string | null;
}

export const RESPONSIBLE_PERSON: ReferenceKind<ResponsiblePerson> = {
  type: 'responsible-person',
  called: text('责任人', 'responsible person'),
  table: 'responsible_persons',
  key: 'id',
  idPrefix: 'rsp',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    duty: textField('duty'),
    name: read(textField('name')),
    position: optionalText('position'),
    department: optionalText('department'),
    rank: optionalText('civil_rank'),
    phone: optionalText('phone'),
    mobile: optionalText('mobile'),
    from: textField('from_on'),
    until: optionalText('until_on'),
    endReason: optionalText('end_reason'),
  },
  // A reason often names the one who comes or goes.
  seals: ['/after/name', '/after/phone', '/after/mobile', '/after/endReason', '/reason'],
  agency: 'agencyCode',
  identity: { lookUp: 'agencyCode', of: ({ agencyCode, duty, name, from }) => [agencyCode, duty, name, from] },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    duty: { by: 'equal', column: 'duty' },
    on: { by: 'in-force', from: 'from_on', until: 'until_on' },
  },
  listedBy: {
    responsible_persons_listed_by_agency: ['agency_code'],
  },
};

type Term = Pick<ResponsiblePerson, 'from' | 'until'>;

/** Whether two terms share a day; without an end a term lasts. */
export function overlap(one: Term, other: Term): boolean {
  const startsInTime = (term: Term, of: Term): boolean => of.until === null || term.from <= of.until;
  return startsInTime(one, other) && startsInTime(other, one);
}

/** An agency's own people and those who keep the register may call; everybody else need not. */
const ROLES_WITH_PHONE: readonly Role[] = [
  'procurement-officer',
  'agency-approver',
  'agency-liaison',
  'legalization-office',
  'installer',
];

/** The person as this reader may see it. */
export function shownTo(actor: Pick<Actor, 'role'>, person: ResponsiblePerson): ResponsiblePerson {
  if (ROLES_WITH_PHONE.includes(actor.role)) return person;
  return { ...person, phone: person.phone === null ? null : masked(person.phone), mobile: null };
}

/** Enough to recognise a number that one knows: 138****1234. */
function masked(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
