export { ERASABLE_RESPONSIBLE_PERSONS } from './erase-responsible-persons.ts';
export { type AgencyFacts, type DutyFacts, factsOfAgencies, factsOfResponsiblePersons } from './facts-of-agencies.ts';
