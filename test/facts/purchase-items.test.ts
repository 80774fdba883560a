import assert from 'node:assert/strict';
import { isClientCategory, purchaseItems, purchaseTotals, twinKeyOf } from '../../src/facts/line/purchase-items.ts';
import type { OrderLine, OrderSubmission } from '../../src/facts/submission.ts';
import { fen } from '../../src/kernel/index.ts';
import { type Computer, givenComputer, givenLine, givenOrder, HARDWARE_LINE, shippedPack } from './support.ts';

function computer(category: Computer['category'], catalogue: OrderLine['catalogue']): OrderLine {
  return givenLine({ catalogue, computer: givenComputer({ category }) });
}

function software(category: 'office' | 'antivirus-client' | null, catalogue: OrderLine['catalogue']): OrderLine {
  return givenLine({ goods: 'software', catalogue, computer: null, software: { category } });
}

describe('the catalogue item of a line', () => {
  const cases: readonly { says: string; line: OrderLine; item: string }[] = [
    {
      says: 'a desktop by its code of 2022',
      line: computer('desktop', { edition: '2022', code: 'A02010105' }),
      item: 'desktop',
    },
    {
      says: 'a desktop by its code of 2013',
      line: computer('desktop', { edition: '2013', code: 'A02010104' }),
      item: 'desktop',
    },
    {
      says: 'an all-in-one, bought under the desktops’ item',
      line: computer('all-in-one', { edition: '2022', code: 'A02010105' }),
      item: 'desktop',
    },
    {
      says: 'the same code of 2013, which means laptops',
      line: computer('desktop', { edition: '2013', code: 'A02010105' }),
      item: 'laptop',
    },
    { says: 'an all-in-one without a code', line: computer('all-in-one', null), item: 'desktop' },
    {
      says: 'a server with a code nobody knows',
      line: computer('server', { edition: '2022', code: 'A02019999' }),
      item: 'server',
    },
    { says: 'a machine that is not described at all', line: computer(null, null), item: 'not-stated' },
    {
      says: 'office software by the beginning of its code',
      line: software('office', { edition: '2022', code: 'A0806030199' }),
      item: 'software:operating-system',
    },
    {
      says: 'antivirus by its code of 2013',
      line: software('antivirus-client', { edition: '2013', code: 'A02010805' }),
      item: 'software:antivirus-client',
    },
    {
      says: 'antivirus by a code that means any software',
      line: software('antivirus-client', { edition: '2013', code: 'A02010801' }),
      item: 'software:antivirus-client',
    },
    {
      says: 'office software by a code of 2013 that means any, as its code of 2022 says',
      line: software('office', { edition: '2013', code: 'A02010801' }),
      item: 'software:operating-system',
    },
    {
      says: 'undescribed software by a code that means any',
      line: software(null, { edition: '2013', code: 'A02010801' }),
      item: 'software',
    },
    { says: 'office software without a code', line: software('office', null), item: 'software:operating-system' },
    { says: 'software that is not described', line: software(null, null), item: 'software' },
    {
      says: 'other goods by their code',
      line: givenLine({ goods: 'other', catalogue: { edition: '2022', code: 'A05010201' } }),
      item: 'A05010201',
    },
    { says: 'other goods without a code', line: givenLine({ goods: 'other', catalogue: null }), item: 'other' },
  ];
  for (const { says, line, item } of cases) {
    it(`is ${item} for ${says}`, () => {
      const order = givenOrder({ lines: [givenLine(), line] });
      assert.deepEqual(purchaseItems(order, shippedPack().decoding)[1], { lineIndex: 1, item });
    });
  }

  it('is that of a client for machines that somebody works at', () => {
    const categories = ['desktop', 'laptop', 'all-in-one', 'workstation', 'server', 'thin-client', 'tablet', null];
    assert.deepEqual(categories.map(isClientCategory), [true, true, true, true, false, false, false, false]);
  });
});

describe('what an order puts on a project and an item', () => {
  const projects = new Map([
    [HARDWARE_LINE, '办公设备更新'],
    ['JZ-2026-31002-02', '信息化建设'],
  ]);
  const totalsOf = (order: Partial<OrderSubmission>) =>
    purchaseTotals(givenOrder(order), shippedPack().decoding, (code) => projects.get(code));

  it('adds the lines of one item, and counts them in full on each project that pays', () => {
    const both = givenLine({
      quantity: 2,
      unitPrice: '100.00',
      funding: [
        { budgetLine: HARDWARE_LINE, amount: '150.00' },
        { budgetLine: 'JZ-2026-31002-02', amount: '50.00' },
      ],
    });

    assert.deepEqual(totalsOf({ lines: [both, givenLine({ line: 2, quantity: 1, unitPrice: '1.00' })] }), [
      { project: '办公设备更新', item: 'desktop', totalFen: fen(20_100) },
      { project: '信息化建设', item: 'desktop', totalFen: fen(20_100) },
    ]);
  });

  it('keeps items apart, and leaves out what no known line pays for', () => {
    const laptop = { ...computer('laptop', { edition: '2022', code: 'A02010108' }), quantity: 1, unitPrice: '7000.00' };
    const unfunded = {
      ...computer('server', { edition: '2022', code: 'A02010104' }),
      funding: [{ budgetLine: 'none', amount: '1.00' }],
    };

    assert.deepEqual(totalsOf({ lines: [givenLine(), laptop, unfunded] }), [
      { project: '办公设备更新', item: 'desktop', totalFen: fen(9_998_000) },
      { project: '办公设备更新', item: 'laptop', totalFen: fen(700_000) },
    ]);
  });

  it('counts no gift', () => {
    assert.deepEqual(totalsOf({ acquisition: 'donation' }), []);
  });
});

describe('the twin key', () => {
  const key = (order: Partial<OrderSubmission>) => twinKeyOf(givenOrder(order));
  const second = givenLine({ line: 2, quantity: 3, model: '另一型号' });
  const softwareLine = software('office', null);

  it('is a digest', () => {
    assert.match(key({}), /^[0-9a-f]{64}$/);
  });

  const same: readonly { says: string; a: Partial<OrderSubmission>; b: Partial<OrderSubmission> }[] = [
    {
      says: 'reference, price, funding and plan',
      a: {},
      b: { reference: 'CG-2', total: null, softwarePlan: [], lines: [givenLine({ unitPrice: '1.00', funding: [] })] },
    },
    { says: 'the order of the lines', a: { lines: [givenLine(), second] }, b: { lines: [second, givenLine()] } },
    {
      says: 'how the model is spelt',
      a: { lines: [givenLine({ model: 'TD120A2' })] },
      b: { lines: [givenLine({ model: ' ｔｄ120a2' })] },
    },
    { says: 'the description beside a model', a: {}, b: { lines: [givenLine({ description: '台式机' })] } },
    { says: 'software beside machines', a: {}, b: { lines: [givenLine(), softwareLine] } },
  ];
  for (const { says, a, b } of same) {
    it(`does not depend on ${says}`, () => {
      assert.equal(key(a), key(b));
    });
  }

  const different: readonly { says: string; a: Partial<OrderSubmission>; b: Partial<OrderSubmission> }[] = [
    { says: 'another quantity', a: {}, b: { lines: [givenLine({ quantity: 21 })] } },
    { says: 'another model', a: {}, b: { lines: [givenLine({ model: '世恒 TD120A3' })] } },
    { says: 'another category', a: {}, b: { lines: [givenLine({ computer: givenComputer({ category: 'laptop' }) })] } },
    { says: 'the same line twice', a: {}, b: { lines: [givenLine(), givenLine({ line: 2 })] } },
    { says: 'another supplier', a: {}, b: { supplier: null } },
    {
      says: 'another description where no model is named',
      a: { lines: [givenLine({ model: null })] },
      b: { lines: [givenLine({ model: null, description: '台式机' })] },
    },
    {
      says: 'other software where nothing else is bought',
      a: { lines: [softwareLine] },
      b: { lines: [software('antivirus-client', null)] },
    },
  ];
  for (const { says, a, b } of different) {
    it(`tells apart ${says}`, () => {
      assert.notEqual(key(a), key(b));
    });
  }
});
