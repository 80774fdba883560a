import assert from 'node:assert/strict';
import { budgetLinesAt } from '../../src/web/orders/lines-at.ts';

const order = {
  lines: [
    {
      line: 1,
      funding: [
        { budgetLine: 'A', amount: '1.00' },
        { budgetLine: 'B', amount: '2.00' },
      ],
    },
    { line: 2, funding: [{ budgetLine: 'A', amount: '3.00' }] },
  ],
  softwarePlan: [
    { item: 1, funding: [{ budgetLine: null, amount: '1.00' }] },
    { item: 2, funding: [{ budgetLine: 'C' }] },
  ],
  total: '6.00',
};

describe('the budget lines that a finding is about', () => {
  for (const [says, rule, pointer, lines] of [
    ['the one whose amount is too much', 'BUD-02', '/lines/0/funding/1/amount', ['B']],
    ['the one that is of a wrong class', 'BUD-03', '/softwarePlan/1/funding/0/budgetLine', ['C']],
    ['those of all goods, each once', 'BUD-05', '/lines', ['A', 'B']],
    ['those of the order where the place itself has none', 'BUD-06', '/total', ['A', 'B', 'C']],
    ['those around an item that names none', 'BUD-04', '/softwarePlan/0/funding', ['C']],
    ['none for what is no rule of budgets', 'OS-01', '/lines/0', []],
  ] as const) {
    it(`are ${says}`, () => {
      assert.deepEqual(budgetLinesAt({ rule, pointer }, order), lines);
    });
  }

  it('are none in an order that names none', () => {
    assert.deepEqual(budgetLinesAt({ rule: 'BUD-01', pointer: '/lines' }, { lines: [{ line: 1 }] }), []);
  });
});
