export { type AgencyFacts, type DutyFacts, factsOfAgencies, factsOfResponsiblePersons } from './facts-of-agencies.ts';
