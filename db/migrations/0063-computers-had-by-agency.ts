import { step } from '../step.ts';

const INDEX = 'devices_by_agency';
const COLUMNS = 'agency_code, category, state, id, acquired_on';

export const steps = [
  // With the day at its end the index alone counts the computers that an agency had; by the table each is looked at by itself.
  step('0063-computers-had-by-agency', (engine) =>
    engine === 'mysql'
      ? [`alter table devices drop key /*M! if exists */ ${INDEX}, add key ${INDEX} (${COLUMNS})`]
      : [`drop index if exists ${INDEX}`, `create index if not exists ${INDEX} on devices (${COLUMNS})`],
  ),
];
