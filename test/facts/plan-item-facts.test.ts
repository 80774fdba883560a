import assert from 'node:assert/strict';
import { planItemFacts } from '../../src/facts/plan/plan-item-facts.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import type { FactValue } from '../../src/rules/index.ts';
import { ENTITLEMENT, givenPlan, policyWith, spareItem } from './plan-support.ts';
import { givenApproval, givenEntitlement, givenItem, givenLine, policyWithout } from './support.ts';

type PlanCase = Parameters<typeof givenPlan>[0];

describe('what a plan item states', () => {
  it('is taken as it is', () => {
    const facts = factsOf(givenItem({ item: 7 }));

    assert.equal(facts['item.number'], 7);
    assert.equal(facts['item.product.name'], 'WPS Office');
    assert.equal(facts['item.seats'], 20);
  });

  it('is not stated, rather than missing, where the officer left it out', () => {
    const facts = factsOf({});

    assert.equal(facts['item.number'], 1);
    for (const name of ['category', 'provision', 'licenceType', 'metric', 'licenseeState', 'editionClass']) {
      assert.equal(facts[`item.${name}`], 'not-stated', name);
    }
    assert.equal(facts['item.seats'], 0);
    assert.equal(facts['item.product.name'], null);
  });
});

describe('delivery of a plan item', () => {
  const cases: readonly [string, FactValue, Partial<PlanItem>, PlanCase?][] = [
    ['on the day of the machines is in time', 'ok', { deliverBy: '2026-12-20' }],
    ['a day later is late', 'late', { deliverBy: '2026-12-21' }],
    ['without a day is missing', 'missing', { deliverBy: null }],
    ['of bundled software is asked for too', 'missing', { deliverBy: null, provision: 'bundled' }],
    ['of seats that are there is no question', 'not-needed', { deliverBy: null, provision: 'spare-entitlement' }],
    ['of a site licence is no question', 'not-needed', { deliverBy: null, provision: 'site-licence' }],
    ['of nobody knows what is no question', 'not-needed', { deliverBy: null, provision: null }],
    [
      'is not late while the machines have no day',
      'ok',
      { deliverBy: '2027-12-31' },
      { order: { expectedDeliveryOn: null } },
    ],
  ];
  for (const [says, state, changes, given] of cases) {
    it(says, () => assert.equal(factsOf(givenItem(changes), given)['item.deliverByState'], state));
  }

  it('is missing while the days of grace are, unless they do not matter', () => {
    const policy = policyWithout('policy.plan.deliveryGraceDays');

    assert.equal('item.deliverByState' in factsOf(givenItem(), { policy }), false);
    assert.equal(factsOf(givenItem({ deliverBy: null }), { policy })['item.deliverByState'], 'missing');
  });
});

describe('price of the first year', () => {
  const cases: readonly [string, string, FactValue, Partial<PlanItem>][] = [
    ['a perpetual licence', 'single-year', 9_100, {}],
    ['twelve months', 'single-year', 9_100, { serviceMonths: 12 }],
    ['thirteen months', 'not-split', 9_100, { serviceMonths: 13 }],
    ['thirteen months, the first apart', 'split', 8_000, { serviceMonths: 13, firstYearUnitPrice: '80.00' }],
    ['a term of one year', 'single-year', 9_100, { validFrom: '2026-12-20', validUntil: '2027-12-19' }],
    ['a term of a year and a day', 'not-split', 9_100, { validFrom: '2026-12-20', validUntil: '2027-12-20' }],
    ['a year from the day of delivery', 'single-year', 9_100, { validUntil: '2027-12-19' }],
    ['a year and a day from then', 'not-split', 9_100, { validUntil: '2027-12-20' }],
    ['the same, the first year apart', 'split', 8_000, { validUntil: '2027-12-20', firstYearUnitPrice: '80.00' }],
    [
      'a year of service in a longer term',
      'not-split',
      9_100,
      { serviceMonths: 12, validFrom: '2026-12-20', validUntil: '2029-12-19' },
    ],
    [
      'a single year that names less for its first',
      'single-year',
      9_100,
      { serviceMonths: 12, firstYearUnitPrice: '80.00' },
    ],
    [
      'a single year that names more for its first',
      'single-year',
      9_900,
      { serviceMonths: 12, firstYearUnitPrice: '99.00' },
    ],
    ['only a first year', 'single-year', 8_000, { unitPrice: null, firstYearUnitPrice: '80.00' }],
    ['no price', 'single-year', null, { unitPrice: null }],
  ];
  for (const [says, split, price, changes] of cases) {
    it(`of ${says}`, () => {
      const facts = factsOf(givenItem({ validFrom: null, unitPrice: '91.00', ...changes }));

      assert.equal(facts['item.serviceSplit'], split);
      assert.equal(facts['item.firstYearPriceFen'], price);
    });
  }

  it('is that of the line which buys the item', () => {
    const line = givenLine({ line: 2, goods: 'software', computer: null, unitPrice: '300.00' });
    const facts = factsOf(givenItem({ orderLine: 2, unitPrice: null }), { lines: [givenLine(), line] });

    assert.equal(facts['item.unitPriceFen'], 30_000);
    assert.equal(facts['item.firstYearPriceFen'], 30_000);
    assert.equal(facts['item.fundingState'], 'not-needed');
  });
});

describe('product of a plan item', () => {
  const knownCases: readonly [string, FactValue | undefined, Partial<PlanItem>][] = [
    ['is known by its name', true, {}],
    ['is known by an alias in any case', true, { product: '金山  wps office' }],
    ['is not known as another category', false, { category: 'antivirus-client' }],
    ['is not known by another name', false, { product: 'X' }],
    ['is missing for a system that nobody registered', undefined, { category: 'operating-system', product: 'X' }],
    ['is nothing while it is only required', null, { product: null }],
  ];
  for (const [says, isKnown, changes] of knownCases) {
    it(says, () => assert.equal(factsOf(givenItem(changes))['item.isProductKnown'], isKnown));
  }

  it('is that of the entitlement while the item names none', () => {
    const facts = factsOf(spareItem({ product: null, edition: null }), { held: { edition: 'Personal' } });

    assert.equal(facts['item.isProductKnown'], true);
    assert.equal(facts['item.editionClass'], 'personal');
    assert.equal(facts['item.product.name'], null);
  });

  const editionCases: readonly [string, FactValue | undefined, Partial<PlanItem>][] = [
    ['that the register of editions lacks', undefined, { edition: 'Supreme' }],
    ['for offices, by its usual name', 'unit', { edition: '政务版' }],
    ['for servers, by its usual name', 'unit', { edition: '服务器版' }],
    ['for homes, by its usual name', 'personal', { edition: '家庭版' }],
    ['registered for units', 'unit', { edition: 'professional' }],
    ['registered as personal', 'personal', { edition: '家庭版' }],
    ['that a list calls personal', 'personal', { product: 'X', edition: 'Gold Student Edition' }],
    ['that a list calls a home edition', 'personal', { product: 'X', edition: 'Single Language' }],
    ['that no list names', 'unit', { product: 'X', edition: 'Gold' }],
    ['that is left out', 'not-stated', { edition: null }],
    ['of a product that is only required', 'not-stated', { product: null, edition: 'Home' }],
  ];
  for (const [says, editionClass, changes] of editionCases) {
    it(`has an edition ${says}: ${editionClass}`, () => {
      assert.equal(factsOf(givenItem(changes))['item.editionClass'], editionClass);
    });
  }

  it('is on no list of free software while the list is empty, and on none at all while it has no name', () => {
    assert.equal(factsOf(givenItem())['item.onFreeList'], false);
    assert.equal(factsOf(givenItem({ product: null }))['item.onFreeList'], null);
    assert.equal('item.onFreeList' in factsOf(givenItem(), { policy: { freeList: undefined } }), false);
  });
});

describe('entitlement of a plan item', () => {
  it('is told as the register has it', () => {
    const facts = factsOf(givenItem({ entitlementId: ENTITLEMENT }), { held: { channel: 'oem', heldSeats: 3 } });

    assert.equal(facts['entitlement.isDeviceBound'], true);
    assert.equal(facts['entitlement.seats'], 30);
    assert.equal(facts['entitlement.installedSeats'], 5);
    assert.equal(facts['entitlement.heldSeats'], 3);
    assert.equal(facts['entitlement.freeSeats'], 25);
    assert.equal(facts['entitlement.isTransferable'], true);
  });

  it('is nothing while none is cited', () => {
    const facts = factsOf(givenItem());

    for (const name of ['isDeviceBound', 'seats', 'installedSeats', 'heldSeats', 'freeSeats', 'isTransferable']) {
      assert.equal(facts[`entitlement.${name}`], null, name);
    }
    assert.equal(facts['item.entitlementSeatsAsked'], null);
  });

  it('is asked for the seats of all items that cite it', () => {
    const plan = [spareItem({ seats: 8 }), spareItem({ seats: 5 }), givenItem()];

    const asked = planItemFacts(givenPlan({ plan })).map((facts) => facts['item.entitlementSeatsAsked']);

    assert.deepEqual(asked, [13, 13, null]);
  });
});

describe('software that a plan item replaces', () => {
  const entitlements = {
    young: givenEntitlement({ acquiredOn: civilDate('2021-04-13') }),
    old: givenEntitlement({ acquiredOn: civilDate('2019-04-12') }),
    undated: givenEntitlement({ acquiredOn: null }),
  };
  const monthsOf = (...replacesEntitlements: string[]) =>
    factsOf(givenItem({ replacesEntitlements }), { gathered: { entitlements } })['item.replacedYoungestMonths'];

  it('is as young as the youngest, in full months on the day of submission', () => {
    assert.equal(monthsOf('old'), 84);
    assert.equal(monthsOf('old', 'young'), 59);
    assert.equal(monthsOf(), null);
  });

  it('is of a missing age where the register has no date', () => {
    assert.equal(monthsOf('old', 'undated'), undefined);
    assert.equal(monthsOf('constructor'), undefined);
  });

  it('is held against the life of software in months', () => {
    assert.equal(factsOf(givenItem())['item.minLifeMonths'], 60);
    assert.equal(
      'item.minLifeMonths' in factsOf(givenItem(), { policy: policyWithout('policy.software.minLifeYears') }),
      false,
    );
  });

  it('must last longer where the policy says so of office software', () => {
    const policy = policyWith({ 'policy.software.officeMinLifeYears': 6 });
    const livesOf = (category: PlanItem['category']) => {
      const facts = factsOf(givenItem({ category }), { policy });
      return [facts['item.minLifeYears'], facts['item.minLifeMonths']];
    };

    assert.deepEqual(livesOf('office'), [6, 72]);
    assert.deepEqual(livesOf('antivirus-client'), [5, 60]);
    assert.deepEqual(livesOf(null), [5, 60]);
  });

  it('has the ground that an approval for the item states', () => {
    const groundWith = (changes: Parameters<typeof givenApproval>[0]) =>
      factsOf(givenItem({ item: 7 }), {
        order: { approvals: [givenApproval({ kind: 'early-renewal', ground: 'unusable', ...changes })] },
      })['item.replacementGround'];

    assert.equal(groundWith({}), 'unusable');
    assert.equal(groundWith({ planItems: [7] }), 'unusable');
    assert.equal(groundWith({ planItems: [8] }), 'none');
    assert.equal(groundWith({ kind: 'early-replacement' }), 'none');
    assert.equal(groundWith({ ground: '领导要求' }), 'none');
  });
});

describe('approval of a price', () => {
  it('is by the finance and by the technical department', () => {
    const approvals = [
      givenApproval({ kind: 'price-finance' }),
      givenApproval({ kind: 'price-technical', planItems: [2] }),
    ];

    const facts = planItemFacts(
      givenPlan({ plan: [givenItem({ item: 1 }), givenItem({ item: 2 })], order: { approvals } }),
    );

    assert.deepEqual(
      facts.map((item) => [item['item.approval.finance'], item['item.approval.technical']]),
      [
        [true, false],
        [true, true],
      ],
    );
  });
});

function factsOf(item: PlanItem, given: PlanCase = {}) {
  const [facts] = planItemFacts(givenPlan({ plan: [item], ...given }));
  assert.ok(facts);
  return facts;
}
