import { type DdlEngine, id, logIndex, tableStatements, word } from '../columns.ts';
import { columnStep, type MigrationStep, step } from '../step.ts';

const SUBJECT_MAX = 200;

interface KeptLine {
  readonly goods: string;
  readonly quantity: number;
  readonly description?: string | null;
}

/** The lines of a body that is kept; none of one that cannot be read, which `gate verify` reports. */
function linesIn(body: string | number | null | undefined): readonly KeptLine[] | null {
  try {
    return (JSON.parse(String(body)) as { lines: readonly KeptLine[] }).lines;
  } catch {
    return null;
  }
}

/** As `subjectOf` in orders names today what is bought. */
function subjectIn(lines: readonly KeptLine[] | null): string | null {
  const names = [...new Set((lines ?? []).flatMap(({ description }) => description?.trim() || []))].join('、');
  const characters = [...names];
  if (characters.length > SUBJECT_MAX) return `${characters.slice(0, SUBJECT_MAX - 1).join('')}…`;
  return names === '' ? null : names;
}

/** As `devicesOf` in orders counts today. */
function devicesIn(lines: readonly KeptLine[] | null): number | null {
  return lines?.reduce((sum, { goods, quantity }) => (goods === 'computer' ? sum + quantity : sum), 0) ?? null;
}

/** The supplier that the latest body of an order names. */
function supplierNames(engine: DdlEngine): readonly string[] {
  const name = engine === 'mysql' ? 'json_value' : 'json_extract';
  return [
    `update orders set supplier_name = (
      select case when json_valid(r.body) then ${name}(r.body, '$.supplier.name') end from order_revisions r
      where r.order_id = orders.id and r.revision = orders.latest_revision
    ) where supplier_name is null`,
  ];
}

/** Where the detail of a decision is: in its leaf, and of a classified order in the text beside it. */
const DETAILS = [
  { table: 'log_leaves', text: 'bytes', root: '$.detail', where: "k.type = 'order.decided'" },
  { table: 'sealed_texts', text: 'value', root: '$', where: "k.pointer = '/detail'" },
];

/**
 * What the latest decision on each order left open: findings that nobody waived, and rules without an answer, which refer.
 * SQLite joins in the order that is written only where it is told `cross join`: left to itself it began with the leaves and
 * read all orders for each of them, 28 s of processor for 18,000 orders.
 */
function openFindings(engine: DdlEngine): readonly string[] {
  return DETAILS.flatMap(({ table, text, root, where }) => {
    const insert = `insert ${engine === 'mysql' ? 'ignore' : 'or ignore'} into order_findings (order_id, rule, effect, log_index)`;
    const join = engine === 'mysql' ? 'join' : 'cross join';
    const from = `from orders o ${join} decisions d on d.id = o.decision_id ${join} ${table} k on k.log_index = d.log_index and ${where}`;
    const each = (list: string): string =>
      engine === 'mysql'
        ? `, json_table(k.${text}, '${root}.${list}[*]' columns (
            at for ordinality, rule varchar(64) path '$.rule', effect varchar(64) path '$.effect')) f`
        : `, json_each(k.${text}, '${root}.${list}') f`;
    const cell = (name: string): string => (engine === 'mysql' ? `f.${name}` : `json_extract(f.value, '$.${name}')`);
    const isOpen =
      engine === 'mysql'
        ? `json_type(json_extract(k.${text}, concat('${root}.findings[', f.at - 1, '].waiver'))) = 'NULL'`
        : "json_extract(f.value, '$.waiver') is null";
    return [
      `${insert} select o.id, ${cell('rule')}, ${cell('effect')}, d.log_index ${from}${each('findings')} where ${isOpen}`,
      `${insert} select o.id, ${cell('rule')}, 'refer', d.log_index ${from}${each('indeterminate')}`,
    ];
  });
}

export const steps: readonly MigrationStep[] = [
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
  // Orders of before are in the lists as those that come.
  step('0044-name-suppliers', supplierNames),
  step('0044-open-findings', openFindings),
  {
    ...step('0044-name-subjects', () => []),
    fills: {
      table: 'order_revisions',
      key: ['order_id', 'revision'],
      reads: ['body'],
      columns: {
        subject: { isUnique: false, of: ({ body }) => subjectIn(linesIn(body)) },
        devices: { isUnique: false, of: ({ body }) => devicesIn(linesIn(body)) },
      },
    },
  },
];
