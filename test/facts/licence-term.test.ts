import assert from 'node:assert/strict';
import type { GatheredEntitlement } from '../../src/facts/gathered.ts';
import { type LicenceTerm, licenceTerm } from '../../src/facts/plan/licence-term.ts';
import { planItemViews } from '../../src/facts/plan/plan-item-view.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { givenPlan, spareItem } from './plan-support.ts';
import { DELIVERED_ON, givenItem } from './support.ts';

const referenceOn = civilDate(DELIVERED_ON);

describe('term of a licence', () => {
  const cases: readonly [string, LicenceTerm | null, Partial<PlanItem>][] = [
    ['without a last day', 'perpetual', { validUntil: null }],
    ['that ends on the day of delivery', 'expired', { validUntil: '2026-12-20' }],
    ['that ends the day after', 'short', { validUntil: '2026-12-21' }],
    ['that ends a day before a year is full', 'short', { validUntil: '2027-12-18' }],
    ['of exactly one year', 'long-enough', { validUntil: '2027-12-19' }],
    ['that begins on the day of delivery', 'perpetual', { validFrom: '2026-12-20' }],
    ['that begins the day after', 'not-started', { validFrom: '2026-12-21' }],
    ['without a first day', 'perpetual', { validFrom: null }],
    ['subscribed for a year of service', 'long-enough', { licenceType: 'subscription', serviceMonths: 12 }],
    ['subscribed for eleven months of service', 'short', { licenceType: 'subscription', serviceMonths: 11 }],
    [
      'subscribed for a year that began earlier',
      'short',
      { licenceType: 'subscription', serviceMonths: 12, validFrom: '2026-12-01' },
    ],
    ['subscribed without an end', null, { licenceType: 'subscription', serviceMonths: null }],
    [
      'subscribed from a later day without an end',
      'not-started',
      { licenceType: 'subscription', validFrom: '2027-01-01' },
    ],
  ];
  for (const [says, term, changes] of cases) {
    it(`${says} is ${term ?? 'nothing'}`, () => assert.equal(termOf(givenItem({ validFrom: null, ...changes })), term));
  }

  it('is missing while the shortest term is, unless it does not matter', () => {
    assert.equal(termOf(givenItem({ validUntil: '2027-12-19' }), 'missing'), undefined);
    assert.equal(termOf(givenItem({ validUntil: '2026-12-20' }), 'missing'), 'expired');
    assert.equal(termOf(givenItem(), 'missing'), 'perpetual');
  });

  it('is that of the entitlement which is drawn on, whatever the officer says', () => {
    const item = spareItem({ validFrom: '2027-01-01', validUntil: '2027-06-30' });

    assert.equal(termOf(item), 'perpetual');
    assert.equal(termOf(item, 12, { validUntil: civilDate('2027-12-18') }), 'short');
  });

  it('is missing where the register has no end of a subscription', () => {
    assert.equal(termOf(spareItem(), 12, { channel: 'subscription' }), undefined);
    assert.equal(
      termOf(spareItem(), 12, { channel: 'subscription', validFrom: civilDate('2027-01-01') }),
      'not-started',
    );
  });
});

function termOf(item: PlanItem, months: number | 'missing' = 12, held: Partial<GatheredEntitlement> = {}) {
  const [view] = planItemViews(givenPlan({ plan: [item], held }));
  assert.ok(view);
  return licenceTerm(view, { referenceOn, minTermMonths: months === 'missing' ? undefined : months });
}
