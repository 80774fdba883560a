import assert from 'node:assert/strict';
import { type ApprovedPart, approvalsFor, missingOfApprovals } from '../../src/facts/approvals.ts';
import type { Approval } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { givenApproval, givenInput, givenOrder } from './support.ts';

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

describe('what an approval leaves out', () => {
  const cases: readonly [string, readonly Partial<Approval>[], readonly string[]][] = [
    ['nothing where it says which paper, from whom and of which day', [{}], []],
    ['the document', [{ document: null }], ['/approvals/0/document']],
    ['who issued it', [{}, { issuedBy: null }], ['/approvals/1/issuedBy']],
    ['the day', [{ issuedOn: null }], ['/approvals/0/issuedOn']],
    [
      'all three, of each paper',
      [{ document: null, issuedBy: null, issuedOn: null }, { issuedOn: null }],
      ['/approvals/0/document', '/approvals/0/issuedBy', '/approvals/0/issuedOn', '/approvals/1/issuedOn'],
    ],
    ['no end, ground or scan, which not every paper has', [{ validUntil: null, ground: null, file: null }], []],
  ];
  for (const [says, changes, missing] of cases) {
    it(`is ${says}`, () => {
      const approvals = changes.map(givenApproval);

      assert.deepEqual(missingOfApprovals(givenInput({ order: { approvals } })), missing);
    });
  }

  it('is its scan as well where the policy wants one, and nothing under a policy that says nothing of it', () => {
    const order = { approvals: [givenApproval({ issuedBy: null, file: null })] };
    const { policy } = givenInput();
    const asking = (names: readonly string[] | null) => ({ texts: () => names });

    assert.ok(policy.decisionDate.texts('policy.approval.mustState'));
    assert.deepEqual(missingOfApprovals(givenInput({ order, policy: asking(['file']) })), ['/approvals/0/file']);
    assert.deepEqual(missingOfApprovals(givenInput({ order, policy: asking(null) })), []);
  });

  it('is nothing of an order without approvals', () => {
    for (const approvals of [null, []]) assert.deepEqual(missingOfApprovals(givenInput({ order: { approvals } })), []);
  });
});
