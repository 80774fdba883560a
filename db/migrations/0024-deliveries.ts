import {
  count,
  flag,
  id,
  instant,
  label,
  logIndex,
  longText,
  optionalInstant,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  step('0024-webhook-endpoints', (engine) =>
    tableStatements(engine, 'webhook_endpoints', {
      columns: [
        id('id'),
        label('label'),
        'url varchar(2000) not null',
        longText('types'),
        // `grant` is a word of SQL.
        longText('reach'),
        longText('secrets'),
        flag('is_active'),
        logIndex(),
      ],
      key: ['id'],
    }),
  ),
  // The secrets themselves, sealed; what the log knows of each is its commitment.
  step('0024-webhook-secrets', (engine) =>
    tableStatements(engine, 'webhook_secrets', { columns: [id('id'), longText('sealed')], key: ['id'] }),
  ),
  // How far each receiver has been told. Machinery: whoever loses it tells things again, and nothing is lost.
  step('0024-delivery-cursors', (engine) =>
    tableStatements(engine, 'delivery_cursors', {
      columns: [
        id('receiver_id'),
        logIndex('next_index'),
        count('failures'),
        optionalInstant('failing_since'),
        optionalInstant('next_attempt_at'),
        optionalInstant('delivered_at'),
      ],
      key: ['receiver_id'],
    }),
  ),
  step('0024-deliveries', (engine) =>
    tableStatements(engine, 'deliveries', {
      columns: [
        id('id'),
        id('receiver_id'),
        logIndex(),
        word('type'),
        word('outcome'),
        'attempt integer not null',
        instant('at'),
        'status smallint',
        optionalWord('error'),
        'duration_ms integer not null',
        optionalInstant('next_attempt_at'),
      ],
      key: ['id'],
      indexes: {
        deliveries_by_receiver: ['receiver_id', 'id'],
        deliveries_by_leaf: ['receiver_id', 'log_index'],
        deliveries_by_time: ['at'],
      },
    }),
  ),
];
