import type { MigrationStep } from '../step.ts';

/** A machine that went back may come again under its serial: one device, accepted more than once. */
const isAgain = 'add column is_again smallint';
const byDevice = 'accepted_devices_of_device';

export const steps: readonly MigrationStep[] = [
  {
    name: '0021-machines-again',
    adds: { table: 'accepted_devices', column: 'is_again' },
    statements: (engine) =>
      engine === 'mysql'
        ? [
            `alter table accepted_devices ${isAgain}, drop key accepted_devices_by_device, add key ${byDevice} (device_id)`,
          ]
        : [
            `alter table accepted_devices ${isAgain}`,
            'drop index if exists accepted_devices_by_device',
            `create index if not exists ${byDevice} on accepted_devices (device_id)`,
          ],
  },
];
