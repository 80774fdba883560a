import assert from 'node:assert/strict';
import { withProductsRead } from '../../src/facts/index.ts';
import { planItemFacts } from '../../src/facts/plan/plan-item-facts.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { givenInput, givenItem, policyWithout } from './support.ts';

describe('software at the price of a key of the black market', () => {
  const isFound = (changes: Partial<PlanItem>, policy: ReturnType<typeof policyWithout> = {}) => {
    const item = givenItem({ edition: null, version: null, ...changes });
    const input = withProductsRead(givenInput({ policy, order: { softwarePlan: [item] } }));
    return planItemFacts(input)[0]?.['item.isBoughtForNothing'];
  };
  const windows = { category: 'operating-system', product: 'Windows 11 专业版', licenceType: 'retail' } as const;
  const suite = { category: 'office', product: 'Office 2024 专业增强版' } as const;

  it('is found for systems, whoever makes them, and for suites of foreign makers', () => {
    for (const [changes, unitPrice] of [
      [windows, '35.00'],
      [windows, '99.99'],
      [{ ...windows, product: '统信桌面操作系统 专业版 V20' }, '60.00'],
      [{ ...windows, product: '自研系统' }, '20.00'],
      [suite, '20.00'],
      [{ ...suite, product: 'Microsoft Office LTSC 2024' }, '68.00'],
    ] as const)
      assert.equal(isFound({ ...changes, unitPrice }), true, `${changes.product} ${unitPrice}`);
  });

  it('is not found at what licences cost, and for suites that cost as little', () => {
    for (const [changes, unitPrice] of [
      [windows, '100.00'],
      [windows, '980.00'],
      [suite, '560.00'],
      [{ category: 'office', product: 'WPS Office 2023 专业版' }, '60.00'],
      [{ category: 'antivirus-client', product: '奇安信天擎' }, '35.00'],
      [{ category: 'other', product: '档案管理软件' }, '20.00'],
    ] as const)
      assert.equal(isFound({ ...changes, unitPrice }), false, `${changes.product} ${unitPrice}`);
  });

  it('is not found for what the price of its machine pays, for what is free, and for what is on hand', () => {
    assert.equal(isFound({ ...windows, unitPrice: '0.00' }), false);
    assert.equal(isFound({ ...windows, product: 'openEuler', licenceType: 'open-source', unitPrice: '30.00' }), false);
    assert.equal(isFound({ ...windows, provision: 'spare-entitlement', unitPrice: '35.00' }), false);
    assert.equal(isFound({ ...windows, unitPrice: null }), false);
  });

  it('is not asked under a policy without such a price', () => {
    const before = policyWithout('policy.plan.leastLicencePrice');
    assert.equal(isFound({ ...windows, unitPrice: '35.00' }, before), false);
    assert.equal(isFound({ ...suite, unitPrice: '4.99' }, before), true);
  });
});
