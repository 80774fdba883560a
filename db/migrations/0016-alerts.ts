import { count, creditCode, day, instant, longText, tableStatements } from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What each agency was told on a day. No rule reads it, so nothing in the log speaks of it.
  step('0016-alert-digests', (engine) =>
    tableStatements(engine, 'alert_digests', {
      columns: [
        day('on_day'),
        creditCode('agency_code'),
        instant('made_at'),
        count('urgent'),
        count('soon'),
        count('notice'),
        longText('alerts'),
      ],
      key: ['on_day', 'agency_code'],
      indexes: { alert_digests_by_agency: ['agency_code', 'on_day'] },
    }),
  ),
];
