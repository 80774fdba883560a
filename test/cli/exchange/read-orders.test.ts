import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ORDER_COLUMNS } from '../../../src/cli/exchange/order-columns.ts';
import type { ReadOrder } from '../../../src/cli/exchange/read-order.ts';
import { readOrders } from '../../../src/cli/exchange/read-orders.ts';
import { writeTemplate } from '../../../src/cli/exchange/template.ts';
import { validateOrderSubmission } from '../../../src/http/validate/validator.ts';
import { Refusal } from '../../../src/kernel/index.ts';
import { csv, gb18030, xlsx } from '../../budget/finance-sheet.ts';
import { contractExample } from '../contract-bureau.ts';
import { freshFolder } from '../gate-command.ts';

const AGENCY = '11421000MB1234562Q';
const HEADING = ['订单编号', '单位代码', '年度', '货物说明', '数量', '单价', '预计交货日期', '预算指标'] as const;
const ROW = ['A-1', AGENCY, '2026', '台式机', '20', '4999', '2026年12月20日', 'JZ-1'] as const;

const tableOf = (...rows: readonly (readonly string[])[]): Buffer => Buffer.from(csv([HEADING, ...rows]));
const read = (name: string, content: string | Buffer): Promise<readonly ReadOrder[]> =>
  readOrders(name, Buffer.from(content));

describe('orders in a table', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    it(`are in the template just what the contract shows, in ${language}`, async () => {
      const template = readFileSync(await writeTemplate(freshFolder(), language));

      const [order, ...others] = await read('template.csv', template);

      assert.equal(others.length, 0);
      assert.deepEqual(withoutNothing(order?.body), withoutNothing(fewer()));
    });
  }

  it('are the same from CSV in UTF-8 and GB18030 and from a spreadsheet with numbers and days', async () => {
    const day = new Date('2026-12-20T00:00:00.000Z');
    const sheet = await xlsx([HEADING, ['A-1', AGENCY, 2026, '台式机', 20, 4999, day, 'JZ-1']]);

    const files = [
      ['a.csv', tableOf(ROW)],
      ['a.CSV', gb18030(tableOf(ROW).toString())],
      ['a.xlsx', sheet],
      [
        'wide.csv',
        tableOf(['A-1', AGENCY, '２０２６', '台式机', '２０', '￥４９９９', '２０２６年１２月２０日', 'JZ-1']),
      ],
      ['tabs.csv', Buffer.from(`\uFEFF${tableOf(ROW).toString().replaceAll(',', '\t')}`, 'utf16le')],
    ] as const;
    for (const [name, content] of files) {
      const [order] = await read(name, content);
      assert.deepEqual(validateOrderSubmission(order?.body, 'en'), []);
      assert.deepEqual(order?.body, {
        ...{ reference: 'A-1', agencyCode: AGENCY, fiscalYear: 2026, expectedDeliveryOn: '2026-12-20' },
        lines: [
          {
            ...{ line: 1, goods: 'computer', description: '台式机', quantity: 20, unitPrice: '4999' },
            funding: [{ budgetLine: 'JZ-1', amount: '99980.00' }],
          },
        ],
      });
    }
  });

  it('may have other goods, which say that no computers are in them, or hold those of another row', async () => {
    const content = csv([
      [...HEADING, '行号', '货物类别', '是否含计算机', '计价所在行'],
      ['A-1', AGENCY, '2026', '智慧黑板', '2', '20000', '2026年12月20日', 'JZ-1', '1', '其他货物', '', ''],
      ['A-1', '', '', 'OPS电脑', '2', '0', '', '', '2', '', '', '1'],
      ['A-1', '', '', '会议桌', '1', '800', '', 'JZ-1', '3', 'other', '不含', ''],
    ]);

    const [order] = await read('boards.csv', content);

    assert.deepEqual(validateOrderSubmission(order?.body, 'en'), []);
    assert.deepEqual(order?.body.lines, [
      {
        ...{ line: 1, goods: 'other', description: '智慧黑板', quantity: 2, unitPrice: '20000' },
        funding: [{ budgetLine: 'JZ-1', amount: '40000.00' }],
      },
      { line: 2, goods: 'computer', description: 'OPS电脑', quantity: 2, unitPrice: '0', pricedIn: 1 },
      {
        ...{ line: 3, goods: 'other', containsComputers: 'none', description: '会议桌', quantity: 1, unitPrice: '800' },
        funding: [{ budgetLine: 'JZ-1', amount: '800.00' }],
      },
    ]);
    assert.deepEqual(order?.placeOf('/lines/1/pricedIn'), {
      pointer: '/lines/1/pricedIn',
      row: 3,
      column: '计价所在行',
    });
    assert.deepEqual(order?.wordsAt('/lines/2/containsComputers'), ['无']);
  });

  it('may be a lease, whose price is the rent of a month', async () => {
    const content = csv([
      [...HEADING, '租期（月）'],
      ['A-1', AGENCY, '2026', '台式机', '2', '150', '2026年12月20日', 'JZ-1', '12'],
    ]);

    const [order] = await read('leases.csv', content);

    const [line] = (order?.body.lines ?? []) as readonly { leaseMonths?: number; funding?: unknown }[];
    assert.deepEqual([line?.leaseMonths, line?.funding], [12, [{ budgetLine: 'JZ-1', amount: '3600.00' }]]);
  });

  it('have every column once, in Chinese and in English, each where the contract has a place for it', () => {
    const names = ORDER_COLUMNS.flatMap(({ name, chinese }) => [name, chinese]);

    assert.equal(new Set(names).size, names.length);
    const nowhere = ORDER_COLUMNS.filter(({ subject, path }) => !isInContract(SCHEMAS[subject], path.split('/')));
    assert.deepEqual(
      nowhere.map(({ path }) => path),
      [],
    );
  });

  it('have a column for whatever the contract lets any line state, and computers besides', () => {
    const { properties = {} } = schemaCalled('OrderLine');
    const otherGoods = new Set(schemaCalled('Goods').enum?.filter((goods) => goods !== 'computer'));
    const columns = ORDER_COLUMNS.filter(({ subject }) => subject === 'line').map(({ path }) => path.split('/')[0]);

    // Of what makes a line one of other goods there is no more to say; licences come as JSON.
    const asked = Object.keys(properties).filter((name) => !otherGoods.has(name));
    assert.deepEqual(
      asked.filter((name) => !columns.includes(name)),
      [],
    );
  });

  it('are one where rows have the same reference of the same agency, wherever they stand', async () => {
    const other = '11421000MB12345701';
    const rows = [
      ROW,
      ['A-1', other, '2026', '台式机', '1', '', '', ''],
      ['A-2', AGENCY, '2026', '台式机', '2', '', '', ''],
      ['A-1', AGENCY, '', '便携机', '3', '', '', ''],
    ];

    const orders = await read('a.csv', tableOf(...rows));

    assert.deepEqual(
      orders.map(({ rows: own }) => own),
      [[2, 5], [3], [4]],
    );
    assert.deepEqual(
      orders.map(({ fault }) => fault),
      [null, null, null],
    );
  });

  it('are not submitted where their rows disagree about the order as a whole', async () => {
    const [order] = await read('a.csv', tableOf(ROW, ['A-1', AGENCY, '2027', '便携机', '3', '', '2026-12-20', '']));

    assert.deepEqual(
      [order?.fault?.code, order?.fault?.place.row, order?.fault?.place.column],
      ['exchange.rows_disagree', 3, '年度'],
    );
  });

  it('tell a pointer of the gate as the row and the column where it stands', async () => {
    const [order] = await read('a.csv', tableOf(ROW, ['A-1', AGENCY, '', '便携机', '3', '', '', '']));
    const at = (pointer: string): unknown => {
      const { row, column } = order?.placeOf(pointer) ?? {};
      return [row, column];
    };

    assert.deepEqual(at('/expectedDeliveryOn'), [2, '预计交货日期']);
    assert.deepEqual(at('/lines/1/quantity'), [3, '数量']);
    assert.deepEqual(at('/lines/0/funding/0/amount'), [2, '预算指标']);
    assert.deepEqual(at('/lines/1/computer/operatingSystem'), [3, '操作系统状态 (osState)']);
    assert.deepEqual(at('/lines/1'), [3, null]);
    assert.deepEqual(at(''), [2, null]);
  });
});

describe('a file that is no orders', () => {
  const twice = `{"reference":"A-1","reference":"A-2"}`;
  const kinds: readonly (readonly [string, string, string | Buffer | (() => Promise<Buffer>), string, RegExp])[] = [
    ['what is no JSON', 'a.json', '[{"reference" "A-1"}]', 'request.json', /\(line 1, character/],
    ['JSON with a key twice', 'a.json', twice, 'request.duplicate_key', /twice/],
    ['JSON that is no order', 'a.json', '"order"', 'exchange.not_orders', /array of orders/],
    ['JSON without an order', 'a.json', '[]', 'exchange.empty', /no order/],
    ['JSON in GB18030', 'a.json', gb18030('{"reference":"单"}'), 'exchange.encoding', /UTF-8/],
    ['an empty file', 'a.csv', '', 'exchange.columns', /订单编号 \(reference\)/],
    ['a heading alone', 'a.csv', tableOf(), 'exchange.empty', /no order/],
    ['a column that nobody knows', 'a.csv', '订单编号,单价格\r\nA-1,2', 'exchange.columns', /Unknown columns: 单价格/],
    ['a column twice', 'a.csv', '数量,quantity\r\n1,2', 'exchange.columns', /twice: 数量 \(quantity\)/],
    ['a comma too many', 'a.csv', tableOf(ROW, [...ROW, 'x']), 'exchange.row', /Row 3 has 9 cells instead of 8/],
    ['a cell too few', 'a.csv', tableOf(ROW.slice(1)), 'exchange.row', /Row 2 has 7 cells instead of 8/],
    ['a row of no order', 'a.csv', tableOf(ROW, ['', ...ROW.slice(1)]), 'exchange.row', /Row 3 has no reference/],
    ['a quote that does not close', 'a.csv', `${HEADING.join()}\r\n"A-1,2`, 'import.not_csv', /not CSV/],
    ['text of another machine', 'a.csv', Buffer.from([0x41, 0xff, 0xff, 0x0a]), 'exchange.encoding', /GB18030/],
    [
      'a spreadsheet cut off',
      'a.xlsx',
      async () => (await xlsx([HEADING, ROW])).subarray(0, 900),
      '',
      /spreadsheet|XLSX/i,
    ],
    ['a spreadsheet that is none', 'a.xlsx', 'A-1', '', /spreadsheet|XLSX/i],
  ];

  for (const [says, name, content, code, why] of kinds) {
    it(`is refused as a whole, in both languages: ${says}`, async () => {
      const bytes = typeof content === 'function' ? await content() : content;

      const refusal = await read(name, bytes).catch((error: unknown) => error);

      assert.ok(refusal instanceof Refusal, String(refusal));
      if (code !== '') assert.equal(refusal.code, code);
      assert.match(refusal.text.en, why);
      assert.match(refusal.text['zh-CN'], /\p{Script=Han}/u);
    });
  }
});

/** What the template shows: the contract's order with five machines, under other numbers. */
function fewer(): unknown {
  const written = JSON.stringify(contractExample('approvable'))
    .replaceAll('2026-0412', '2026-0420')
    .replaceAll(/"(quantity|seats)":20/g, '"$1":5')
    .replace('现有20台', '现有5台')
    .replace('113400.00', '28350.00')
    .replace('99980.00', '24995.00')
    .replace('11600.00', '2900.00')
    .replace('1820.00', '455.00');
  return JSON.parse(written);
}

/** Null, an empty list and what the contract takes for granted say no more than saying nothing. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(
    ([key, each]) =>
      each !== null && !(Array.isArray(each) && each.length === 0) && !['package', 'forExistingDevices'].includes(key),
  );
  return Object.fromEntries(said.map(([key, each]) => [key, withoutNothing(each)]));
}

interface Schema {
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const CONTRACT: { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } } = JSON.parse(
  readFileSync('openapi/bundle.json', 'utf8'),
);

const schemaCalled = (name: string): Schema => CONTRACT.components.schemas[name] ?? {};

const SCHEMAS: Readonly<Record<(typeof ORDER_COLUMNS)[number]['subject'], Schema>> = {
  order: schemaCalled('OrderSubmission'),
  line: schemaCalled('OrderLine'),
  office: schemaCalled('SoftwarePlanItem'),
  antivirus: schemaCalled('SoftwarePlanItem'),
};

/** Whether a path leads somewhere; a number in it is a place in a list. */
function isInContract({ $ref, anyOf, items, properties }: Schema, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return true;
  if ($ref !== undefined) return isInContract(schemaCalled($ref.split('/').at(-1) ?? ''), path);
  if (anyOf) return anyOf.some((each) => isInContract(each, path));
  if (items) return isInContract(items, rest);
  const next = properties?.[first];
  return next !== undefined && isInContract(next, rest);
}
