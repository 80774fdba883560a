import { createHash } from 'node:crypto';
import type { DdlEngine } from '../columns.ts';
import { columnStep, type MigrationStep, step } from '../step.ts';

/** What each kind of signal counts, as `scoreOf` counts it today: so much each up to a limit, or so much at all. */
const POINTS: Readonly<Record<string, string>> = {
  'near-cap': highest('near-cap', 10, 20),
  'near-open-tender': highest('near-open-tender', 25, 25),
  'near-stop': highest('near-stop', 10, 10),
  split: atAll('split', 40),
  exemption: highest('exemption', 25, 25),
  rejected: capped(`sum(case kind when 'rejected' then quantity else 0 end) * 10`, 30),
  amended: highest('amended', 5, 20),
  referred: capped(`sum(case kind when 'referred' then quantity else 0 end) * 5`, 15),
  waived: highest('waived', 15, 30),
  indeterminate: highest('indeterminate', 10, 20),
  'late-acceptance': atAll('late-acceptance', 15),
};

function capped(points: string, max: number): string {
  return `case when ${points} > ${max} then ${max} else ${points} end`;
}

function highest(kind: string, each: number, max: number): string {
  return capped(`max(case kind when '${kind}' then quantity else 0 end) * ${each}`, max);
}

function atAll(kind: string, points: number): string {
  return `max(case kind when '${kind}' then ${points} else 0 end)`;
}

/** MariaDB runs what MySQL takes for a comment. An index that begins as a new one does is not needed any more. */
function indexesAnew(engine: DdlEngine): readonly string[] {
  const unless = engine === 'mysql' ? '/*M! if not exists */' : 'if not exists';
  const [when, where] = engine === 'mysql' ? ['/*M! if exists */', ' on audited_orders'] : ['if exists', ''];
  const all = 'log_index, score, order_id';
  return [
    `create index ${unless} audited_orders_in_time on audited_orders (submitted_at, agency_code, ${all})`,
    `create index ${unless} audited_orders_of_agency on audited_orders (agency_code, submitted_at, ${all})`,
    `create index ${unless} audited_orders_by_lot on audited_orders (lot_group, order_id)`,
    `create index ${unless} audited_orders_by_score on audited_orders (score, lot_group, order_id)`,
    ...['audited_orders_by_time', 'audited_orders_by_agency'].map((index) => `drop index ${when} ${index}${where}`),
  ];
}

/**
 * Samples are drawn by index: the score that an order has so far, and the group in which its lot is, are kept with it. What
 * was seen of orders before is scored here, and not read out of the log again: some of it was erased since.
 */
export const steps: readonly MigrationStep[] = [
  columnStep('0057-audited-scores', { table: 'audited_orders', columns: ['score bigint', 'lot_group char(2)'] }),
  step('0057-score-audited-orders', () => [
    `update audited_orders set score = coalesce((select ${Object.values(POINTS).join(' + ')}
       from order_signals where order_signals.order_id = audited_orders.order_id), 0) where score is null`,
  ]),
  {
    ...step('0057-group-audited-orders', () => []),
    fills: {
      table: 'audited_orders',
      key: ['order_id'],
      reads: [],
      columns: {
        lot_group: {
          isUnique: false,
          of: ({ order_id }) => createHash('sha256').update(String(order_id)).digest('hex').slice(0, 2),
        },
      },
    },
  },
  step('0057-audited-orders-indexes', indexesAnew),
];
