import { step } from '../step.ts';

const BY_RELEASE = 'installations_by_release';
const OF_COPIES = 'agency_code, category, product, edition, version, seen_to, seen_from, seen_last, device_id';

/**
 * InnoDB takes 3,072 bytes for a key, counting four for each character that there may be. The contract takes a hundred characters
 * of an edition and of a version, so that none is cut.
 */
const SHORT_ENOUGH = 'modify edition varchar(190), modify version varchar(190)';

const BY_AGENCY = 'devices_by_agency';
const OF_DEVICES = 'agency_code, category, state, id, acquired_on, asset_number, serial';

export const steps = [
  // All that a licence position asks of copies, with those of one release together: by the table each was looked up by itself.
  step('0066-copies-by-release', (engine) =>
    engine === 'mysql'
      ? [
          `alter table installations ${SHORT_ENOUGH}, drop key /*M! if exists */ ${BY_RELEASE}, add key ${BY_RELEASE} (${OF_COPIES})`,
        ]
      : [`create index if not exists ${BY_RELEASE} on installations (${OF_COPIES})`],
  ),
  // With both numbers at its end the index alone tells how many computers have them, which an audit asks.
  step('0066-numbered-computers-by-agency', (engine) =>
    engine === 'mysql'
      ? [`alter table devices drop key /*M! if exists */ ${BY_AGENCY}, add key ${BY_AGENCY} (${OF_DEVICES})`]
      : [`drop index if exists ${BY_AGENCY}`, `create index if not exists ${BY_AGENCY} on devices (${OF_DEVICES})`],
  ),
];
