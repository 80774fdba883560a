import assert from 'node:assert/strict';
import { type ApprovedPart, approvalsFor } from '../../src/facts/approvals.ts';
import type { Approval } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { givenApproval, givenOrder } from './support.ts';

describe('an approval', () => {
  const cases: readonly [string, boolean, Partial<Approval>, ApprovedPart?][] = [
    ['for everything holds for a line', true, {}],
    ['for everything holds for an item', true, {}, { item: 7 }],
    ['for named lines holds for these', true, { lines: [2, 1] }],
    ['for named lines holds for no other', false, { lines: [2] }],
    ['for named items holds for these', true, { planItems: [7] }, { item: 7 }],
    ['for named items holds for no other', false, { planItems: [8] }, { item: 7 }],
    ['of another kind does not hold', false, { kind: 'import-product' }],
    ['without a document does not hold', false, { document: null }],
    ['holds on its last day', true, { validUntil: '2026-04-12' }],
    ['does not hold the day after', false, { validUntil: '2026-04-11' }],
    ['holds from the day on which it was issued', true, { issuedOn: '2026-04-12' }],
    ['does not hold before it was issued', false, { issuedOn: '2026-04-13' }],
  ];
  for (const [says, holds, changes, part] of cases) {
    it(says, () => {
      const found = approvalsFor(givenOrder({ approvals: [givenApproval(changes)] }), {
        kind: 'special-equipment',
        part: part ?? { line: 1 },
        decidedOn: civilDate('2026-04-12'),
      });

      assert.equal(found.length > 0, holds);
    });
  }

  it('is not there while the order attaches none', () => {
    const order = givenOrder({ approvals: null });

    assert.deepEqual(
      approvalsFor(order, { kind: 'special-equipment', part: { line: 1 }, decidedOn: civilDate('2026-04-12') }),
      [],
    );
  });
});
