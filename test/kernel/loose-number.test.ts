import assert from 'node:assert/strict';
import { areNumbersAlike, looseNumber } from '../../src/kernel/loose-number.ts';

describe('numbers without their signs', () => {
  for (const [says, one, other] of [
    ['a hyphen that is left out', 'JZCG-2026-0817', 'JZCG-20260817'],
    ['another dash', 'HT-1', 'HT–1'],
    ['a stop at the end', 'HT-2026-1', 'HT-2026-1.'],
    ['a prefix of serials', 'S/N: ab-12', 'AB12'],
    ['the short prefix', 'SN:AB12', 'AB12'],
    ['the prefix of invoices', 'No. 0123', '0123'],
    ['a Chinese prefix in full width', '编号：0123', '0123'],
    ['a character that nobody sees', 'HT\u200B-77', 'HT-77'],
    ['brackets of a year', '荆财采计备〔2026〕12号', '荆财采计备2026 12号'],
  ] as const) {
    it(`are alike with ${says}`, () => {
      assert.equal(areNumbersAlike(one, other), true);
      assert.equal(areNumbersAlike(other, one), true);
      assert.equal(looseNumber(one), looseNumber(other));
    });
  }

  for (const [says, one, other] of [
    ['the same in another case and width, which is one number', 'HT-1', 'ｈｔ-1'],
    ['another digit', 'HT-1', 'HT-2'],
    ['signs in other places', '2026-1-12', '2026-11-2'],
    ['nothing but signs', '---', '-'],
    ['letters that only look like a prefix', 'NOVA-12', 'VA-12'],
    ['a serial that begins with the letters of a prefix', 'SN0012', '0012'],
  ] as const) {
    it(`are not alike with ${says}`, () => {
      assert.equal(areNumbersAlike(one, other), false);
    });
  }

  it('have none where only signs are written', () => {
    assert.equal(looseNumber('—'), null);
    assert.equal(looseNumber('编号：'), null);
  });
});
