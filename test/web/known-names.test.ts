import assert from 'node:assert/strict';
import { missingElements } from '../../src/facts/completeness.ts';
import { isNeeded, kindOf } from '../../src/web/orders/workspace/body/fields.ts';
import { GOODS_WORDS } from '../../src/web/orders/workspace/body/goods-words.ts';
import {
  codeCalled,
  codesFor,
  knownRatings,
  namesOfProducts,
  namesOfSuppliers,
} from '../../src/web/orders/workspace/body/known-names.ts';
import { bodyOf } from '../../src/web/orders/workspace/body/order-body.ts';
import { blankItem, blankOrder } from '../../src/web/orders/workspace/body/order-draft.ts';
import { textAt, withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { shortCode } from '../../src/web/orders/workspace/body/short-codes.ts';

describe('names of suppliers', () => {
  it('have who is barred last, with the word for it, unless another of that name may deliver', () => {
    const suppliers = [
      { name: '诚采', creditCode: 'A' },
      { name: '楚信', creditCode: 'B' },
      { name: '长江', creditCode: 'C' },
      { name: '长江', creditCode: 'D' },
    ];

    assert.deepEqual(namesOfSuppliers(suppliers, { barred: new Set(['A', 'D']), isBarred: '已列入黑名单' }), [
      ...[{ value: '楚信' }, { value: '长江' }, { value: '诚采', label: '已列入黑名单' }],
    ]);
  });
});

describe('names that are offered while somebody types', () => {
  it('are found by the Chinese names of product and publisher, each product once', () => {
    const uos = {
      name: 'UnionTech UOS Desktop',
      publisher: '统信软件技术有限公司',
      aliases: ['UOS', '统信桌面操作系统'],
    };

    const [first, ...others] = namesOfProducts([uos, { ...uos, aliases: ['统信UOS'] }]);

    assert.deepEqual(others, []);
    assert.equal(first?.value, 'UnionTech UOS Desktop');
    for (const typed of ['统信软件', '统信桌面', '统信UOS']) assert.ok(first?.label?.includes(typed), typed);
  });

  it('are the processors and announcements that the policy has, and no announcement where it has none', () => {
    const cpu = { model: 'Kunpeng 920', aliases: ['鲲鹏920'], level: null, announcement: null };
    const system = { product: 'Kylin Desktop', version: 'V10', level: 'II', announcement: '2023-1' };
    const known = (...values: readonly [name: string, value: unknown][]) =>
      knownRatings(values.map(([name, value]) => ({ name: `policy.securityRating.${name}`, value })) as never);

    const { entries, ...offered } = known(['cpus', [cpu]], ['operatingSystems', [system]]);
    assert.deepEqual(entries, [cpu, system]);
    assert.deepEqual(offered, {
      processors: [{ value: 'Kunpeng 920', label: '鲲鹏920' }],
      announcements: [{ value: '2023-1' }],
    });
    assert.deepEqual(known(['cpus', [cpu]], ['levels', ['central']]).announcements, []);
  });
});

describe('codes of the catalogue', () => {
  const catalogue = [
    { edition: '2022', code: 'A02010105', isPrefix: false, category: 'desktop', softwareCategories: null },
    { edition: '2022', code: 'A02010105', isPrefix: false, category: 'all-in-one', softwareCategories: null },
    { edition: '2022', code: 'A02010108', isPrefix: false, category: 'laptop', softwareCategories: null },
    {
      edition: '2022',
      code: 'A08060301',
      isPrefix: true,
      category: 'software',
      softwareCategories: ['office' as const],
    },
    { edition: '2013', code: 'A02010104', isPrefix: false, category: 'desktop', softwareCategories: null },
  ];

  it('are those of the kind of the line in the edition of today, and all where there are none', () => {
    const codes = (kind: string, software = '') => codesFor(catalogue, { kind, software }).map(({ code }) => code);

    assert.deepEqual(codes('desktop'), ['A02010105']);
    assert.deepEqual(codes('software', 'office'), ['A08060301']);
    assert.deepEqual(codes('').slice(0, 3), ['A02010105', 'A02010108', 'A08060301']);
    assert.deepEqual(codesFor(catalogue, { kind: '', software: '' })[0]?.categories, ['desktop', 'all-in-one']);
    assert.deepEqual(codes('tablet'), ['A02010105', 'A02010108', 'A08060301']);
  });

  it('are of other goods than computers those that offices buy most, each by a name in both languages', () => {
    const other = { edition: '2022', code: 'A02010199', isPrefix: false, category: 'other', softwareCategories: null };
    const offered = codesFor([...catalogue, other], { kind: 'other', software: '' });

    assert.deepEqual(offered.map(({ code }) => code).sort(), Object.keys(GOODS_WORDS.en).sort());
    for (const { code, categories } of offered) assert.deepEqual(categories, [code]);
    const codeOfFirstFour = offered.slice(0, 4).map(({ code }) => code);
    assert.deepEqual(codeOfFirstFour, ['A02021003', 'A02021004', 'A02021001', 'A02021002']);
    const any = codesFor([...catalogue, other], { kind: '', software: '' });
    assert.ok(any.some(({ code }) => code === 'A02021104'));
  });

  it('are found by what the goods are called, where one of them is called so and no other', () => {
    const meant = (typed: string, kind: string, software = '') =>
      codeCalled(typed, codesFor(catalogue, { kind, software }));

    const cases: readonly (readonly [typed: string, kind: string, code: string | undefined])[] = [
      ['台式机', 'desktop', 'A02010105'],
      ['台式计算机', 'desktop', 'A02010105'],
      ['便携式电脑', 'laptop', 'A02010108'],
      ['laptop', 'laptop', 'A02010108'],
      ['台式机', 'laptop', undefined],
      ['显示器', 'other', 'A02021104'],
      [' Monitor ', 'other', 'A02021104'],
      ['A4 黑白打印机', 'other', 'A02021003'],
      ['一体机', 'other', 'A02020400'],
      ['交换机', 'other', 'A02010202'],
      ['打印机', 'other', undefined],
      ['机', 'other', undefined],
      ['办公桌', 'other', undefined],
      ['扫描仪支架', 'other', undefined],
      ['办公电脑', 'software', undefined],
      ['A02021003', 'other', undefined],
      ['', 'other', undefined],
    ];
    for (const [typed, kind, code] of cases) assert.equal(meant(typed, kind), code, `${typed} ${kind}`);
    assert.equal(meant('办公软件', 'software', 'office'), 'A08060301');
  });
});

describe('the mark of a field that is to be filled in', () => {
  const blank = blankOrder({ agencyCode: '11421000MB1234562Q', fiscalYear: '2026' });
  const [line] = blank.lines;
  const typed = { kind: 'desktop', description: '台式机', quantity: '1' };
  const draft = {
    ...{ ...blank, reference: 'CG-1', lines: line ? [{ ...line, ...typed }] : [] },
    softwarePlan: [{ ...blankItem(1), product: 'WPS Office' }],
  };

  it('stands at all that the gate calls missing of an order that states next to nothing', () => {
    const { body, pathOf } = bodyOf(draft, '2026-11-28');
    assert.ok(body);
    const missing = missingElements({ order: body, gathered: {} } as never);

    assert.ok(missing.length > 5, missing.join());
    // The form adds the edition of the catalogue by itself, before there is a code.
    assert.deepEqual(
      missing.filter((one) => /catalogue/.test(one)),
      ['/lines/0/catalogue/code'],
    );
    for (const pointer of missing.filter((one) => !/^\/total$/.test(one))) {
      assert.ok(isNeeded(pathOf(pointer)), pointer);
    }
    assert.equal(isNeeded('justification'), false);
  });
});

describe('the announcement of a rating', () => {
  const file = 'a'.repeat(64);
  const path = 'lines.0.computer.operatingSystem.securityRating';

  it('is sent by its hash, and a level that is none is told', () => {
    const blank = blankOrder({ agencyCode: '11421000MB1234562Q', fiscalYear: '2026' });
    const rated = ['level', 'II', 'announcement', '2023-1', 'file', file];
    const typed = {
      reference: 'CG-1',
      'lines.0.kind': 'desktop',
      'lines.0.description': '台式机',
      'lines.0.quantity': '1',
    };
    const base = Object.entries(typed).reduce((draft, [at, value]) => withValue(draft, at, value), blank);
    const draft = [0, 2, 4].reduce((one, at) => withValue(one, `${path}.${rated[at]}`, rated[at + 1]), base);

    const { body, gaps } = bodyOf(draft, '2026-11-28');

    assert.deepEqual(body?.lines[0]?.computer?.operatingSystem?.securityRating, {
      ...{ level: 'II', announcement: '2023-1', file },
    });
    assert.deepEqual(gaps, []);
    assert.equal(textAt(draft, `${path}.file`), file);
    assert.equal(kindOf(`${path}.file`), 'file');
    assert.deepEqual(
      bodyOf(withValue(draft, `${path}.level`, '第三级'), '2026-11-28').gaps.map(({ path: at }) => at),
      [`${path}.level`],
    );
  });
});

describe('a code in a narrow cell', () => {
  it('leaves out what all of them begin with, up to a mark, and nothing of one that is not among them', () => {
    const among = ['JZ-2026-31002-01', 'JZ-2026-31007-01'].map((code) => ({ code }));

    assert.equal(shortCode('JZ-2026-31002-01', among), '…31002-01');
    assert.equal(shortCode('JZ-2025-31002-01', among), 'JZ-2025-31002-01');
    assert.equal(shortCode('JZ-2026-31002-01', among.slice(0, 1)), 'JZ-2026-31002-01');
    assert.equal(shortCode('A1', [{ code: 'A1' }, { code: 'B1' }]), 'A1');
    assert.equal(shortCode('A', [{ code: 'A' }, { code: 'A' }]), 'A');
  });

  it('reads unlike any other, also where one code of another kind is among them, or where codes have no marks', () => {
    const codes = ['JZ-2026-31002-01', 'JZ-2026-31007-01', 'JZ-2026-31007-02', 'QT-9', 'JZ202631002', 'JZ202631007'];
    const among = codes.map((code) => ({ code }));

    const short = codes.map((code) => shortCode(code, among));

    assert.deepEqual(short, ['…31002-01', '…31007-01', '…31007-02', 'QT-9', '…202631002', '…202631007']);
  });
});
