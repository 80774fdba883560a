import assert from 'node:assert/strict';
import { orderFacts } from '../../src/facts/order-facts.ts';
import { givenGathered, givenInput, policyWithout } from './support.ts';

/** Submitted on 2026-04-12 with money of 2026. */
describe('the day of delivery', () => {
  const cases: readonly [string, string | null, string | null][] = [
    ['the day before the order is before it', '2026-04-11', 'before-order'],
    ['years ago is before it', '2024-04-12', 'before-order'],
    ['the day of the order is in time', '2026-04-12', 'in-time'],
    ['the end of the year is in time', '2026-12-31', 'in-time'],
    ['the last of six months after the year is in time', '2027-06-30', 'in-time'],
    ['the day after is too late', '2027-07-01', 'after-year'],
    ['in four years is too late', '2030-12-20', 'after-year'],
    ['nothing is said of a day that is not stated', null, null],
  ];
  for (const [says, expectedDeliveryOn, state] of cases) {
    it(says, () => {
      const facts = orderFacts(givenInput({ order: { expectedDeliveryOn } }));

      assert.equal(facts['order.deliveryDay'], state);
      assert.equal(facts['order.latestDeliveryOn'], '2027-06-30');
    });
  }

  it('is held against the year of the money, whenever the order comes', () => {
    const of = (fiscalYear: number) =>
      orderFacts(givenInput({ order: { fiscalYear, expectedDeliveryOn: '2027-03-01' }, submittedOn: '2026-12-20' }));

    assert.equal(of(2027)['order.deliveryDay'], 'in-time');
    assert.equal(of(2026)['order.deliveryDay'], 'in-time');
    assert.equal(of(2025)['order.deliveryDay'], 'after-year');
    assert.equal(of(2025)['order.latestDeliveryOn'], '2026-06-30');
  });

  it('of a supplement is that of its contract, on whatever day the supplement comes', () => {
    const gathered = { ...givenGathered(), isSupplement: true as const };
    const order = { expectedDeliveryOn: '2026-04-11' };

    assert.equal(orderFacts(givenInput({ order, gathered }))['order.deliveryDay'], 'agreed');
  });

  it('is no fact under an older policy, and nothing where one sets no months', () => {
    const order = { expectedDeliveryOn: '2030-12-20' };
    const older = orderFacts(givenInput({ order, policy: policyWithout('policy.delivery.monthsAfterYear') }));
    const without = orderFacts(givenInput({ order, policy: { integer: () => null } }));

    assert.deepEqual(['order.deliveryDay' in older, 'order.latestDeliveryOn' in older], [false, false]);
    assert.deepEqual([without['order.deliveryDay'], without['order.latestDeliveryOn']], [null, null]);
  });
});
