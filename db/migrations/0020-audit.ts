import {
  count,
  creditCode,
  day,
  id,
  instant,
  logIndex,
  longText,
  optionalCreditCode,
  optionalId,
  optionalLabel,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What the audit bureau found, and what was answered to it; every change is a leaf.
  step('0020-audit-findings', (engine) =>
    tableStatements(engine, 'audit_findings', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        optionalId('order_id'),
        word('severity'),
        longText('text'),
        optionalWord('rule'),
        optionalLabel('legal_basis'),
        day('due_on'),
        word('state'),
        optionalId('raised_by'),
        day('raised_on'),
        longText('steps'),
        logIndex(),
      ],
      key: ['id'],
      indexes: {
        audit_findings_by_agency: ['agency_code', 'id'],
        audit_findings_by_order: ['order_id'],
        audit_findings_due: ['state', 'due_on'],
      },
    }),
  ),
  // How often rules fired, by month and agency: counted out of the decisions' records by a job that keeps up with the log.
  step('0020-rule-statistics', (engine) =>
    tableStatements(engine, 'rule_statistics', {
      columns: [
        // `<rule>/<month>/<agency>/<result>`: one column, so that one statement finds many.
        'id varchar(200) not null',
        word('rule'),
        'month char(7) not null',
        creditCode('agency_code'),
        // `passed`, `fired`, `indeterminate`, `waived`, and `clause/<id>` for each clause that fired.
        'result varchar(120) not null',
        count('decisions'),
      ],
      key: ['id'],
      indexes: { rule_statistics_by_month: ['rule', 'month', 'agency_code'] },
    }),
  ),
  // Orders as samples are drawn of them: by the day of their first revision, which no amendment moves.
  step('0020-audited-orders', (engine) =>
    tableStatements(engine, 'audited_orders', {
      columns: [id('order_id'), creditCode('agency_code'), instant('submitted_at'), logIndex()],
      key: ['order_id'],
      indexes: {
        audited_orders_by_time: ['submitted_at', 'order_id'],
        audited_orders_by_agency: ['agency_code', 'submitted_at'],
      },
    }),
  ),
  step('0020-order-signals', (engine) =>
    tableStatements(engine, 'order_signals', {
      columns: [logIndex(), word('kind'), id('order_id'), count('quantity')],
      key: ['log_index', 'kind'],
      indexes: { order_signals_by_order: ['order_id', 'log_index', 'kind', 'quantity'] },
    }),
  ),
  step('0020-audit-samples', (engine) =>
    tableStatements(engine, 'audit_samples', {
      columns: [
        id('id'),
        // Null: of every agency of the region.
        optionalCreditCode('agency_code'),
        'region char(6) not null',
        'is_subtree smallint not null default 0',
        word('drawn_by'),
        'seed varchar(64) not null',
        count('size'),
        day('from_on'),
        day('until_on'),
        count('log_size'),
        count('population'),
        longText('items'),
        optionalId('made_by'),
        day('made_on'),
        logIndex(),
      ],
      key: ['id'],
      indexes: { audit_samples_by_region: ['region', 'id'] },
    }),
  ),
];
