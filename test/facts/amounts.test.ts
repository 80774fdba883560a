import assert from 'node:assert/strict';
import {
  type AmountsState,
  amountsState,
  computedTotal,
  hasBookableAmounts,
  placeOfLargestAmount,
  productsTotal,
} from '../../src/facts/line/amounts.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { fen } from '../../src/kernel/index.ts';
import { givenAntivirus, givenItem, givenLine, givenOrder, HARDWARE_LINE, SOFTWARE_LINE } from './support.ts';

const softwareLine = givenLine({
  line: 2,
  goods: 'software',
  quantity: 20,
  unitPrice: '580.00',
  computer: null,
  software: { category: 'office' },
  funding: [{ budgetLine: SOFTWARE_LINE, amount: '11600.00' }],
});

describe('amounts', () => {
  it('counts lines, and new purchases that no software line buys', () => {
    assert.equal(computedTotal(givenOrder()), fen(11_340_000));
    assert.equal(
      computedTotal(givenOrder({ lines: [givenLine(), softwareLine], softwarePlan: [givenItem({ orderLine: 2 })] })),
      fen(11_158_000),
    );
  });

  it('lets no line but one that buys software spare an item its own money', () => {
    const onComputerLine = givenOrder({ softwarePlan: [givenItem({ orderLine: 1 })] });
    const dangling = givenOrder({ softwarePlan: [givenItem({ orderLine: 7 })] });

    assert.equal(computedTotal(onComputerLine), fen(11_158_000));
    assert.equal(computedTotal(dangling), fen(11_158_000));
  });

  it('counts nothing for seats that are there already', () => {
    const spare = givenItem({ provision: 'spare-entitlement', unitPrice: null, funding: [] });

    assert.equal(computedTotal(givenOrder({ softwarePlan: [spare] })), fen(9_998_000));
  });

  it('knows no total while a price is left out', () => {
    assert.equal(computedTotal(givenOrder({ lines: [givenLine({ unitPrice: null })] })), null);
    assert.equal(computedTotal(givenOrder({ softwarePlan: [givenItem({ unitPrice: null })] })), null);
  });

  it('counts nothing for machines that another line pays for, whatever stands at them', () => {
    for (const unitPrice of [null, '0.00', '4999.00']) {
      const inside = givenLine({ line: 2, pricedIn: 1, unitPrice, funding: [] });
      assert.equal(computedTotal(givenOrder({ lines: [givenLine(), inside], softwarePlan: [] })), fen(9_998_000));
    }
  });

  it('leaves services out of the products, and nothing else', () => {
    const service = givenLine({
      line: 2,
      goods: 'other',
      catalogue: { edition: '2022', code: 'C16010000' },
      computer: null,
    });
    const cabinet = givenLine({
      line: 3,
      goods: 'other',
      catalogue: null,
      quantity: 1,
      unitPrice: '100.00',
      computer: null,
    });

    assert.equal(productsTotal(givenOrder({ lines: [service, cabinet], softwarePlan: [] })), fen(10_000));
    assert.equal(productsTotal(givenOrder({ lines: [givenLine({ unitPrice: null })] })), fen(1_342_000));
  });

  const bought = (changes: Parameters<typeof givenItem>[0]): Partial<OrderSubmission> => ({
    lines: [givenLine(), softwareLine],
    softwarePlan: [givenItem({ orderLine: 2, funding: [], ...changes })],
    total: '111580.00',
  });
  const funded = (amount: string | null) => givenLine({ funding: [{ budgetLine: HARDWARE_LINE, amount }] });
  const cases: readonly { says: string; order: Partial<OrderSubmission>; state: AmountsState }[] = [
    { says: 'an order whose parts add up', order: {}, state: 'balanced' },
    { says: 'a total one fen too low', order: { total: '113399.99' }, state: 'total-differs' },
    { says: 'a total one fen too high', order: { total: '113400.01' }, state: 'total-differs' },
    { says: 'funding one fen too low', order: { lines: [funded('99979.99')] }, state: 'funding-differs' },
    { says: 'funding without an amount', order: { lines: [funded(null)] }, state: 'funding-differs' },
    {
      says: 'funding split over two budget lines',
      order: {
        lines: [
          givenLine({
            funding: [
              { budgetLine: HARDWARE_LINE, amount: '99979.99' },
              { budgetLine: 'JZ-2026-31002-02', amount: '0.01' },
            ],
          }),
        ],
      },
      state: 'balanced',
    },
    { says: 'both wrong', order: { total: '1.00', lines: [funded('2.00')] }, state: 'both-differ' },
    {
      says: 'no funding at all, which another rule finds',
      order: { lines: [givenLine({ funding: [] })] },
      state: 'balanced',
    },
    {
      says: 'an item whose funding falls short',
      order: {
        softwarePlan: [givenItem({ funding: [{ budgetLine: SOFTWARE_LINE, amount: '11599.99' }] }), givenAntivirus()],
      },
      state: 'funding-differs',
    },
    {
      says: 'money on an item that costs nothing',
      order: { softwarePlan: [givenItem(), givenAntivirus(), givenItem({ item: 3, provision: 'free' })] },
      state: 'funding-differs',
    },
    { says: 'a software line that costs what its item costs', order: bought({}), state: 'balanced' },
    { says: 'a software line whose price its item takes', order: bought({ unitPrice: null }), state: 'balanced' },
    { says: 'a line of twenty seats for an item of nineteen', order: bought({ seats: 19 }), state: 'plan-differs' },
    { says: 'an item of more seats than its line buys', order: bought({ seats: 21 }), state: 'plan-differs' },
    { says: 'an item cheaper than its line', order: bought({ unitPrice: '579.99' }), state: 'plan-differs' },
    { says: 'an item without seats', order: bought({ seats: null }), state: 'balanced' },
    { says: 'no total', order: { total: null }, state: 'not-stated' },
    { says: 'no unit price', order: { lines: [givenLine({ unitPrice: null })] }, state: 'not-stated' },
    { says: 'no total and wrong funding', order: { total: null, lines: [funded('1.00')] }, state: 'funding-differs' },
    { says: 'a donation that still names money', order: { acquisition: 'donation' }, state: 'both-differ' },
    {
      says: 'a donation without money',
      order: {
        acquisition: 'donation',
        total: null,
        lines: [givenLine({ funding: [] })],
        softwarePlan: [],
      },
      state: 'balanced',
    },
    {
      says: 'a transfer with a total of nothing',
      order: { acquisition: 'transfer-in', total: '0.00', lines: [givenLine({ funding: null })], softwarePlan: null },
      state: 'balanced',
    },
    {
      says: 'a transfer with a total',
      order: { acquisition: 'transfer-in', total: '0.01', lines: [givenLine({ funding: null })], softwarePlan: null },
      state: 'total-differs',
    },
  ];
  for (const { says, order, state } of cases) {
    it(`finds ${says} ${state}`, () => {
      assert.equal(amountsState(givenOrder(order)), state);
    });
  }

  it('refuses sums that no budget could hold', () => {
    const huge = givenLine({ quantity: 1_000_000, unitPrice: '9999999999999.99' });

    assert.equal(hasBookableAmounts(givenOrder()), true);
    assert.equal(hasBookableAmounts(givenOrder({ lines: [huge] })), false);
    assert.equal(
      hasBookableAmounts(
        givenOrder({
          total: '900000000000.00',
          lines: [givenLine({ unitPrice: null, funding: [{}] })],
          softwarePlan: [],
        }),
      ),
      true,
    );
    assert.equal(hasBookableAmounts(givenOrder({ total: '900000000000.01' })), false);
    assert.equal(
      hasBookableAmounts(givenOrder({ softwarePlan: [givenItem({ seats: 1_000_000, unitPrice: '1000000.00' })] })),
      false,
    );
  });

  it('points at the largest amount, which an officer looks at first', () => {
    const [line, item] = [givenLine({ quantity: 2 }), givenItem({ seats: 1 })];
    const dear = '9999999999999.99';
    const cases: readonly [string, ReturnType<typeof givenOrder>][] = [
      ['/total', givenOrder({ total: dear })],
      ['/lines/1/unitPrice', givenOrder({ lines: [line, { ...line, line: 2, unitPrice: dear }] })],
      ['/lines/0/funding/0/amount', givenOrder({ lines: [{ ...line, funding: [{ amount: dear }] }] })],
      ['/softwarePlan/0/unitPrice', givenOrder({ softwarePlan: [{ ...item, unitPrice: dear }] })],
      ['/softwarePlan/0/firstYearUnitPrice', givenOrder({ softwarePlan: [{ ...item, firstYearUnitPrice: dear }] })],
      ['/softwarePlan/0/funding/0/amount', givenOrder({ softwarePlan: [{ ...item, funding: [{ amount: dear }] }] })],
    ];

    for (const [place, order] of cases) assert.equal(placeOfLargestAmount(order), place);
  });
});
