import assert from 'node:assert/strict';
import { heldAfter, linesOfOrder } from '../../src/web/orders/money/held.ts';

describe('the money of an order', () => {
  it('is the sum of its moves in each bucket, to the fen', () => {
    const moves = [
      { from: 'available', to: 'reserved', amount: '39992.01' },
      { from: 'reserved', to: 'available', amount: '0.01' },
      { from: 'reserved', to: 'encumbered', amount: '39992.00' },
      { from: 'encumbered', to: 'spent', amount: '19996.00' },
    ] as const;

    assert.deepEqual(heldAfter(moves), { reserved: '0.00', encumbered: '19996.00', spent: '19996.00' });
    assert.deepEqual(heldAfter([]), { reserved: '0.00', encumbered: '0.00', spent: '0.00' });
  });

  it('stands on the lines of every decision, though the latest one took none, and where a closed year carried it', () => {
    const effect = (budgetLine: string) => ({ budgetLine, amount: '1.00', availableAfter: '2.00' });
    const decisions = [{ budget: [effect('B'), effect('A')] }, { budget: [] }, { budget: [effect('A')] }];

    const lines = linesOfOrder(decisions, [{ from: 'B', to: 'C', amount: '1.00', logIndex: 7 }]);

    assert.deepEqual(lines, ['A', 'B', 'C']);
  });
});
