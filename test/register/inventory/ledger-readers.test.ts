import assert from 'node:assert/strict';
import { openDetailLedger } from '../../../src/register/inventory/ledgers/detail-ledger.ts';
import { openMaintenanceLedger } from '../../../src/register/inventory/ledgers/maintenance-ledger.ts';
import { openLicences } from '../../../src/register/inventory/lists/licence-list.ts';
import { openSnipeAssets } from '../../../src/register/inventory/scans/snipe-assets.ts';
import type { SeenComputer } from '../../../src/register/inventory/seen.ts';

type Cells = readonly string[];

function detail(...rows: readonly Cells[]): readonly SeenComputer[] {
  const ledger = openDetailLedger();
  const computers = rows.flatMap((cells, at) => ledger.take({ row: at + 1, cells }) ?? []);
  return [...computers, ...[ledger.end() ?? []].flat()];
}

function each<T>(open: { take: (row: { row: number; cells: Cells }) => T | undefined }, rows: readonly Cells[]): T[] {
  return rows.flatMap((cells, at) => open.take({ row: at + 1, cells }) ?? []);
}

const software = ({ software: seen }: SeenComputer) =>
  seen?.map(({ name, edition, version, category }) => [category, name, edition, version]);

describe('软件使用情况明细表', () => {
  it('is read with kinds of software side by side under merged headings, below titles', () => {
    const [first, second] = detail(
      ['软件使用情况明细表', '', '', '', '', '', '', ''],
      ['填报单位：荆州市财政局', '', '', '', '填表日期：2026年3月1日', '', '', ''],
      ['序号', '资产编号', '使用人', '计算机类别', '操作系统', '', '', '办公软件', ''],
      ['', '', '', '', '授权软件版本', '授权方式', '实际安装情况', '名称', '版本'],
      ['1', 'ZC-001', '张三', '台式机', 'Windows 10 专业版', 'OEM', '一致', 'WPS Office', '2023'],
      ['', '', '', '', '', '', '', '', ''],
      ['2', 'ZC-002', '李四', '笔记本电脑', '统信UOS 20', '批量许可', '银河麒麟 V10', '无', ''],
      ['合计', '2台', '', '', '', '', '', '', ''],
    );

    assert.deepEqual([first?.row, second?.row], [5, 7]);
    assert.deepEqual(first?.device, { assetNumber: 'ZC-001', usedBy: '张三', category: 'desktop' });
    assert.deepEqual(software(first as SeenComputer), [
      ['operating-system', 'Windows 10 专业版', null, null],
      ['office', 'WPS Office', null, '2023'],
    ]);
    assert.deepEqual(
      first?.oemRights.map(({ name }) => name),
      ['Windows 10 专业版'],
    );
    assert.deepEqual(software(second as SeenComputer), [['operating-system', '银河麒麟 V10', null, null]]);
    assert.deepEqual([second?.oemRights, second?.covers], [[], ['office']]);
  });

  it('is read with a row for each piece of software, whose computer is merged over them', () => {
    const [first, second, third] = detail(
      ['部门', '使用者', '固定资产编号', '序列号', '计算机类别', '软件类别', '软件名称', '软件版本', '授权方式'],
      ['办公室', '张三', 'A-1', 'SN-1', '台式机', '操作系统', '统信UOS', '20', '随机预装'],
      ['', '', '', '', '', '办公软件', 'WPS Office', '2023', '批量授权'],
      ['办公室', '张三', 'A-1', 'SN-1', '台式机', '杀毒软件', '奇安信天擎', '10', '订阅'],
      ['财务科', '李四', 'A-2', 'To be filled by O.E.M.', '服务器', '操作系统', '无', '', ''],
      ['财务科', '王五', '', '', '一体机', '', '', '', ''],
    );

    assert.deepEqual(software(first as SeenComputer), [
      ['operating-system', '统信UOS', null, '20'],
      ['office', 'WPS Office', null, '2023'],
      ['antivirus-client', '奇安信天擎', null, '10'],
    ]);
    assert.equal(first?.oemRights.length, 1);
    assert.deepEqual(second?.device, {
      ...{ assetNumber: 'A-2', category: 'server', department: '财务科', usedBy: '李四' },
    });
    assert.deepEqual([second?.covers, third?.device.usedBy, third?.software], [['operating-system'], '王五', []]);
  });

  it('names the columns that it does not know, and a cell that says nothing known', () => {
    const ledger = openDetailLedger();
    ledger.take({ row: 1, cells: ['资产编号', '使用人', '计算机类别', '颜色', '软件名称', '授权方式', '购置日期'] });
    ledger.take({ row: 2, cells: ['A-1', '张三', '打印机', '黑', 'WPS', '借来的', '去年'] });

    const [faults] = [ledger.end()?.faults ?? []];

    assert.deepEqual(ledger.heading().ignored, ['颜色']);
    assert.deepEqual(
      faults.map(({ column, text }) => [column, text.en.slice(0, 30)]),
      [
        ['计算机类别', '"打印机" is no kind of computer'],
        ['购置日期', '"去年" is no day (such as 2026-0'],
        ['授权方式', '"借来的" is no way of authorisati'],
      ].map(([column, says]) => [column, says?.slice(0, 30)]),
    );
  });

  it('keeps zeros that a spreadsheet was told to keep, and takes no formula for a number', () => {
    const [kept, formula] = detail(
      ['资产编号', '使用人', '计算机类别', '软件名称'],
      ['="00123"', '张三', '台式机'],
      ['=1+2', '李四', '台式机'],
    );

    assert.equal(kept?.device.assetNumber, '00123');
    assert.deepEqual([formula?.device.assetNumber, formula?.faults[0]?.column], [undefined, '资产编号']);
  });

  it('takes sums, notes and places to sign for no rows, and a masked text for none', () => {
    const computers = detail(
      ['资产编号', '计算机类别', '使用者', '软件类别', '授权软件及版本', '授权方式', '实际安装情况', '核对'],
      ['A-1', '台式机', '***', '操作系统', '统信UOS 20', '随机预装（OEM）', '统信UOS 20', '一致'],
      ['小计', '1'],
      ['A-2', '便携机', '李四', '操作系统', '', '', '', '无软件记录'],
      [''],
      ['依据：《政府机关使用正版软件管理办法》'],
      ['数据时点：闸口 gate 日志第 9 条'],
      ['Figures as of leaf 9 of the log of gate'],
      ['填表人：', '周敏', '负责人：', '', '（单位盖章）', '', '填表日期：', '2026年11月1日'],
      ['Filled in by: ', '', 'In charge: ', '', 'Seal: '],
      ['Total', '2'],
    );

    assert.deepEqual(
      computers.map(({ device, oemRights, faults }) => [device.assetNumber, device.usedBy, oemRights.length, faults]),
      [
        ['A-1', undefined, 1, []],
        ['A-2', '李四', 0, []],
      ],
    );
  });

  it('joins no computer without numbers to the one above it', () => {
    const computers = detail(
      ['资产编号', '计算机类别', '软件类别', '软件名称'],
      ['A-1', '台式机', '操作系统', '统信UOS'],
      ['', '台式机', '办公软件', 'WPS Office'],
    );

    assert.deepEqual(
      computers.map((computer) => software(computer)?.length),
      [1, 1],
    );
  });

  const COMPUTER = ['资产编号', '使用人', '计算机类别'];

  for (const [licensed, channel] of [
    ['操作系统授权软件及版本', '操作系统授权方式'],
    ['授权软件、版本', '授权方式'],
    ['Licensed', 'Authorisation'],
  ] as const) {
    it(`finds what is licensed under ${licensed}`, () => {
      const [computer] = detail([...COMPUTER, licensed, channel], ['A-1', '张三', '台式机', '统信UOS 20', 'OEM']);

      assert.deepEqual(
        computer?.oemRights.map(({ name }) => name),
        ['统信UOS 20'],
      );
    });
  }

  for (const [what, columns] of [
    ['no column about software', []],
    ['authorisations of nobody knows what', ['软件授权产品', '授权方式', '实际安装情况']],
    ['one kind whose licensed column is missing', ['操作系统授权软件版本', '办公软件授权方式']],
    ['one kind whose licensed column is unknown', ['操作系统授权软件版本', '办公软件授权产品']],
  ] as const) {
    it(`is refused, and not taken half, with ${what}`, () => {
      assert.throws(() => detail([...COMPUTER, ...columns], ['A-1', '张三', '台式机']), {
        code: 'import.columns',
        message: /has no column 授权软件及版本/,
      });
    });
  }

  it('is read with columns beside it that say nothing of licences', () => {
    const ledger = openDetailLedger();
    ledger.take({ row: 1, cells: [...COMPUTER, '办公地点', '软件名称', '授权到期日'] });

    assert.deepEqual([ledger.end(), ledger.heading().ignored], [undefined, ['办公地点', '授权到期日']]);
  });

  for (const [what, rows] of [
    ['nothing', []],
    ['no heading', [['一', '二', '三']]],
    ['a column twice', [['资产编号', '固定资产编号', '使用人', '计算机类别'], ['1']]],
    [
      'more columns than a table has',
      [
        Array.from({ length: 10_001 }, (_, at) => (at < 3 ? (['资产编号', '使用人', '部门'][at] ?? '') : `列${at}`)),
        ['1'],
      ],
    ],
  ] as const) {
    it(`is refused as a whole with ${what}`, () => {
      assert.throws(() => detail(...(rows as readonly Cells[])), { code: 'import.columns' });
    });
  }
});

describe('软件安装维护情况明细表', () => {
  it('is about the software that stands above its heading, line by line', () => {
    const lines = each(openMaintenanceLedger(), [
      ['软件安装维护情况明细表'],
      ['软件编号：RJ-07', '软件名称：WPS Office', '软件版本：2019'],
      ['序号', '日期', '操作', '资产编号', '使用人', '经办人'],
      ['1', '2026.3.5', '安装', 'A-1', '张三', '赵六'],
      ['2', '2026-04-01', '卸载', 'A-1', '张三', '赵六'],
      ['3', '很久以前', '搬家', 'A-2', '李四', '赵六'],
    ]);

    assert.deepEqual(
      lines.map(({ act, on, software: { name, version }, device }) => [act, on, name, version, device.assetNumber]),
      [
        ['install', '2026-03-05', 'WPS Office', '2019', 'A-1'],
        ['uninstall', '2026-04-01', 'WPS Office', '2019', 'A-1'],
        ['install', null, 'WPS Office', '2019', 'A-2'],
      ],
    );
    assert.deepEqual(
      lines[2]?.faults.map(({ column }) => column),
      ['日期', '操作'],
    );
  });
});

describe('exports of Snipe-IT', () => {
  it('are read as computers, in English and in Chinese', () => {
    const english = each(openSnipeAssets(), [
      ['Company', 'Name', 'Asset Tag', 'Category', 'Manufacturer', 'Model', 'Serial', 'Purchase Date', 'Status'],
      ['荆州市财政局', 'PC-7', 'A-7', 'Laptops', 'Lenovo', 'ThinkPad X1', 'PF0ABC', '2023-01-23', 'Ready to Deploy'],
      ['荆州市财政局', 'M-1', 'A-8', 'Monitors', 'Dell', 'U2412M', 'CN01', '', 'Waiting for parts'],
    ]);
    const chinese = each(openSnipeAssets(), [
      ['公司', '资产标签', '序列号', '型号', '分类', '状态', '已借出给'],
      ['', 'A-9', 'SN-9', '长城 TN140', '台式机', '在用', '张三'],
    ]);

    assert.deepEqual(english[0]?.device, {
      ...{ assetNumber: 'A-7', serial: 'PF0ABC', brand: 'Lenovo', model: 'ThinkPad X1', category: 'laptop' },
      ...{ acquiredOn: '2023-01-23', state: 'idle' },
    });
    assert.equal(english[0]?.agency.name, '荆州市财政局');
    assert.deepEqual(
      english[1]?.faults.map(({ column }) => column),
      ['Category'],
    );
    assert.deepEqual([chinese[0]?.device.usedBy, chinese[0]?.device.state], ['张三', 'in-use']);
  });

  it('give licences, and never a key', () => {
    const rows = [
      [
        'Full Name',
        'Name',
        'Item name',
        'serial number',
        'Category',
        'Licensed To Name',
        'expiration date',
        'reassignable',
        'seats',
      ],
      ['Li', 'Wang', 'WPS Office', 'KEY-123', 'Office', '荆州市财政局', '2027-08-31', 'yes', '56'],
      ['Li', 'Wang', 'Antivirus', 'KEY-124', '', '', '31/12/2027', 'no', 'many'],
    ];
    const [office, antivirus] = each(openLicences('subscription'), rows);

    assert.deepEqual([office?.software.name, office?.software.category], ['WPS Office', 'office']);
    assert.deepEqual(office?.licence, {
      ...{ licensee: '荆州市财政局', seats: 56, channel: 'subscription', transferable: true, validUntil: '2027-08-31' },
    });
    assert.ok(!JSON.stringify([office, antivirus]).includes('KEY-1'));
    assert.deepEqual(
      antivirus?.faults.map(({ column }) => column),
      ['expiration date', 'seats'],
    );
    assert.throws(() => each(openLicences(undefined), rows), { code: 'import.channel' });
  });

  it('and lists of licences as offices keep them say the way of authorisation', () => {
    const [own] = each(openLicences(undefined), [
      ['软件名称', '版本', '来源类型', '许可证号码', '有效期', '购买日期', '授权数量'],
      ['WPS Office', '2023', '批量许可', 'WPS-1', '永久', '2023年5月1日', '100套'],
    ]);

    assert.deepEqual(own?.licence, {
      ...{ seats: 100, channel: 'volume', acquiredOn: '2023-05-01' },
      evidence: [{ kind: 'licence-certificate', reference: 'WPS-1', seats: null, file: null }],
    });
    assert.deepEqual(own?.faults, []);
  });
});
