import assert from 'node:assert/strict';
import { planItemFacts } from '../../src/facts/plan/plan-item-facts.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import type { FactValue } from '../../src/rules/index.ts';
import { givenPlan, spareItem } from './plan-support.ts';
import { givenAgency, givenItem } from './support.ts';

type PlanCase = Parameters<typeof givenPlan>[0];

describe('licensee of a plan item', () => {
  const letter = { kind: 'allocation-letter', reference: '荆软办〔2026〕5号' } as const;
  const other = { licensee: '荆州市软件正版化工作领导小组' };
  const cases: readonly [string, FactValue, Partial<PlanItem>][] = [
    ['the agency by its code', 'agency', {}],
    ['the agency by its name', 'agency', { licensee: '荆州市文化和旅游局 ' }],
    ['nobody yet', 'not-stated', { licensee: null }],
    ['another body', 'other', other],
    ['another body with a letter for all seats', 'allocated', { ...other, evidence: [letter] }],
    [
      'another body with a letter for exactly the seats',
      'allocated',
      { ...other, evidence: [{ ...letter, seats: 20 }] },
    ],
    ['another body with a letter that nobody names', 'other', { ...other, evidence: [{ kind: 'allocation-letter' }] }],
    ['another body with a letter for one seat fewer', 'other', { ...other, evidence: [{ ...letter, seats: 19 }] }],
    ['another body with another paper', 'other', { ...other, evidence: [{ kind: 'licence-page' }] }],
  ];
  for (const [says, state, changes] of cases) {
    it(`is ${says}`, () => assert.equal(factsOf(givenItem(changes))['item.licenseeState'], state));
  }
});

describe('site licence', () => {
  const site = { agencies: ['11421000MB1234562Q'], headcount: 120, afterEnd: null };
  const dated = { site, validUntil: civilDate('2028-12-31') };
  const cases: readonly [string, FactValue, PlanCase['held'] & object, Partial<PlanItem>?][] = [
    ['for this agency and its people', 'ok', { site }],
    ['for another agency', 'outside-scope', { site: { ...site, agencies: ['11421022MB0000000X'] } }],
    ['for whoever holds it, which is this agency', 'ok', { site: { ...site, agencies: [] } }],
    [
      'for whoever holds it, which is another',
      'outside-scope',
      { site: { ...site, agencies: [] }, licensee: '荆州市某局' },
    ],
    ['for one person fewer', 'headcount-exceeded', { site: { ...site, headcount: 119 } }],
    ['without a headcount', 'ok', { site: { ...site, headcount: null } }],
    ['that ends without saying what then', 'rights-after-end-unstated', dated],
    ['that ends and says what then', 'ok', { ...dated, site: { ...site, afterEnd: '转为120套永久授权' } }],
    ['whose scope is not on file', 'not-stated', { site: null }],
    ['that names no entitlement', 'not-stated', { site }, { entitlementId: null }],
  ];
  for (const [says, scope, held, changes] of cases) {
    it(`${says}: ${scope}`, () => {
      const item = spareItem({ provision: 'site-licence', ...changes });

      assert.equal(factsOf(item, { held })['entitlement.siteScope'], scope);
    });
  }

  it('is one by what the register says, also where its seats are drawn as spare ones', () => {
    const others = { ...site, agencies: ['11421022MB0000000X'] };

    assert.equal(factsOf(spareItem(), { held: { site } })['entitlement.siteScope'], 'ok');
    assert.equal(factsOf(spareItem(), { held: { site: others } })['entitlement.siteScope'], 'outside-scope');
    assert.equal(factsOf(spareItem(), { held: { site: null } })['entitlement.siteScope'], 'not-applicable');
    assert.equal(factsOf(givenItem(), { held: { site: others } })['entitlement.siteScope'], 'not-applicable');
  });

  it('for so many people is open while nobody knows how many there are', () => {
    const item = spareItem({ provision: 'site-licence' });
    const scopeOf = (headcount: number | null) =>
      factsOf(item, { held: { site: { ...site, headcount } }, gathered: { agency: givenAgency({ staff: null }) } })[
        'entitlement.siteScope'
      ];

    assert.equal(scopeOf(120), undefined);
    assert.equal(scopeOf(null), 'ok');
  });
});

function factsOf(item: PlanItem, given: PlanCase = {}) {
  const [facts] = planItemFacts(givenPlan({ plan: [item], ...given }));
  assert.ok(facts);
  return facts;
}
