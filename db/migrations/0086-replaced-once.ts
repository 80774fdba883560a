import { type DdlEngine, id, tableStatements } from '../columns.ts';
import { type MigrationStep, step } from '../step.ts';

/**
 * What orders of before name. Each body is read once, in one pass over the revisions; most replace nothing and are not
 * parsed. One that cannot be read, which `gate verify` reports, leaves nothing.
 */
function namedBefore(engine: DdlEngine): readonly string[] {
  const body = "case when json_valid(r.body) then r.body else '{}' end";
  const into = 'into order_replaced (order_id, revision, line, device_id)';
  const replaces = `r.body like '%"replaces":["%'`;
  return engine === 'mysql'
    ? [
        `insert ignore ${into} select r.order_id, r.revision, named.line, named.device_id
         from order_revisions r join json_table(${body}, '$.lines[*]' columns (
           line integer path '$.line', nested path '$.replaces[*]' columns (device_id varchar(40) path '$'))) named
         where ${replaces} and named.device_id is not null`,
      ]
    : [
        `insert or ignore ${into} select r.order_id, r.revision, json_extract(l.value, '$.line'), named.value
         from order_revisions r cross join json_each(${body}, '$.lines') l
         cross join json_each(l.value, '$.replaces') named
         where ${replaces} and named.type = 'text'`,
      ];
}

export const steps: readonly MigrationStep[] = [
  // The old machines that a revision replaces, each on its first line: by them another order for the same one is found.
  step('0086-order-replaced', (engine) =>
    tableStatements(engine, 'order_replaced', {
      columns: [id('order_id'), 'revision integer not null', 'line integer not null', id('device_id')],
      key: ['order_id', 'revision', 'device_id'],
      indexes: { order_replaced_by_device: ['device_id'] },
    }),
  ),
  step('0086-replaced-before', namedBefore),
];
