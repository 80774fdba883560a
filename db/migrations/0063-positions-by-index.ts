import { step } from '../step.ts';

const BY_AGENCY = 'devices_by_agency';
const OF_DEVICES = 'agency_code, category, state, id, acquired_on';
const OF_SITES = 'entitlements_of_sites';

export const steps = [
  // With the day at its end the index alone counts the computers that an agency had; by the table each is looked at by itself.
  step('0063-computers-had-by-agency', (engine) =>
    engine === 'mysql'
      ? [`alter table devices drop key /*M! if exists */ ${BY_AGENCY}, add key ${BY_AGENCY} (${OF_DEVICES})`]
      : [`drop index if exists ${BY_AGENCY}`, `create index if not exists ${BY_AGENCY} on devices (${OF_DEVICES})`],
  ),
  // Few licences are shared by a site, and whose position one enters is seen by the agencies that it names, so all are read.
  step('0063-licences-of-sites', (engine) => [
    engine === 'mysql'
      ? `create index /*M! if not exists */ ${OF_SITES} on entitlements (site(1))`
      : `create index if not exists ${OF_SITES} on entitlements (agency_code) where site is not null`,
  ]),
];
