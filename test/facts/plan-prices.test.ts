import assert from 'node:assert/strict';
import { fundingState } from '../../src/facts/plan/item-funding.ts';
import { buyingLine, planItemCost, planItemPrice } from '../../src/facts/plan/plan-prices.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { spareItem } from './plan-support.ts';
import { givenItem, givenLine, givenOrder, SOFTWARE_LINE } from './support.ts';

const software = givenLine({
  line: 2,
  goods: 'software',
  computer: null,
  software: { category: 'office' },
  unitPrice: '300.00',
});
const order = givenOrder({ lines: [givenLine(), software] });

describe('the line that buys a plan item', () => {
  it('is the software line that the item names, and no other', () => {
    assert.equal(buyingLine(order, givenItem({ orderLine: 2 }))?.line, 2);
    assert.equal(buyingLine(order, givenItem({ orderLine: 1 })), undefined);
    assert.equal(buyingLine(order, givenItem({ orderLine: 99 })), undefined);
    assert.equal(buyingLine(order, givenItem({ orderLine: null })), undefined);
    assert.equal(buyingLine(order, givenItem({ orderLine: 2, category: 'antivirus-client' })), undefined);
    assert.equal(buyingLine(order, givenItem({ orderLine: 2, category: null }))?.line, 2);
  });

  it('gives the price that the item leaves out', () => {
    assert.equal(planItemPrice(order, givenItem({ orderLine: 2 })), 58_000);
    assert.equal(planItemPrice(order, givenItem({ orderLine: 2, unitPrice: null })), 30_000);
    assert.equal(planItemPrice(order, givenItem({ unitPrice: null })), null);
    assert.equal(planItemCost(order, givenItem()), 1_160_000);
    assert.equal(planItemCost(order, givenItem({ seats: null })), null);
  });
});

describe('funding of a plan item', () => {
  const entries = (...amounts: readonly (string | null)[]) =>
    amounts.map((amount) => ({ budgetLine: SOFTWARE_LINE, amount }));
  const cases: readonly [string, ReturnType<typeof fundingState>, PlanItem][] = [
    ['of exactly its cost', 'funded', givenItem({ funding: entries('11600.00') })],
    ['of its cost from two entries', 'funded', givenItem({ funding: entries('11000.00', '600.00') })],
    ['of one fen too little', 'short', givenItem({ funding: entries('11599.99') })],
    ['without an amount', 'short', givenItem({ funding: entries(null) })],
    ['that is not there', 'none', givenItem({ funding: [] })],
    ['that is left out', 'none', givenItem({ funding: null })],
    ['that the number of no line spares it', 'none', givenItem({ funding: [], orderLine: 99 })],
    ['that a line provides', 'not-needed', givenItem({ funding: [], orderLine: 2 })],
    ['of spare seats', 'not-needed', spareItem()],
    ['of free software', 'not-needed', givenItem({ provision: 'free', funding: [] })],
    ['of software for nothing', 'not-needed', givenItem({ unitPrice: '0.00', funding: [] })],
    ['of software without a price', null, givenItem({ unitPrice: null })],
    ['of software without seats', null, givenItem({ seats: null })],
  ];
  for (const [says, state, item] of cases) {
    it(`${says} is ${state ?? 'nothing'}`, () => assert.equal(fundingState(order, item), state));
  }
});
