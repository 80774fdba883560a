import assert from 'node:assert/strict';
import { missingElements } from '../../src/facts/completeness.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { ENTITLEMENT, givenPlan } from './plan-support.ts';
import { givenAntivirus, givenComputer, givenInput, givenItem, givenLine } from './support.ts';

describe('what an order leaves out', () => {
  const cases: readonly { says: string; order: Partial<OrderSubmission>; missing: readonly string[] }[] = [
    { says: 'nothing of a complete order', order: {}, missing: [] },
    {
      says: 'the elements of the order in the order of the body',
      order: { method: null, organisationForm: null, expectedDeliveryOn: null, total: null },
      missing: ['/method', '/organisationForm', '/expectedDeliveryOn', '/total'],
    },
    { says: 'no supplier before there is one', order: { supplier: null }, missing: [] },
    {
      says: 'the code of a supplier that is named',
      order: { supplier: { name: '某公司' } },
      missing: ['/supplier/creditCode'],
    },
    {
      says: 'code and price of a line',
      order: { lines: [givenLine(), givenLine({ line: 2, catalogue: null, unitPrice: null })] },
      missing: ['/lines/1/catalogue/edition', '/lines/1/catalogue/code', '/lines/1/unitPrice'],
    },
    {
      says: 'the edition of a code',
      order: { lines: [givenLine({ catalogue: { code: 'A02010105' } })] },
      missing: ['/lines/0/catalogue/edition'],
    },
    {
      says: 'what kind of computer it is',
      order: { lines: [givenLine({ computer: null })] },
      missing: ['/lines/0/computer/category'],
    },
    {
      says: 'what kind of software it is',
      order: { lines: [givenLine({ goods: 'software', computer: null, software: {} })] },
      missing: ['/lines/0/software/category'],
    },
    {
      says: 'no operating system, which has rules of its own',
      order: { lines: [givenLine({ computer: givenComputer({ operatingSystem: null }), funding: null })] },
      missing: [],
    },
    {
      says: 'what kind of licence a plan item is',
      order: { softwarePlan: [{}] },
      missing: ['/softwarePlan/0/category', '/softwarePlan/0/provision', '/softwarePlan/0/seats'],
    },
    {
      says: 'terms and price of a new purchase',
      order: { softwarePlan: [givenItem({ licenceType: null, metric: null, unitPrice: null }), givenAntivirus()] },
      missing: ['/softwarePlan/0/licenceType', '/softwarePlan/0/metric', '/softwarePlan/0/unitPrice'],
    },
    {
      says: 'no terms while the product is only required',
      order: { softwarePlan: [givenItem({ product: null, licenceType: null, metric: null }), givenAntivirus()] },
      missing: [],
    },
    {
      says: 'no terms and price of seats that are there already',
      order: {
        softwarePlan: [givenItem({ provision: 'spare-entitlement', licenceType: null, metric: null, unitPrice: null })],
      },
      missing: [],
    },
    {
      says: 'the seats that a spare entitlement gives',
      order: { softwarePlan: [givenItem({ provision: 'spare-entitlement', seats: null }), givenAntivirus()] },
      missing: ['/softwarePlan/0/seats'],
    },
    {
      says: 'no seats of a site licence, which may be for every machine inside',
      order: { softwarePlan: [givenItem({ provision: 'site-licence', seats: null, unitPrice: null })] },
      missing: [],
    },
    {
      says: 'the end of a subscription, whether or not its product is chosen',
      order: {
        softwarePlan: [
          givenItem({ licenceType: 'subscription', product: null }),
          givenAntivirus({ licenceType: 'subscription', serviceMonths: null, validUntil: null }),
        ],
      },
      missing: ['/softwarePlan/0/validUntil', '/softwarePlan/1/validUntil'],
    },
    {
      says: 'no end of a subscription that says how long it serves, or that the register knows',
      order: {
        softwarePlan: [
          givenItem({ licenceType: 'subscription', serviceMonths: 12 }),
          givenItem({ licenceType: 'subscription', validUntil: '2027-12-31' }),
          givenItem({ licenceType: 'subscription', provision: 'spare-entitlement' }),
        ],
      },
      missing: [],
    },
    {
      says: 'only the delivery date of a gift',
      order: {
        acquisition: 'donation',
        method: null,
        organisationForm: null,
        expectedDeliveryOn: null,
        total: null,
        lines: [givenLine({ catalogue: null, unitPrice: null })],
        softwarePlan: [],
      },
      missing: ['/expectedDeliveryOn'],
    },
    {
      says: 'for a lease everything that a purchase needs',
      order: { acquisition: 'lease', method: null },
      missing: ['/method'],
    },
  ];
  for (const { says, order, missing } of cases) {
    it(`is ${says}`, () => {
      assert.deepEqual(missingElements(givenInput({ order })), missing);
    });
  }

  it('is no price of machines that another line pays for, where the policy can tell what that line buys', () => {
    const order = { lines: [givenLine({ pricedIn: 2, unitPrice: '0.00' })], softwarePlan: [] };

    assert.deepEqual(missingElements(givenInput({ order })), []);
    assert.deepEqual(missingElements(givenInput({ order, policy: { goodsWords: undefined } })), ['/lines/0/unitPrice']);
  });

  it('is how many seats of a site licence are taken, where it has a number of them', () => {
    const item = givenItem({ provision: 'site-licence', entitlementId: ENTITLEMENT, seats: null, unitPrice: null });
    const missingOf = (seats: number | null) => missingElements(givenPlan({ plan: [item], held: { seats } }));

    assert.deepEqual(missingOf(50), ['/softwarePlan/0/seats']);
    assert.deepEqual(missingOf(null), []);
  });
});
