import {
  count,
  creditCode,
  day,
  digest,
  flag,
  id,
  logIndex,
  longText,
  optionalDay,
  optionalId,
  tableStatements,
} from '../columns.ts';
import { step } from '../step.ts';

/** Where a part of a delivery stands in its statement. */
const pointer = 'pointer varchar(60) not null';
const position = 'position integer not null';
const orderLine = 'line integer not null';

export const steps = [
  // A delivery as it was put to the gate. What was decided is in the log; the statement's bytes are kept here.
  step('0013-acceptances', (engine) =>
    tableStatements(engine, 'acceptances', {
      columns: [
        id('id'),
        id('order_id'),
        creditCode('agency_code'),
        'sequence integer not null',
        day('accepted_on'),
        longText('statement'),
        digest('statement_digest'),
        id('decision_id'),
        logIndex(),
      ],
      key: ['id'],
      unique: { acceptances_of_order: ['order_id', 'sequence'], acceptances_by_decision: ['decision_id'] },
    }),
  ),
  step('0013-accepted-devices', (engine) =>
    tableStatements(engine, 'accepted_devices', {
      columns: [
        id('acceptance_id'),
        position,
        id('order_id'),
        pointer,
        orderLine,
        'serial varchar(120) not null',
        // Null for a machine that did not match, which is not in the register.
        optionalId('device_id'),
        flag('is_matched'),
        longText('because'),
        optionalId('return_id'),
        optionalDay('returned_on'),
      ],
      key: ['acceptance_id', 'position'],
      unique: { accepted_devices_by_device: ['device_id'] },
      indexes: { accepted_devices_by_order: ['order_id', 'line'], accepted_devices_by_return: ['return_id'] },
    }),
  ),
  step('0013-accepted-items', (engine) =>
    tableStatements(engine, 'accepted_items', {
      columns: [
        id('acceptance_id'),
        position,
        id('order_id'),
        pointer,
        'item integer not null',
        count('seats'),
        count('matched_seats'),
        count('proof_seats'),
        optionalId('entitlement_id'),
        longText('because'),
      ],
      key: ['acceptance_id', 'position'],
      indexes: { accepted_items_by_order: ['order_id', 'item'], accepted_items_by_entitlement: ['entitlement_id'] },
      checks: ['matched_seats <= seats'],
    }),
  ),
  // Lines that buy neither computers nor items of the software plan.
  step('0013-accepted-goods', (engine) =>
    tableStatements(engine, 'accepted_goods', {
      columns: [id('acceptance_id'), position, id('order_id'), orderLine, count('quantity')],
      key: ['acceptance_id', 'position'],
      indexes: { accepted_goods_by_order: ['order_id', 'line'] },
    }),
  ),
  step('0013-order-returns', (engine) =>
    tableStatements(engine, 'order_returns', {
      columns: [id('id'), id('order_id'), creditCode('agency_code'), day('returned_on'), logIndex()],
      key: ['id'],
      unique: { order_returns_by_leaf: ['log_index'] },
      indexes: { order_returns_by_order: ['order_id', 'id'] },
    }),
  ),
];
