import assert from 'node:assert/strict';
import { areTermsChanged, termsOf } from '../../src/facts/stages/contract-terms.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../../src/facts/submission.ts';
import { givenAntivirus, givenItem, givenLine, givenLineWith, givenOrder } from './support.ts';

const agreed = termsOf(givenOrder());

function isChangedBy(changes: Partial<OrderSubmission>): boolean {
  return areTermsChanged(agreed, termsOf(givenOrder(changes)));
}

const onLine = (changes: Partial<OrderLine>): Partial<OrderSubmission> => ({ lines: [givenLine(changes)] });
const onOffice = (changes: Partial<PlanItem>): Partial<OrderSubmission> => ({
  softwarePlan: [givenItem(changes), givenAntivirus()],
});

describe('the terms of a contract', () => {
  for (const [says, changes] of [
    ['more machines', onLine({ quantity: 22 })],
    ['more seats', onOffice({ seats: 22 })],
    ['a second line of the same goods', { lines: [givenLine(), givenLine({ line: 2, quantity: 1 })] }],
    ['the same goods in two lines', { lines: [givenLine({ quantity: 15 }), givenLine({ line: 2, quantity: 5 })] }],
    ['other budget lines', onLine({ funding: [{ budgetLine: 'JZ-9', amount: '99980.00' }] })],
    ['other machines to replace', onLine({ replaces: ['dev_1'] })],
    ['a price written shorter', onLine({ unitPrice: '4999' })],
    ['a null where nothing was said', onLine({ software: null })],
    ['an empty list where nothing was said', onOffice({ replacesEntitlements: [] })],
    ['an answer about computers inside', onLine({ containsComputers: 'none' })],
    ['other papers', onOffice({ evidence: [{ kind: 'licence-page', reference: 'WPS-2' }] })],
    [
      'spare seats beside',
      { softwarePlan: [givenItem(), givenAntivirus(), givenItem({ item: 3, provision: 'spare-entitlement' })] },
    ],
    ['a fresh look at the credit records', { supplier: { ...givenOrder().supplier, creditCheckedOn: '2026-05-01' } }],
    ['another justification, other approvals, another total', { justification: '追加', approvals: [], total: '1.00' }],
  ] as const satisfies readonly (readonly [string, Partial<OrderSubmission>])[]) {
    it(`stay the same with ${says}`, () => {
      assert.equal(isChangedBy(changes), false);
    });
  }

  it('stay the same with another number of the goods that pay for machines, and change where nothing pays for them now', () => {
    const paidIn = (pricedIn: number | null) => termsOf(givenOrder(onLine({ pricedIn, unitPrice: null })));

    assert.equal(areTermsChanged(paidIn(7), paidIn(8)), false);
    assert.equal(areTermsChanged(paidIn(7), paidIn(null)), true);
  });

  for (const [says, changes] of [
    ['one machine less', onLine({ quantity: 19 })],
    ['one seat less', onOffice({ seats: 19 })],
    ['a fen more for a machine', onLine({ unitPrice: '4999.01' })],
    ['a fen less for a seat', onOffice({ unitPrice: '579.99' })],
    ['another model', onLine({ model: '世恒 TD120A3' })],
    ['another edition of the system', { lines: [givenLineWith({ edition: 'Enterprise' })] }],
    ['goods that were not agreed on', { lines: [givenLine(), givenLine({ line: 2, model: '另一型号', quantity: 1 })] }],
    ['a kind of licence left out', { softwarePlan: [givenItem()] }],
    ['another product', onOffice({ product: 'Yozo Office' })],
    ['another last day of the licence', onOffice({ validUntil: '2030-12-31' })],
    ['another supplier', { supplier: { ...givenOrder().supplier, creditCode: '91420000MA4000001X' } }],
    ['no supplier', { supplier: null }],
    ['another day of delivery', { expectedDeliveryOn: '2026-12-21' }],
    ['another method', { method: 'single-source' }],
    ['a lease', { acquisition: 'lease' }],
  ] as const satisfies readonly (readonly [string, Partial<OrderSubmission>])[]) {
    it(`change with ${says}`, () => {
      assert.equal(isChangedBy(changes), true);
    });
  }

  it('left open mean what they usually mean', () => {
    assert.equal(isChangedBy({ acquisition: null, package: null }), false);
  });
});
