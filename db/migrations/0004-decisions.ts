import {
  count,
  creditCode,
  day,
  digest,
  flag,
  hash,
  id,
  instant,
  logIndex,
  longText,
  money,
  optionalCreditCode,
  optionalDigest,
  optionalId,
  optionalInstant,
  optionalMoney,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

const orderSteps = [
  step('0004-orders', (engine) =>
    tableStatements(engine, 'orders', {
      columns: [
        id('id'),
        // `<agency>/<reference>`: one column, so that a batch finds its references by one list of keys.
        'order_key varchar(120) not null',
        creditCode('agency_code'),
        'reference varchar(100) not null',
        'fiscal_year smallint not null',
        word('state'),
        word('outcome'),
        // The revision whose money, seats and purchases count; null when nothing stands.
        'standing_revision integer',
        'latest_revision integer not null',
        optionalMoney('total_fen'),
        flag('is_classified'),
        optionalCreditCode('supplier'),
        instant('submitted_at'),
        instant('decided_at'),
        optionalInstant('expires_at'),
        id('decision_id'),
        logIndex(),
      ],
      key: ['id'],
      unique: { orders_key: ['order_key'] },
      indexes: {
        orders_by_agency: ['agency_code', 'submitted_at', 'id'],
        orders_by_time: ['submitted_at', 'id'],
        orders_due: ['state', 'expires_at'],
      },
    }),
  ),
  step('0004-order-revisions', (engine) =>
    tableStatements(engine, 'order_revisions', {
      columns: [
        id('order_id'),
        'revision integer not null',
        creditCode('agency_code'),
        longText('body'),
        digest('body_digest'),
        instant('submitted_at'),
        id('key_id'),
        optionalId('person_id'),
        hash('twin_key'),
        'plan_filing varchar(100)',
        'exemption_document varchar(255)',
        count('exempted_devices'),
        optionalMoney('total_fen'),
      ],
      key: ['order_id', 'revision'],
      indexes: {
        order_revisions_by_twin: ['twin_key', 'submitted_at'],
        order_revisions_by_exemption: ['exemption_document'],
      },
    }),
  ),
  // Only purchases that count towards the sums of splitting: tender-equivalent methods and approved exceptions are not here.
  step('0004-order-purchases', (engine) =>
    tableStatements(engine, 'order_purchases', {
      columns: [
        id('order_id'),
        'revision integer not null',
        // `<agency>/<year>/<item>/<project>`, and for agencies under one parent `<parent>/<year>/<item>/<supplier>`.
        'purchase_key varchar(330) not null',
        'sibling_key varchar(120)',
        creditCode('agency_code'),
        money('amount_fen'),
        day('submitted_on'),
      ],
      key: ['order_id', 'revision', 'purchase_key'],
      indexes: {
        order_purchases_sums: ['purchase_key', 'order_id', 'revision', 'amount_fen', 'submitted_on'],
        order_purchases_siblings: ['sibling_key', 'submitted_on'],
      },
    }),
  ),
  step('0004-order-prices', (engine) =>
    tableStatements(engine, 'order_prices', {
      columns: [
        id('order_id'),
        'revision integer not null',
        'line integer not null',
        word('category'),
        'region char(6) not null',
        money('unit_price_fen'),
        day('submitted_on'),
      ],
      key: ['order_id', 'revision', 'line'],
      indexes: { order_prices_by_category: ['region', 'category', 'submitted_on'] },
    }),
  ),
  step('0004-price-percentiles', (engine) =>
    tableStatements(engine, 'price_percentiles', {
      columns: [
        'region char(6) not null',
        word('category'),
        money('p90_fen'),
        count('sample'),
        day('as_of_on'),
        logIndex(),
      ],
      key: ['region', 'category'],
    }),
  ),
];

const decisionSteps = [
  step('0004-decisions', (engine) =>
    tableStatements(engine, 'decisions', {
      columns: [
        id('id'),
        id('order_id'),
        'revision integer not null',
        word('stage'),
        word('outcome'),
        instant('decided_at'),
        optionalInstant('expires_at'),
        optionalId('previous_decision'),
        'rule_set integer not null',
        logIndex(),
      ],
      key: ['id'],
      unique: { decisions_by_log_index: ['log_index'] },
      indexes: { decisions_by_order: ['order_id', 'log_index'] },
    }),
  ),
  step('0004-rule-sets', (engine) =>
    tableStatements(engine, 'rule_sets', {
      columns: [
        'number integer not null',
        digest('digest'),
        optionalDigest('parent_digest'),
        longText('content'),
        word('state'),
        optionalInstant('in_force_at'),
        optionalWord('proposed_by'),
        logIndex(),
      ],
      key: ['number'],
      unique: { rule_sets_digest: ['digest'] },
    }),
  ),
  step('0004-moves', (engine) =>
    tableStatements(engine, 'moves', {
      columns: [
        logIndex(),
        'sequence integer not null',
        word('account_kind'),
        'account varchar(100) not null',
        optionalId('order_id'),
        word('from_bucket'),
        word('to_bucket'),
        'quantity bigint not null',
        word('cause'),
        id('key_id'),
      ],
      key: ['log_index', 'sequence'],
      indexes: { moves_by_account: ['account_kind', 'account', 'log_index'], moves_by_order: ['order_id'] },
      checks: ['quantity > 0'],
    }),
  ),
  step('0004-rederivations', (engine) =>
    tableStatements(engine, 'rederivations', {
      columns: [id('decision_id'), flag('has_agreed'), instant('at'), longText('note')],
      key: ['decision_id'],
    }),
  ),
  step('0004-cursors', (engine) =>
    tableStatements(engine, 'cursors', { columns: [word('name'), logIndex()], key: ['name'] }),
  ),
];

export const steps = [...orderSteps, ...decisionSteps];
