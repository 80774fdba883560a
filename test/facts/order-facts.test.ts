import assert from 'node:assert/strict';
import { orderFacts } from '../../src/facts/order-facts.ts';
import { givenApproval, givenComputer, givenHistory, givenInput, givenLine, policyWithout } from './support.ts';

describe('facts of the order itself', () => {
  it('takes what is left out for the usual case where there is one, and says not-stated where there is none', () => {
    const facts = orderFacts(
      givenInput({
        order: {
          acquisition: null,
          package: null,
          classified: null,
          method: null,
          organisationForm: null,
          total: null,
        },
      }),
    );

    assert.equal(facts['order.acquisition'], 'purchase');
    assert.equal(facts['order.package'], 'goods');
    assert.equal(facts['order.isClassified'], false);
    assert.equal(facts['order.method'], 'not-stated');
    assert.equal(facts['order.organisationForm'], 'not-stated');
    assert.equal(facts['order.totalFen'], null);
    assert.equal(facts['order.isTenderEquivalent'], false);
    assert.deepEqual(facts['order.missingElements'], ['/method', '/organisationForm', '/total']);
    assert.equal(facts['order.missingElementCount'], 3);
  });

  const deliveries = [
    { says: 'the delivery that is expected', expected: '2026-12-20', decided: '2026-04-12', reference: '2026-12-20' },
    {
      says: 'the day of the decision when the delivery is over',
      expected: '2026-04-11',
      decided: '2026-04-12',
      reference: '2026-04-12',
    },
    {
      says: 'the day of the decision when none is stated',
      expected: null,
      decided: '2026-04-12',
      reference: '2026-04-12',
    },
  ];
  for (const { says, expected, decided, reference } of deliveries) {
    it(`refers to ${says}`, () => {
      const facts = orderFacts(givenInput({ order: { expectedDeliveryOn: expected }, decidedOn: decided }));

      assert.equal(facts['order.deliveryReferenceOn'], reference);
      assert.equal(facts['order.expectedDeliveryOn'], expected);
    });
  }

  it('counts machines that need licences, and tablets not', () => {
    const categories = ['desktop', 'laptop', 'all-in-one', 'workstation', 'server', 'thin-client', 'tablet'] as const;
    const lines = categories.map((category, index) =>
      givenLine({ line: index + 1, quantity: 10 ** index, computer: givenComputer({ category }) }),
    );

    assert.equal(orderFacts(givenInput({ order: { lines } }))['order.computerCount'], 111_111);
  });

  it('takes the methods of the policy for tenders and no others', () => {
    const of = (method: 'open-tender' | 'batch-centralized' | 'invited-tender') =>
      orderFacts(givenInput({ order: { method } }))['order.isTenderEquivalent'];

    assert.deepEqual([of('open-tender'), of('batch-centralized'), of('invited-tender')], [true, true, false]);
    assert.equal(
      'order.isTenderEquivalent' in orderFacts(givenInput({ policy: { tenderEquivalentMethods: undefined } })),
      false,
    );
  });

  const approvals = [
    { says: 'a document of the right kind', approval: givenApproval({ kind: 'method-change' }), counts: true },
    {
      says: 'one without a document',
      approval: givenApproval({ kind: 'method-change', document: null }),
      counts: false,
    },
    { says: 'one of another kind', approval: givenApproval({ kind: 'import-product' }), counts: false },
    {
      says: 'one on its last day',
      approval: givenApproval({ kind: 'method-change', validUntil: '2026-04-12' }),
      counts: true,
    },
    {
      says: 'one that ran out yesterday',
      approval: givenApproval({ kind: 'method-change', validUntil: '2026-04-11' }),
      counts: false,
    },
    {
      says: 'one for a line that does not exist',
      approval: givenApproval({ kind: 'method-change', lines: [9] }),
      counts: false,
    },
  ];
  for (const { says, approval, counts } of approvals) {
    it(`${counts ? 'accepts' : 'does not accept'} ${says} as approval of the method`, () => {
      const facts = orderFacts(givenInput({ order: { approvals: [approval] } }));

      assert.equal(facts['order.approval.method'], counts);
      assert.equal(facts['order.approval.splitting'], false);
    });
  }

  it('accepts an exception from splitting and an adjusted budget alike', () => {
    for (const kind of ['splitting-exception', 'budget-adjustment'] as const) {
      const facts = orderFacts(givenInput({ order: { approvals: [givenApproval({ kind })] } }));
      assert.equal(facts['order.approval.splitting'], true);
    }
  });

  it('knows a supplier by its code only', () => {
    const of = (supplier: object | null) => orderFacts(givenInput({ order: { supplier } }))['order.hasSupplier'];

    assert.equal(of({ creditCode: '91420000MA4KTEXT64' }), true);
    assert.equal(of({ name: '某公司' }), false);
    assert.equal(of(null), false);
  });

  it('counts twins only while the policy says how far back', () => {
    const gathered = { history: givenHistory({ openTwinOrders: 2 }) };

    assert.equal(orderFacts(givenInput({ gathered }))['history.openTwinOrders'], 2);
    const without = orderFacts(givenInput({ gathered, policy: policyWithout('policy.duplicate.windowDays') }));
    assert.equal('history.openTwinOrders' in without, false);
  });
});
