export { AGENCY, type Agency } from './agency.ts';
export { type AgencyFacts, type DutyFacts, factsOfAgencies, factsOfResponsiblePersons } from './facts-of-agencies.ts';
export { RESPONSIBLE_PERSON, type ResponsiblePerson, SEATS, type Seat, shownTo } from './responsible-person.ts';
