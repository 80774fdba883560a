import assert from 'node:assert/strict';
import { withProductsRead } from '../../src/facts/index.ts';
import { planItemFacts } from '../../src/facts/plan/plan-item-facts.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { givenInput, givenItem } from './support.ts';

describe('the support of software that is bought', () => {
  const of = (product: string, changes: Partial<PlanItem> = {}, expectedDeliveryOn = '2026-12-20') => {
    const item = givenItem({ product, edition: '专业增强版', version: null, ...changes });
    const [facts] = planItemFacts(
      withProductsRead(givenInput({ order: { softwarePlan: [item], expectedDeliveryOn } })),
    );
    return [facts?.['item.support'], facts?.['item.supportEndsOn']];
  };

  it('is over for suites that their maker mends no more when they come', () => {
    assert.deepEqual(of('Microsoft Office 2016 专业增强版'), ['ended-by-delivery', '2025-10-14']);
    assert.deepEqual(of('Microsoft Office', { version: '2019' }), ['ended-by-delivery', '2025-10-14']);
    assert.deepEqual(of('Office LTSC 2021 专业增强版'), ['ended-by-delivery', '2026-10-13']);
    assert.deepEqual(of('Office 2021', { provision: 'bundled' }), ['ended-by-delivery', '2026-10-13']);
  });

  it('is there as long as the maker says', () => {
    assert.deepEqual(of('Office LTSC 2021', {}, '2026-10-12'), ['supported', null]);
    for (const product of [
      'Office 2024 专业增强版',
      'Microsoft Office LTSC 2024',
      'WPS Office 2019',
      'WPS Office 2016',
    ])
      assert.deepEqual(of(product), ['supported', null], product);
  });

  it('is doubtful for a version that nobody knows, where others have ends', () => {
    for (const product of ['Office 2003', 'Microsoft Office 2010 标准版', 'Office 2007'])
      assert.deepEqual(of(product), ['release-unknown', null], product);
  });

  it('is not told of what is not stated or not known', () => {
    for (const [product, changes] of [
      ['Microsoft Office', {}],
      ['WPS Office', { version: '2031' }],
      ['无名办公软件 2003', {}],
    ] as const)
      assert.deepEqual(of(product, changes), ['not-stated', null], product);
  });

  it('is not asked of seats on hand, and of systems, which are judged with their machines', () => {
    assert.deepEqual(of('Office 2016', { provision: 'spare-entitlement' }), ['not-needed', null]);
    assert.deepEqual(of('Windows 7', { category: 'operating-system' }), ['not-needed', null]);
  });
});
