import {
  count,
  creditCode,
  day,
  flag,
  id,
  instant,
  logIndex,
  longText,
  optionalCount,
  optionalId,
  optionalInstant,
  optionalLongText,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  step('0007-waivers', (engine) =>
    tableStatements(engine, 'waivers', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        word('owner'),
        longText('rules'),
        // A review is of one revision of an order; every other waiver is for machines of a category.
        optionalId('order_id'),
        'revision integer',
        optionalWord('category'),
        optionalCount('devices'),
        optionalCount('uses_max'),
        word('reason_code'),
        longText('text'),
        longText('evidence'),
        optionalId('maker'),
        longText('signers'),
        day('from_on'),
        day('until_on'),
        flag('is_classified'),
        instant('granted_at'),
        optionalInstant('revoked_at'),
        optionalId('revoked_by'),
        optionalLongText('revocation_reason'),
        logIndex(),
      ],
      key: ['id'],
      indexes: { waivers_by_agency: ['agency_code', 'until_on'], waivers_by_order: ['order_id'] },
    }),
  ),
  // What orders take of waivers while they stand: their machines, by the decision that they stand on.
  step('0007-waiver-uses', (engine) =>
    tableStatements(engine, 'waiver_uses', {
      columns: [id('waiver_id'), id('order_id'), 'revision integer not null', count('devices'), logIndex()],
      key: ['waiver_id', 'order_id'],
      indexes: { waiver_uses_by_order: ['order_id'], waiver_uses_by_log_index: ['log_index'] },
    }),
  ),
  // The in-trays: whose rules are open on a referred order. Only open referrals are here, so it stays small.
  step('0007-order-reviews', (engine) =>
    tableStatements(engine, 'order_reviews', {
      columns: [word('owner'), id('order_id'), logIndex()],
      key: ['owner', 'order_id'],
      indexes: { order_reviews_by_order: ['order_id'], order_reviews_by_log_index: ['log_index'] },
    }),
  ),
];
