import {
  creditCode,
  flag,
  id,
  instant,
  label,
  logIndex,
  longText,
  optionalId,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  step('0026-platforms', (engine) =>
    tableStatements(engine, 'platforms', {
      columns: [
        id('id'),
        label('label'),
        'url varchar(2000) not null',
        'region char(6) not null',
        longText('callback_keys'),
        flag('is_active'),
        logIndex(),
      ],
      key: ['id'],
    }),
  ),
  // What platforms have told the gate, each of their events once.
  step('0026-platform-reports', (engine) =>
    tableStatements(engine, 'platform_reports', {
      columns: [
        id('id'),
        id('platform_id'),
        'event_id varchar(200) not null',
        'input_digest varchar(80) not null',
        id('order_id'),
        creditCode('agency_code'),
        word('kind'),
        instant('occurred_at'),
        word('outcome'),
        optionalWord('code'),
        optionalId('decision_id'),
        optionalWord('decision_outcome'),
        'note varchar(2000)',
        logIndex(),
      ],
      key: ['id'],
      unique: { platform_reports_by_event: ['platform_id', 'event_id'] },
      indexes: { platform_reports_by_order: ['order_id', 'kind'] },
    }),
  ),
];
