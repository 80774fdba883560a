import assert from 'node:assert/strict';
import type { Gathered } from '../../src/facts/gathered.ts';
import { planFacts, seatsBeyond } from '../../src/facts/plan/plan-sums.ts';
import { givenPlan, machines, policyWith, spareItem } from './plan-support.ts';
import { givenAntivirus, givenComputer, givenEntitlement, givenItem, givenLine, policyWithout } from './support.ts';

type Pool = Gathered['freePools'][number];

describe('seats beyond the computers', () => {
  const cases: readonly [number, number, number, number][] = [
    [20, 20, 0, 0],
    [21, 20, 0, 1],
    [22, 20, 10, 0],
    [23, 20, 10, 1],
    [20, 19, 10, 0],
    [21, 19, 10, 1],
    [1, 0, 10, 1],
  ];
  for (const [seats, computers, bufferPercent, beyond] of cases) {
    it(`are ${beyond} for ${seats} seats, ${computers} computers and ${bufferPercent} % of buffer`, () => {
      assert.equal(seatsBeyond({ seats, computers, bufferPercent }), beyond);
    });
  }
});

describe('sums of the plan', () => {
  it('say what is needed, covered and short for each kind', () => {
    const facts = planFacts(givenPlan({ plan: [givenItem({ seats: 12 })] }));

    assert.equal(facts['order.need.office'], 20);
    assert.equal(facts['order.covered.office'], 12);
    assert.equal(facts['order.shortfall.office'], 8);
    assert.equal(facts['order.shortfall.antivirusClient'], 20);
    assert.equal(facts['order.need.antivirusServer'], 0);
    assert.equal(facts['order.plan.itemCount'], 1);
  });

  it('add up the new seats of office and antivirus only', () => {
    const plan = [givenItem(), givenAntivirus(), givenItem({ category: 'other' }), spareItem()];

    assert.equal(planFacts(givenPlan({ plan }))['order.plan.newSeats'], 40);
  });

  it('cost a software line once, and items that no line buys by themselves', () => {
    const line = givenLine({ line: 2, goods: 'software', quantity: 40, unitPrice: '300.00', computer: null });
    const bought = givenItem({ orderLine: 2 });
    const plan = [bought, bought, givenAntivirus(), spareItem({ unitPrice: '580.00' }), givenItem({ unitPrice: null })];

    const facts = planFacts(givenPlan({ lines: [givenLine(), line], plan }));

    assert.equal(facts['order.plan.newPurchaseCostFen'], 1_200_000 + 182_000);
  });
});

describe('over-configuration', () => {
  const excess = (...plan: Parameters<typeof givenPlan>[0]['plan'] & object) =>
    planFacts(givenPlan({ plan }))['order.plan.excessSeats'];

  it('is the largest of the kinds, and never below none', () => {
    assert.equal(excess(givenItem(), givenAntivirus()), 0);
    assert.equal(excess(givenItem({ seats: 23 }), givenAntivirus({ seats: 21 })), 3);
    assert.equal(excess(givenItem({ seats: 5 })), 0);
  });

  it('spares seats for machines that are there already', () => {
    assert.equal(excess(givenItem({ seats: 25, forExistingDevices: 5 })), 0);
    assert.equal(excess(givenItem({ seats: 26, forExistingDevices: 5 })), 1);
  });

  it('spares seats of tablets, which may have software that they need not have', () => {
    const tablets = givenLine({ quantity: 10, computer: givenComputer({ category: 'tablet', needsOffice: false }) });
    const excessBeside = (seats: number, lines = [tablets]) =>
      planFacts(givenPlan({ lines, plan: [givenAntivirus({ seats })] }))['order.plan.excessSeats'];

    assert.equal(excessBeside(10), 0);
    assert.equal(excessBeside(11), 1);
    assert.equal(excessBeside(30, [givenLine(), tablets]), 0);
    assert.equal(excessBeside(5, [givenLine({ goods: 'other', computer: null })]), 5);
  });

  it('does not look at seats that are not new', () => {
    assert.equal(excess(spareItem({ seats: 30 })), 0);
  });

  it('is missing while the buffer is, but not when nothing new is bought', () => {
    const policy = policyWithout('policy.plan.bufferPercent');

    assert.equal('order.plan.excessSeats' in planFacts(givenPlan({ policy })), false);
    assert.equal(planFacts(givenPlan({ plan: [spareItem()], policy }))['order.plan.excessSeats'], 0);
  });

  it('goes by the policy of the day of submission', () => {
    const input = givenPlan({ plan: [givenItem({ seats: 21 })] });
    const submitDate = { ...input.policy.submitDate, ...policyWith({ 'policy.plan.bufferPercent': 5 }) };

    assert.equal(planFacts({ ...input, policy: { ...input.policy, submitDate } })['order.plan.excessSeats'], 0);
  });
});

describe('licences by user or by concurrent use', () => {
  const cases: readonly [boolean, Parameters<typeof givenItem>[0]][] = [
    [false, { metric: 'device', seats: 20 }],
    [true, { metric: 'user', seats: 20 }],
    [true, { metric: 'concurrent', seats: 20 }],
    [false, { metric: 'concurrent', seats: 19 }],
    [false, { metric: 'user', seats: 20, forExistingDevices: 1 }],
    [false, { metric: 'user', seats: 20, category: 'other' }],
  ];
  for (const [isNotBelow, changes] of cases) {
    it(`${isNotBelow ? 'do not stay' : 'stay'} below the machines: ${JSON.stringify(changes)}`, () => {
      assert.equal(planFacts(givenPlan({ plan: [givenItem(changes)] }))['order.plan.metricNotBelow'], isNotBelow);
    });
  }

  it('are added up over the items of a kind', () => {
    const plan = [givenItem({ metric: 'user', seats: 10 }), givenItem({ metric: 'concurrent', seats: 10 })];

    assert.equal(planFacts(givenPlan({ plan }))['order.plan.metricNotBelow'], true);
  });

  it('do not stay above machines that nobody buys', () => {
    const lines = [givenLine({ goods: 'other', computer: null })];

    assert.equal(
      planFacts(givenPlan({ lines, plan: [givenItem({ metric: 'user' })] }))['order.plan.metricNotBelow'],
      false,
    );
  });
});

describe('free seats to be used first', () => {
  const pool = (freeSeats: number, platforms: readonly string[] = ['linux-arm64'], category = 'office'): Pool => ({
    category,
    platforms,
    freeSeats,
  });
  const reusable = (given: Parameters<typeof givenPlan>[0], ...freePools: readonly Pool[]) =>
    planFacts(
      givenPlan({ ...given, gathered: { entitlements: { ent_1: givenEntitlement() }, freePools, ...given.gathered } }),
    )['order.plan.reusableFreeSeats'];

  it('are those that fit, as far as new ones are bought', () => {
    assert.equal(reusable({}, pool(5)), 5);
    assert.equal(reusable({}, pool(50)), 20);
    assert.equal(reusable({}, pool(5, ['windows-x64'])), 0);
    assert.equal(reusable({}, pool(5, [])), 5);
    assert.equal(reusable({}, pool(5, ['linux-arm64'], 'operating-system')), 0);
    assert.equal(reusable({}, pool(5), pool(4, ['arm64']), pool(3, ['linux-arm64'], 'antivirus-client')), 12);
  });

  it('are none while nothing new is bought, or while the policy does not ask', () => {
    assert.equal(reusable({ plan: [spareItem()] }, pool(50)), 0);
    assert.equal(reusable({ policy: policyWith({ 'policy.plan.reuseFirst': false }) }, pool(5)), 0);
  });

  it('are less what the plan draws from them', () => {
    const plan = [givenItem({ seats: 15 }), spareItem({ seats: 5 })];

    assert.equal(reusable({ plan }, pool(5)), 0);
    assert.equal(reusable({ plan }, pool(8)), 3);
    assert.equal(reusable({ plan }, pool(8, ['arm64'])), 8);
  });

  it('do not stand for new seats on machines of another platform', () => {
    const lines = [machines(2, 'windows-x64'), machines(18, 'linux-arm64', { line: 2 })];
    const plan = [spareItem({ seats: 2 }), givenItem({ seats: 18 })];
    const entitlements = { ent_1: givenEntitlement({ platforms: ['windows-x64'], freeSeats: 100 }) };

    assert.equal(reusable({ lines, plan, gathered: { entitlements } }, pool(100, ['windows-x64'])), 0);
  });

  it('stand for new seats that no machine of the order needs', () => {
    const plan = [spareItem({ seats: 20 }), givenItem({ seats: 20 })];
    const entitlements = { ent_1: givenEntitlement({ freeSeats: 25 }) };
    const existing = givenItem({ seats: 7, forExistingDevices: 7 });

    assert.equal(reusable({ plan, gathered: { entitlements } }, pool(25)), 5);
    assert.equal(reusable({ lines: [givenLine({ goods: 'other', computer: null })], plan: [existing] }, pool(5)), 5);
  });

  it('stand for software without machines only where they are built for what is bought', () => {
    const lines = [givenLine({ goods: 'software', computer: null })];
    const plan = [givenItem({ seats: 7, forExistingDevices: 7 })];

    assert.equal(reusable({ lines, plan }, pool(5, ['windows-x64'])), 0);
    assert.equal(reusable({ lines, plan }, pool(5, ['windows-x64', 'linux-arm64'])), 5);
    assert.equal(reusable({ lines, plan: [givenItem({ seats: 7, platforms: [] })] }, pool(5, ['windows-x64'])), 5);
    const before = policyWithout('policy.plan.reuseByPlatform');
    assert.equal(reusable({ lines, plan, policy: before }, pool(5, ['windows-x64'])), 5);
  });

  it('are missing while the policy is, but not when nothing new is bought', () => {
    const policy = policyWithout('policy.plan.reuseFirst');

    assert.equal(reusable({ policy }, pool(5)), undefined);
    assert.equal(reusable({ policy, plan: [spareItem()] }, pool(5)), 0);
  });
});

describe('released seats that the plan does not use', () => {
  const released = (category: string, seats: number, entitlementId = 'ent_1') => ({ category, entitlementId, seats });
  const unused = (plan: readonly ReturnType<typeof spareItem>[], ...releasedSeats: Gathered['releasedSeats']) =>
    planFacts(givenPlan({ plan, gathered: { entitlements: { ent_1: givenEntitlement() }, releasedSeats } }))[
      'order.plan.releasedSeatsUnused'
    ];

  it('are none while nothing is allocated', () => assert.equal(unused([givenItem()]), 0));

  it('are those of office and antivirus software less those that the plan draws', () => {
    assert.equal(unused([givenItem()], released('office', 3), released('antivirus-client', 2, 'ent_2')), 5);
    assert.equal(unused([givenItem()], released('operating-system', 3)), 0);
    assert.equal(unused([spareItem({ seats: 2 })], released('office', 3)), 1);
    assert.equal(unused([spareItem({ seats: 9 })], released('office', 3), released('office', 2, 'ent_2')), 2);
    assert.equal(unused([givenItem({ entitlementId: 'ent_1', seats: 3 })], released('office', 3)), 3);
  });
});
