import assert from 'node:assert/strict';
import type { OrderLine, OrderSubmission } from '../../src/facts/index.ts';
import { citationsOf, productsMeant } from '../../src/orders/decide/order-citations.ts';
import * as given from '../support/given.ts';

const AGENCY = given.creditCode();
const SUPPLIER = given.creditCode('supplier');

const PLAIN = given.order({ agencyCode: AGENCY, supplier: SUPPLIER, hardwareLine: 'HW-1', softwareLine: 'SW-1' });

const plainOrder = (wish: Partial<OrderSubmission> = {}): OrderSubmission => ({ ...PLAIN, ...wish });

const [plainLine] = PLAIN.lines;
const [plainItem] = PLAIN.softwarePlan ?? [];
if (!plainLine || !plainItem) throw new Error('an order has a line and an item');

describe('what an order cites', () => {
  it('is each budget line once, whether lines or plan items name it', () => {
    const order = plainOrder({
      lines: [plainLine, { ...plainLine, line: 2, funding: [{ budgetLine: 'SW-1' }, { budgetLine: 'A-1' }] }],
      softwarePlan: [{ ...plainItem, funding: [{ budgetLine: 'SW-1' }, { budgetLine: 'HW-1' }] }],
    });

    assert.deepEqual(citationsOf(order).budgetLines, ['A-1', 'HW-1', 'SW-1']);
  });

  it('is its filed plan and its supplier, and neither where it names none', () => {
    const { planFiling, supplier } = citationsOf(plainOrder());
    const none = citationsOf(plainOrder({ planFilingNumber: null, supplier: null }));

    assert.deepEqual([planFiling, supplier], [`JZCG-${AGENCY}`, SUPPLIER]);
    assert.deepEqual([none.planFiling, none.supplier], [null, null]);
  });

  it('is each device that it replaces once, with every place that names it', () => {
    const order = plainOrder({
      lines: [
        { ...plainLine, replaces: ['dev_2', 'dev_1'] },
        { ...plainLine, line: 2, replaces: null },
        { ...plainLine, line: 3, replaces: ['dev_2'] },
      ],
    });

    const { ids, places } = citationsOf(order).devices;

    assert.deepEqual(ids, ['dev_1', 'dev_2']);
    assert.deepEqual(places, [
      { pointer: '/lines/0/replaces/0', id: 'dev_2' },
      { pointer: '/lines/0/replaces/1', id: 'dev_1' },
      { pointer: '/lines/2/replaces/0', id: 'dev_2' },
    ]);
  });

  it('is each entitlement that it draws on, renews or exempts with, and every place that names it', () => {
    const order = plainOrder({
      softwarePlan: [
        { ...plainItem, entitlementId: 'ent_3' },
        { ...plainItem, item: 2, entitlementId: null, replacesEntitlements: ['ent_1', 'ent_3'] },
      ],
      exemption: { kind: 'classified', document: '保密 1 号', lines: [1], specialOsEntitlementId: 'ent_2' },
    });

    const { ids, places } = citationsOf(order).entitlements;

    assert.deepEqual(ids, ['ent_1', 'ent_2', 'ent_3']);
    assert.deepEqual(places, [
      { pointer: '/softwarePlan/0/entitlementId', id: 'ent_3' },
      { pointer: '/softwarePlan/1/replacesEntitlements/0', id: 'ent_1' },
      { pointer: '/softwarePlan/1/replacesEntitlements/1', id: 'ent_3' },
      { pointer: '/exemption/specialOsEntitlementId', id: 'ent_2' },
    ]);
  });

  it('is the paper of its exemption, where it exempts a machine', () => {
    const exemption = { kind: 'laboratory', document: '免装 1 号' } as const;
    const bare: OrderLine = { ...plainLine, computer: { ...plainLine.computer, operatingSystem: { state: 'none' } } };

    assert.equal(citationsOf(plainOrder({ exemption, lines: [bare] })).exemptionDocument, '免装 1 号');
    assert.equal(citationsOf(plainOrder({ exemption })).exemptionDocument, null);
    assert.equal(citationsOf(plainOrder({ lines: [bare] })).exemptionDocument, null);
  });

  it('is the twin of the same order under another reference, and of no other agency', () => {
    const { twinKey } = citationsOf(plainOrder());

    assert.equal(citationsOf(plainOrder({ reference: 'CG-2' })).twinKey, twinKey);
    assert.notEqual(citationsOf(plainOrder({ agencyCode: given.creditCode() })).twinKey, twinKey);
  });

  it('is worked out once for one order', () => {
    const order = plainOrder();

    assert.equal(citationsOf(order), citationsOf(order));
  });
});

describe('the products that an order means', () => {
  it('are those that it names, and that of an entitlement which it draws on', () => {
    const order = plainOrder({ softwarePlan: [{ ...plainItem, product: 'ＷＰＳ  Office', entitlementId: 'ent_1' }] });
    const entitlements = new Map([['ent_1', { product: '杀毒 软件' }]]);

    const meant = productsMeant({ entitlements }, order);

    assert.deepEqual([meant.has('wps office'), meant.has('杀毒 软件')], [true, true]);
    assert.equal(productsMeant({ entitlements: new Map() }, order).has('杀毒 软件'), false);
  });
});
