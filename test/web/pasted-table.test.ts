import assert from 'node:assert/strict';
import { bodyOf } from '../../src/web/orders/workspace/body/order-body.ts';
import { blankLine, blankOrder } from '../../src/web/orders/workspace/body/order-draft.ts';
import { KNOWN_COLUMNS } from '../../src/web/orders/workspace/grid/known-columns.ts';
import { byWord, readPasted } from '../../src/web/orders/workspace/grid/pasted-grid.ts';
import { rowsWithout, rowsWithPasted } from '../../src/web/orders/workspace/grid/pasted-rows.ts';
import { kindNamedIn } from '../../src/web/orders/workspace/grid/pasted-words.ts';
import { type CopiedTable, tableOfText } from '../../src/web/table/table-of-text.ts';

describe('a table that is pasted', () => {
  const headings = new Map([
    ['kind', ['类别', 'Kind']],
    ['description', ['名称', 'Description']],
    ['quantity', ['数量', 'Quantity']],
    ['unitPrice', ['单价（元）', 'Unit price']],
    ['deliverBy', ['到位日期']],
  ]);
  const choices = new Map([['kind', byWord({ desktop: '台式机', laptop: '便携机' })]]);
  const target = { grid: 'lines' as const, headings, choices };
  const read = (table: CopiedTable | string, name = 'kind') => {
    const pasted = readPasted(typeof table === 'string' ? tableOfText(table) : table, { ...target, name });
    return pasted && { ...pasted, cells: pasted.cells.map((cell) => `${cell.row} ${cell.name} ${cell.value}`) };
  };

  it('is read by its headings, in any order, and tells the columns that nobody knows', () => {
    const pasted = read('序号\t数量\t单价 (元)\t名称\t类别\r\n1\t２０\t4,999\t办公电脑\t台式机\r\n');

    assert.deepEqual(pasted?.cells, [
      '0 quantity ２０',
      '0 unitPrice 4,999',
      '0 description 办公电脑',
      '0 kind desktop',
    ]);
    assert.deepEqual([pasted?.ignored, pasted?.merged, pasted?.rows], [['序号'], [], 1]);
  });

  it('is read from the cell on where it has no headings, and tells by number what has no place', () => {
    const pasted = read('办公电脑\t长城\n扫描仪\t紫光', 'description');
    const wide = read('a\t1\t2\t3\t4', 'computer.operatingSystem.product');

    assert.deepEqual(pasted?.cells, ['0 description 办公电脑', '0 brand 长城', '1 description 扫描仪', '1 brand 紫光']);
    assert.deepEqual([pasted?.ignored, wide?.ignored], [[], ['#3', '#4', '#5']]);
  });

  it('has line breaks, tabs and quotation marks within a cell', () => {
    assert.deepEqual(read('"办公\n电脑"\t"27"" 屏"\n扫描仪\t"a\tb"', 'description')?.cells, [
      ...['0 description 办公 电脑', '0 brand 27" 屏', '1 description 扫描仪', '1 brand a\tb'],
    ]);
  });

  it('repeats the words of a merged cell in each row, and shares no number out', () => {
    const merged = [
      [{ text: '名称' }, { text: '数量' }, { text: '类别' }],
      [{ text: '办公电脑' }, { text: '20' }, { text: '台式机' }],
      [{ text: '显示器' }, { text: '20', isRepeated: true }, { text: '台式机', isRepeated: true }],
      [{ text: '扫描仪' }, { text: '3' }, { text: '其他' }],
    ];

    const pasted = read(merged);

    assert.deepEqual(pasted?.cells, [
      ...['0 description 办公电脑', '0 kind desktop', '1 description 显示器', '1 kind desktop'],
      ...['2 description 扫描仪', '2 quantity 3', '2 kind 其他'],
    ]);
    assert.deepEqual(
      pasted?.merged.map(({ row, name }) => `${row} ${name}`),
      ['0 quantity', '1 quantity'],
    );
  });

  it('has days that were copied as numbers, and leaves other numbers as they are', () => {
    const days = read('名称\t到位日期\nA\t46352\nB\t２０２６１２２０\nC\t12\nD\t46352.5');

    assert.deepEqual(
      days?.cells.filter((cell) => cell.includes('deliverBy')),
      [...['0 deliverBy 2026-11-26', '1 deliverBy ２０２６１２２０', '2 deliverBy 12', '3 deliverBy 2026-11-26']],
    );
  });

  it('is no table if it is one text', () => {
    assert.equal(read('办公电脑', 'description'), undefined);
    assert.equal(read('', 'description'), undefined);
  });
});

describe('a table as an office has it', () => {
  const target = { ...KNOWN_COLUMNS.lines, name: 'kind' };
  const read = (text: string, assigned?: readonly (string | undefined)[]) => {
    const pasted = readPasted(tableOfText(text), { ...target, assigned });
    assert.ok(pasted);
    return { ...pasted, cells: pasted.cells.map((cell) => `${cell.row} ${cell.name} ${cell.value}`) };
  };

  it('has titles above its headings, names of its own for them, blank rows and sums, which are told', () => {
    const pasted = read(
      [
        ...['2026年办公设备采购清单\t\t\t\t\t\t', '\t\t\t\t\t\t'],
        ...['序号\t产品名称\t规格型号\t单位\t"数量\n（台）"\t"预算单价\n（元）"\t金额（元）', ''],
        ...['1\t办公用台式计算机\t世恒 TD120A2\t台\t10\t4999\t49990', '\t小计\t\t\t10\t\t49990'],
        ...['2\t便携式计算机（14寸）\tUF712\t台\t1\t6,999.00\t6999', '\t\t\t\t\t\t'],
        ...['合  计\t\t\t\t11\t\t56989', '合计：人民币伍万陆仟玖佰捌拾玖元整（￥56989.00）'],
      ].join('\r\n'),
    );

    assert.deepEqual(pasted.cells, [
      ...['0 description 办公用台式计算机', '0 model 世恒 TD120A2', '0 quantity 10', '0 unitPrice 4999'],
      ...['1 description 便携式计算机（14寸）', '1 model UF712', '1 quantity 1', '1 unitPrice 6,999.00'],
      ...['0 kind desktop', '1 kind laptop'],
    ]);
    assert.deepEqual([pasted.rows, pasted.ignored, pasted.kindsByName], [2, ['序号', '单位', '金额（元）'], 2]);
    assert.deepEqual(
      pasted.skipped.map(({ row, why }) => `${row} ${why}`),
      ['1 title', '2 blank', '4 blank', '6 sum', '8 blank', '9 sum', '10 sum'],
    );
  });

  it('takes for a sum only what has no price and no other text of its own', () => {
    const { cells, skipped } = read(
      [
        ...['货物名称\t型号\t数量\t单价', '合计打印软件\tHJ-1\t1\t300', '小计\t\t2\t80', '总计\tZJ-3\t5\t'],
        ...['单价合计器\t\t1\t', '合计\t\t8\t', '总计（大写）\t\t\t'],
      ].join('\n'),
    );

    assert.deepEqual(
      cells.filter((cell) => cell.includes('description')),
      ['0 description 合计打印软件', '1 description 小计', '2 description 总计', '3 description 单价合计器'],
    );
    assert.deepEqual(
      skipped.map(({ row }) => row),
      [6, 7],
    );
  });

  it('takes for a sum what all goods above it cost, where a table without amounts has that under the prices', () => {
    const { cells, skipped } = read(
      [
        ...['品名\t品牌\t型号\t数量\t单价', '台式计算机\t联想\t开天M90h\t6\t4,800.00'],
        ...['激光打印机\t奔图\tP3370DN\t1\t1650', '合计\t\t\t7\t30,450.00'],
      ].join('\n'),
    );

    assert.equal(cells.filter((cell) => cell.includes('description')).length, 2);
    assert.deepEqual(skipped, [{ row: 4, why: 'sum' }]);
  });

  it('has its sums in the unit that stands above them, and of a unit that is not known no amount', () => {
    const prices = (heading: string, cell: string, above = ''): readonly (string | undefined)[] => {
      const table = tableOfText(`${above}${above && '\n'}名称\t数量\t${heading}\n扫描仪\t1\t${cell}`);
      const pasted = readPasted(table, target);
      const lines = pasted ? rowsWithPasted([], pasted, { grid: 'lines', first: 0 }) : [];
      const order = blankOrder({ agencyCode: '11421000MB1234562Q', fiscalYear: '2026' });
      const draft = {
        ...order,
        reference: 'a',
        lines: lines.map((line) => ({ ...blankLine(1), ...line, kind: 'other' })),
      };
      const { body, gaps } = bodyOf(draft, '2026-12-01');
      return [body?.lines[0]?.unitPrice ?? undefined, gaps.find(({ path }) => path.endsWith('unitPrice'))?.why];
    };

    assert.deepEqual(prices('单价（万元）', '0.49'), ['4900.00', undefined]);
    assert.deepEqual(prices('单价(元/台)', '4900'), ['4900.00', undefined]);
    assert.deepEqual(prices('单价', '0.49', '采购清单\t\t单位：万元'), ['4900.00', undefined]);
    assert.deepEqual(prices('单价（元）', '4900', '采购清单\t\t单位：万元'), ['4900.00', undefined]);
    assert.deepEqual(prices('单价（千元）', '4.9'), [undefined, 'malformed']);
    assert.deepEqual(prices('单价（美元）', '700'), [undefined, 'malformed']);
    assert.deepEqual(prices('单价（万元）', '4900元'), ['4900.00', undefined]);
  });

  it('has words of its own for kinds and codes, the likeliest column for each field, and no kind that nobody said', () => {
    const { cells, ignored } = read(
      [
        ...['采购品目\t品名\t品牌\t生产厂家\t规格型号\t配置', 'A02010105 台式计算机\t电脑\t长城\t中电\tTD1\t8G'],
        'A02010108\t一体式计算机\t联想\t联想\tM1\t8G',
      ].join('\n'),
    );
    const { cells: kinds } = read('设备类别\t品名\t数量\n笔记本\tA\t1\n一体机\tB\t1\n电脑\tC\t1');

    assert.deepEqual(
      cells.filter((cell) => /code|kind|brand|model/.test(cell)),
      [
        ...['0 catalogue.code A02010105', '0 brand 长城', '0 model TD1'],
        ...['1 catalogue.code A02010108', '1 brand 联想', '1 model M1', '1 kind all-in-one'],
      ],
    );
    assert.deepEqual(ignored, ['生产厂家', '配置']);
    assert.deepEqual(
      kinds.filter((cell) => cell.includes('kind')),
      ['0 kind laptop', '1 kind all-in-one', '2 kind 电脑'],
    );
    const named = ['笔记本电脑包', '服务器机柜', '打印复印一体机', '办公电脑', '移动工作站', '台式一体机'].map(
      kindNamedIn,
    );
    assert.deepEqual(named, [undefined, undefined, undefined, undefined, 'workstation', 'all-in-one']);
  });

  it('is read by columns that somebody assigns, which moves no row and takes back what stood in the wrong field', () => {
    const text = '品名\t数量\t备注\n扫描仪\t3\tS-1\n合计\t3\t';
    const first = read(text);
    const { columns } = first;
    const second = read(text, ['model', 'quantity', 'description']);
    const before = [{ ...blankLine(1), description: '旧' }];
    const now = rowsWithPasted(before, readPasted(tableOfText(text), target) ?? assert.fail(), {
      grid: 'lines',
      first: 0,
    });
    const typed = now.map((row) => ({ ...row, quantity: '5' }));

    assert.deepEqual(
      columns.map(({ heading, name }) => `${heading} ${name}`),
      ['品名 description', '数量 quantity', '备注 undefined'],
    );
    assert.deepEqual(second.cells, ['0 model 扫描仪', '0 quantity 3', '0 description S-1']);
    assert.deepEqual([first.rows, second.rows], [1, 1]);
    const cleared = rowsWithout(typed, readPasted(tableOfText(text), target) ?? assert.fail(), { before, first: 0 });
    assert.deepEqual(
      cleared.map((row) => 'description' in row && [row.description, row.quantity]),
      [['旧', '5']],
    );
  });
});
