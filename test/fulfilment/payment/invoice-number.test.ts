import assert from 'node:assert/strict';
import { isSameInvoice, lastDigitsKey } from '../../../src/fulfilment/payment/invoice-number.ts';

describe('the number of an invoice', () => {
  const same: readonly (readonly [string, string])[] = [
    ['12345678', '发票号码：12345678'],
    ['12345678', 'No.12345678'],
    ['12345678', '№ 12345678'],
    ['12345678', '1234-5678'],
    ['12345678', '第１２３４５６７８号（增值税专用发票）'],
    ['12345678', '12345678\u200b'],
    ['12345678', '发票代码144031900111 号码12345678'],
    ['144031900111-12345678', '代码：144031900111，号码：12345678'],
    ['1403190011 12345678', '12345678'],
    ['26442000000012345678', '数电票 26442-0000-0001-2345678'],
    ['26442000000012345678', '12345678'],
    ['fp 77a', 'ＦＰ77A'],
  ];
  for (const [one, other] of same) {
    it(`${one} is ${other}`, () => {
      assert.equal(isSameInvoice({ supplier: 'S', number: one }, { supplier: 'S', number: other }), true);
      assert.equal(isSameInvoice({ supplier: 'S', number: other }, { supplier: 'S', number: one }), true);
    });
  }

  const different: readonly (readonly [string, string])[] = [
    ['12345678', '12345679'],
    ['144031900111-12345678', '144031900112-12345678'],
    ['26442000000012345678', '26442000000112345678'],
    ['FP-2026-11', 'FP-202-611'],
    ['A12345678', 'B12345678'],
    ['123456789', '23456789'],
  ];
  for (const [one, other] of different) {
    it(`${one} is not ${other}`, () => {
      assert.equal(isSameInvoice({ supplier: 'S', number: one }, { supplier: 'S', number: other }), false);
    });
  }

  it('is of one supplier, and is looked up by its last eight digits', () => {
    const number = '26442000000012345678';

    assert.equal(isSameInvoice({ supplier: 'S', number }, { supplier: 'T', number }), false);
    assert.equal(lastDigitsKey({ supplier: 'S', number }), 'S/12345678');
    assert.equal(lastDigitsKey({ supplier: 'S', number: 'FP-7' }), null);
  });
});
