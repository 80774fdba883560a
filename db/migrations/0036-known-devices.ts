import { digest, instant, label, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  step('0036-known-devices', (engine) =>
    tableStatements(engine, 'known_devices', {
      columns: [label('device'), digest('account'), instant('seen_at')],
      key: ['device', 'account'],
      indexes: { known_devices_of_account: ['account', 'seen_at'], known_devices_by_time: ['seen_at'] },
    }),
  ),
];
