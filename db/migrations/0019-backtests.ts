import {
  count,
  creditCode,
  day,
  digest,
  id,
  instant,
  logIndex,
  longText,
  optionalCount,
  optionalCreditCode,
  optionalDigest,
  optionalId,
  optionalInstant,
  optionalLongText,
  optionalMoney,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  step('0019-backtests', (engine) =>
    tableStatements(engine, 'backtests', {
      columns: [
        id('id'),
        'rule_set integer not null',
        digest('rule_set_digest'),
        day('from_on'),
        day('until_on'),
        // Words with commas between them.
        longText('stages'),
        optionalCreditCode('agency_code'),
        // Which agencies whoever started it reaches, as JSON.
        longText('reach'),
        day('as_if_on'),
        word('facts'),
        // `running`, then `finished` or `cancelled`.
        word('state'),
        optionalId('started_by'),
        instant('started_at'),
        // Decisions at or after the first and before the second are looked at.
        logIndex('from_index'),
        logIndex('log_size'),
        logIndex('next_index'),
        count('to_do'),
        // Of them, those that the question is about.
        count('asked'),
        // What was counted so far, as JSON.
        longText('tally'),
        optionalInstant('ended_at'),
        optionalLongText('report'),
        optionalDigest('report_digest'),
        optionalCount('is_valid'),
        // Of its last leaf.
        logIndex(),
      ],
      key: ['id'],
      indexes: { backtests_by_state: ['state'], backtests_by_rule_set: ['rule_set_digest'] },
    }),
  ),
  // Only what would have changed; what each side says in words is made anew when somebody reads it.
  step('0019-backtest-changes', (engine) =>
    tableStatements(engine, 'backtest_changes', {
      columns: [
        id('backtest_id'),
        logIndex(),
        id('decision_id'),
        id('order_id'),
        creditCode('agency_code'),
        optionalCreditCode('supplier'),
        word('stage'),
        word('bucket'),
        word('recorded_outcome'),
        word('candidate_outcome'),
        optionalMoney('total_fen'),
        // `,HW-01,OS-02,`
        longText('rules'),
      ],
      key: ['backtest_id', 'log_index'],
      indexes: {
        backtest_changes_by_bucket: ['backtest_id', 'bucket', 'log_index'],
        backtest_changes_by_agency: ['backtest_id', 'agency_code', 'log_index'],
      },
    }),
  ),
];
