import { id, logIndex, tableStatements, word } from '../columns.ts';
import { columnStep, step } from '../step.ts';

export const steps = [
  // Of the latest revision, like the code of the supplier beside it.
  columnStep('0044-supplier-names', {
    table: 'orders',
    columns: ['supplier_name varchar(200)'],
    indexes: {
      orders_by_supplier_name: ['supplier_name', 'submitted_at', 'id'],
      orders_by_total: ['total_fen', 'id'],
      orders_by_expiry: ['expires_at', 'id'],
    },
  }),
  // A body may have 500 lines, and a page of a list has 200 orders.
  columnStep('0044-subjects', { table: 'order_revisions', columns: ['subject varchar(200)', 'devices integer'] }),
  // What the latest decision on a revision left open, and the leaf of that decision.
  step('0044-order-findings', (engine) =>
    tableStatements(engine, 'order_findings', {
      columns: [id('order_id'), word('rule'), word('effect'), logIndex()],
      key: ['order_id', 'rule', 'effect'],
      indexes: { order_findings_by_rule: ['rule', 'order_id'], order_findings_by_leaf: ['log_index'] },
    }),
  ),
];
