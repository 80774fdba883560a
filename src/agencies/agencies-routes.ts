import type { Database } from '../db/index.ts';
import type { Handlers } from '../http/operation.ts';
import type { GovernedDeps } from '../log/index.ts';
import { referenceRoutes } from '../reference/index.ts';
import { handOverHandler } from './hand-over-routes.ts';
import { AGENCIES } from './record-agencies.ts';
import { RESPONSIBLE_PERSONS } from './record-responsible-persons.ts';
import { shownTo } from './responsible-person.ts';
import { rosterTableHandler } from './roster-table/roster-table-routes.ts';

/** Agencies and the persons responsible for genuine software in them. */
export function agenciesRoutes(db: Database, deps: GovernedDeps): Handlers {
  const agencies = referenceRoutes(db, deps, {
    kind: AGENCIES,
    path: '/v1/agencies',
    creation: 'AgencyCreation',
    answer: ({ state }) => state,
  });
  const persons = referenceRoutes(db, deps, {
    kind: RESPONSIBLE_PERSONS,
    path: '/v1/responsible-persons',
    creation: 'ResponsiblePersonCreation',
    answer: ({ state }, actor) => shownTo(actor, state),
  });

  return {
    createAgency: agencies.create,
    listAgencies: agencies.list,
    getAgency: agencies.get,
    describeAgency: agencies.describe,
    changeAgency: agencies.change,
    importAgencies: agencies.import,
    createResponsiblePerson: persons.create,
    listResponsiblePersons: persons.list,
    getResponsiblePerson: persons.get,
    describeResponsiblePerson: persons.describe,
    changeResponsiblePerson: persons.change,
    handOver: handOverHandler(db, deps),
    importResponsiblePersons: persons.import,
    importRosterTable: rosterTableHandler(db, deps),
  };
}
